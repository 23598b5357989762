import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import type { MakeCandidate } from './candidates.ts'
import type { Waiter } from './waiter.ts'
import { createWaiterIndex } from './waiter-index.ts'

/** Those who look through the log together, from one place on: it is read once for all of them. */
export interface Round {
  readonly size: number
  all(): Iterable<Waiter>
  add(waiter: Waiter): void
  delete(waiter: Waiter): void
  /** Offers what comes next, for some milliseconds; true where it is at the end of the log or nobody is left. */
  step(): boolean
}

/** A step is so long: other requests are answered between two. */
const longestMs = 3
/** Whatever else the machine does. */
const leastRecords = 100
/** So much is read at once. */
const mostRecords = 500
const mostBytes = 1_000_000

/** A round that begins after a cursor, or with the oldest record. */
export function createRound(parts: {
  readonly log: Log
  readonly candidate: MakeCandidate
  readonly after: Cursor | undefined
  /** Whether anything of a topic is wanted. */
  readonly wants: (topic: string, cluster: string) => boolean
  /** Few topics are wanted: only those are read, each for itself. Else all are, and the others passed over. */
  readonly isNarrow: boolean
}): Round {
  const { log, candidate, wants, isNarrow } = parts
  const waiters = createWaiterIndex()
  let position = parts.after
  /** Read, and not offered yet; the next is the last. */
  let ahead: StoredRecord[] = []

  return {
    get size() {
      return waiters.size
    },
    all: waiters.all,
    add: waiters.add,
    delete: waiters.delete,
    step() {
      const until = performance.now() + longestMs
      for (let offered = 0; offered < leastRecords || performance.now() < until; offered++) {
        if (waiters.size === 0) return true
        if (ahead.length === 0) ahead = readOn()
        const record = ahead.pop()
        if (record === undefined) return true
        if (wants(record.topic, record.cluster)) offer(candidate(record))
      }
      return false
    },
  }

  function readOn(): StoredRecord[] {
    const after = position === undefined ? {} : { after: position }
    const topic = isNarrow ? { topic: wants } : {}
    const records = log.scan({ limit: mostRecords, maxBytes: mostBytes, ...after, ...topic })
    position = records.at(-1)?.cursor ?? position
    return records.toReversed()
  }

  function offer(offered: ReturnType<MakeCandidate>): void {
    for (const waiter of waiters.of(offered)) {
      waiter.offer(offered)
      if (waiter.isOver) waiters.delete(waiter)
    }
  }
}
