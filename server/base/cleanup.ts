/** Closes what was opened, in the reverse order of opening, each thing once. */
export class Cleanup {
  #steps: (() => unknown)[] = []
  #closing: Promise<void> | undefined

  /** Adds a step that runs before all steps added so far. */
  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  /** Runs every step even when one fails; then throws what failed. Later calls wait for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#run()
    return this.#closing
  }

  async #run(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.reverse()) {
      try {
        await step()
      } catch (failure) {
        failures.push(failure)
      }
    }
    this.#steps = []
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, 'Several things could not be closed.')
  }
}
