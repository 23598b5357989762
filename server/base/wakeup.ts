/**
 * Tells waiting readers that there is something new, without saying what: a reader reads on from its own position.
 * Ask for `next()` before reading, so that nothing that happens in between is missed.
 */
export class Wakeup {
  #waiting = new Set<() => void>()

  /** How many readers wait. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** Resolves at the next `wake()`, or when `signal` aborts; never rejects. */
  next(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve()
    return new Promise(resolve => {
      const done = () => {
        this.#waiting.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.#waiting.add(done)
      signal?.addEventListener('abort', done, { once: true })
    })
  }

  /** Wakes everyone who waits now. */
  wake(): void {
    if (this.#waiting.size === 0) return
    for (const done of [...this.#waiting]) done()
  }
}
