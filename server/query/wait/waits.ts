import { setImmediate as nextTurn } from 'node:timers/promises'
import { SandboxError } from '../../base/errors.ts'
import { rejectionsTopic } from '../../intake/rejections.ts'
import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import { knownOf } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import type { ReadEvent } from '../items.ts'
import type { StreamNames } from '../stream-names.ts'
import type { Candidate } from './candidate.ts'
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
      readonly waitedMs: number
    }

/** Waits for events on the server: nobody has to poll. */
export interface Waits {
  /** @throws SandboxError closed where the sandbox stops or `signal` aborts. */
  wait(asked: WaitAsked, signal: AbortSignal): Promise<WaitResult>
  /** Lets those who wait look at everything again, within the time they have left: the log is another. */
  restart(): void
  close(): Promise<void>
}

const readAtOnce = 500
/** So many of the events that were last looked at are kept while somebody waits: many look at the same ones. */
const keptCandidates = 2 * readAtOnce
/** Larger ones are read by each who waits: an event may have ten megabytes. */
const keptBytes = 8 * 1024

/** Waits on one log. What is there already is read by each for itself; what comes, once for all. */
export function createWaits(parts: { log: Log; events: EventReader; names: StreamNames }): Waits {
  const { log, events, names } = parts
  const waiting = new Set<Waiter>()
  const kept = new Map<Cursor, Candidate>()
  const isWanted = (topic: string) => topic === rejectionsTopic || !names.isInternal(topic)
  const follower = createFollower({ log, isWanted, candidate })
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

    async close() {
      isClosed = true
      for (const waiter of waiting) waiter.end('tooLate')
      await follower.close()
    },
  }

  async function waitOnce(asked: WaitAsked, started: number, signal: AbortSignal): Promise<WaitResult> {
    const waiter = createWaiter(asked)
    const giveUp = () => waiter.end('tooLate')
    signal.addEventListener('abort', giveUp, { once: true })
    waiting.add(waiter)
    if (isClosed || signal.aborted) giveUp()
    const end = await catchUp(waiter, asked)
    if (!waiter.isOver) {
      follower.add(waiter, end)
      waiter.caughtUp()
    }
    const verdict = await waiter.verdict
    waiting.delete(waiter)
    if (waiting.size === 0) kept.clear()
    signal.removeEventListener('abort', giveUp)
    if (isClosed || signal.aborted) throw new SandboxError('closed', 'The sandbox is stopping.')
    const waitedMs = Math.round(performance.now() - started)
    const found = waiter.found.map(({ read }) => read())
    if (verdict === 'met') {
      return { isMet: true, found, cursor: found.at(-1)?.item.cursor ?? log.end(), waitedMs }
    }
    const isMissing = verdict === 'tooLate' && asked.mode !== 'none'
    const { nearMisses, lookalikes } = isMissing ? await nearest(asked) : { nearMisses: [], lookalikes: [] }
    return { isMet: false, verdict, found, nearMisses, lookalikes, waitedMs }
  }

  /** Offers what is there, in steps; returns the end it came to, and nothing has come behind it yet. */
  async function catchUp(waiter: Waiter, { after, cluster }: WaitAsked): Promise<Cursor> {
    let position = after
    while (!waiter.isOver) {
      const records = log.scan({
        limit: readAtOnce,
        topic: (topic, of) => (cluster ?? of) === of && waiter.match.wantsTopic(topic, of),
        ...(position === undefined ? {} : { after: position }),
      })
      for (const record of records) waiter.offer(candidate(record))
      if (records.length < readAtOnce) break
      position = records.at(-1)?.cursor
      await nextTurn()
    }
    return log.end()
  }

  function candidate(record: StoredRecord): Candidate {
    const known = kept.get(record.cursor)
    if (known) return known
    const made = newCandidate(record)
    if ((record.value?.length ?? 0) > keptBytes) return made
    kept.set(record.cursor, made)
    const [oldest] = kept.size > keptCandidates ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    return made
  }

  function newCandidate(record: StoredRecord): Candidate {
    const stream = names.ofRecord(record)
    const read = once(() => events.read(record))
    const known = once(() => knownOf(record, stream))
    const whole = once(() => {
      const { event, raw, problems, item } = read()
      return { ...known(), content: { event, raw, problems, schema: item.schema } }
    })
    return { record, status: record.topic === rejectionsTopic ? 'invalid' : 'valid', stream, read, known, whole }
  }
}

/** Works a value out when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
