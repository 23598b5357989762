import { SandboxError } from '../../base/errors.ts'
import { rejectionsTopic } from '../../intake/rejections.ts'
import type { Cursor, Log } from '../../log/types.ts'
import type { EventReader } from '../event-reader.ts'
import type { ReadEvent } from '../items.ts'
import type { StreamNames } from '../stream-names.ts'
import { createCandidates } from './candidates.ts'
import { createFollower } from './follower.ts'
import { createNearMisses, type NearMiss } from './near-misses.ts'
import { createWaiter, type Verdict, type WaitAsked, type Waiter } from './waiter.ts'

/** How a wait ended: met, with what was found; or not, with what came nearest. */
export type WaitResult =
  | { readonly isMet: true; readonly found: readonly ReadEvent[]; readonly cursor: Cursor; readonly waitedMs: number }
  | {
      readonly isMet: false
      readonly verdict: Exclude<Verdict, 'met'>
      /** What did answer. */
      readonly found: readonly ReadEvent[]
      readonly nearMisses: readonly NearMiss[]
      /** Refused events that were meant. */
      readonly lookalikes: readonly ReadEvent[]
      /** The time was too short to look at everything that is there. */
      readonly isPartial: boolean
      readonly waitedMs: number
    }

/** Waits for events on the server: nobody has to poll. */
export interface Waits {
  /** @throws SandboxError closed where the sandbox stops or `signal` aborts, storage_failed where the log cannot be read. */
  wait(asked: WaitAsked, signal: AbortSignal): Promise<WaitResult>
  /** Lets those who wait look at everything again, within the time they have left: the log is another. */
  restart(): void
  close(): void
}

/** Waits on one log: what is there and what comes is read once for all who wait. */
export function createWaits(parts: { log: Log; events: EventReader; names: StreamNames }): Waits {
  const { log, names } = parts
  const waiting = new Set<Waiter>()
  const candidate = createCandidates(parts)
  const isShown = (topic: string) => topic === rejectionsTopic || !names.isInternal(topic)
  const follower = createFollower({ log, isShown, candidate })
  const nearest = createNearMisses({ log, candidate })
  let isClosed = false
  let restarts = 0

  return {
    async wait(asked, signal) {
      const started = performance.now()
      for (;;) {
        const begun = restarts
        const withinMs = Math.max(0, asked.withinMs - (performance.now() - started))
        const result = await waitOnce({ ...asked, withinMs }, started, signal)
        if (begun === restarts) return result
      }
    },

    restart() {
      restarts += 1
      for (const waiter of waiting) waiter.end('tooLate')
    },

    close() {
      isClosed = true
      for (const waiter of waiting) waiter.end('tooLate')
      follower.close()
    },
  }

  async function waitOnce(asked: WaitAsked, started: number, signal: AbortSignal): Promise<WaitResult> {
    const waiter = createWaiter(asked)
    const verdict = await verdictOf(waiter, asked.after, signal)
    if (isClosed || signal.aborted) throw new SandboxError('closed', 'The sandbox is stopping.')
    const waitedMs = Math.round(performance.now() - started)
    const found = waiter.found.map(({ read }) => read())
    if (verdict === 'met') {
      return { isMet: true, found, cursor: found.at(-1)?.item.cursor ?? log.end(), waitedMs }
    }
    const isMissing = verdict === 'tooLate' && asked.mode !== 'none'
    const { nearMisses, lookalikes } = isMissing ? await nearest(asked) : { nearMisses: [], lookalikes: [] }
    const isPartial = verdict === 'tooLate' && !waiter.isCaughtUp
    return { isMet: false, verdict, found, nearMisses, lookalikes, isPartial, waitedMs }
  }

  async function verdictOf(waiter: Waiter, after: Cursor | undefined, signal: AbortSignal): Promise<Verdict> {
    const giveUp = () => waiter.end('tooLate')
    signal.addEventListener('abort', giveUp, { once: true })
    waiting.add(waiter)
    if (isClosed || signal.aborted) giveUp()
    else follower.add(waiter, after)
    try {
      return await waiter.verdict
    } finally {
      follower.delete(waiter)
      waiting.delete(waiter)
      signal.removeEventListener('abort', giveUp)
    }
  }
}
