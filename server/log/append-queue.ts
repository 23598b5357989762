import type { Clock } from '../base/clock.ts'
import { SandboxError } from '../base/errors.ts'
import { type AppendTurn, createAppendTurn } from './append-turn.ts'
import type { BatchIndex } from './batch-index.ts'
import type { Producers } from './producers.ts'
import type { Segments } from './segments.ts'
import { storageError } from './storage-error.ts'
import type { Tallies } from './tallies.ts'
import type { Topic, Topics } from './topics.ts'
import type { Transaction } from './transaction.ts'

/** Takes what all callers append and commits what came in one tick together. */
export interface AppendQueue {
  /** Queues a request; throws closed. */
  add(request: AppendRequest): void
  /** Runs work between two commits, when nothing is half done and after what was queued before; gives its failure. */
  alone(work: () => void): Promise<void>
  /** Refuses further requests; resolves once those under way are answered. */
  close(): Promise<void>
}

/** What is appended whole or not at all. */
export interface AppendRequest {
  /** Whether a part of it is in the turn already. */
  readonly isBegun: boolean
  /** Adds to the turn until that is full; tells whether all of it is added. */
  encode(turn: AppendTurn, isFull: () => boolean): boolean
  /** What else is stored with it, in the same transaction. */
  readonly store?: () => void
  /** Instead of all this: work that runs by itself. */
  readonly alone?: () => void
  /** A crash can no longer lose it. */
  committed(): void
  /** Nothing of it is stored. */
  failed(reason: SandboxError): void
}

/**
 * A turn ends with the request that reaches one of these; a larger request takes several turns and one commit. Between
 * turns sockets are read. Measured: a turn of 512 KiB takes about 1 ms.
 */
const turnBytes = 512 * 1024
const turnRecords = 1000

/**
 * Group commit: what is appended until the event loop comes round (setImmediate; timers of 1-2 ms lose 28-60 %) goes to
 * the segment in one write and to the index in one transaction.
 */
export function createAppendQueue(parts: {
  topics: Topics
  index: BatchIndex
  segments: Segments
  tallies: Tallies
  producers: Producers
  transaction: Transaction
  clock: Clock
  durability: 'normal' | 'full'
  onCommit: (topics: ReadonlySet<Topic>) => void
}): AppendQueue {
  const { topics, index, segments, tallies, producers, transaction, clock } = parts
  const turn = createAppendTurn({ segments })
  let queue: AppendRequest[] = []
  // Of the queue, those encoded whole; the next one may be encoded in part.
  let encoded = 0
  let start = segments.end
  let scheduled = false
  let closed = false
  let drained: (() => void) | undefined

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(run)
  }

  function run(): void {
    scheduled = false
    try {
      if (encoded === 0 && runAlone()) return
      if (encoded === 0 && !queue[0]?.isBegun) beginGroup()
      const whole = encode()
      turn.write(clock.now())
      if (whole) commit()
    } catch (failure) {
      abandon(storageError(failure))
    } finally {
      if (queue.length > 0) schedule()
      else drained?.()
    }
  }

  // The turn of work that runs by itself comes when all before it is committed.
  function runAlone(): boolean {
    const [first] = queue
    if (!first?.alone) return false
    queue = queue.slice(1)
    try {
      first.alone()
      first.committed()
    } catch (failure) {
      first.failed(storageError(failure))
    }
    return true
  }

  function beginGroup(): void {
    if (segments.roll()) tallies.save()
    start = segments.end
    reset()
  }

  function reset(): void {
    turn.reset(tallies.seq)
    producers.changes.clear()
    encoded = 0
  }

  // Returns whether the turn ends with a whole request.
  function encode(): boolean {
    while (encoded < queue.length) {
      const request = queue[encoded] as AppendRequest
      if (request.alone) return true
      if (!request.encode(turn, isTurnFull)) return false
      encoded += 1
      if (isTurnFull()) return true
    }
    return true
  }

  function isTurnFull(): boolean {
    return turn.load.bytes >= turnBytes || turn.load.records >= turnRecords
  }

  function commit(): void {
    const rows = turn.pending
    if (parts.durability === 'full' && rows.length > 0) segments.sync()
    const answered = queue.slice(0, encoded)
    const stores = answered.flatMap(({ store }) => store ?? [])
    const [only] = rows
    // One row commits by itself: no statement more than needed.
    if (rows.length === 1 && only && stores.length === 0 && producers.changes.isEmpty) index.insert(only)
    else if (rows.length > 0 || stores.length > 0 || !producers.changes.isEmpty) {
      transaction(() => {
        rows.forEach(index.insert)
        producers.save()
        for (const store of stores) store()
      })
    }

    const written = new Set<Topic>()
    for (const row of rows) {
      tallies.add(row)
      written.add(topics.byId(row.topic))
    }
    producers.keep()
    queue = queue.slice(encoded)
    reset()
    for (const request of answered) request.committed()
    parts.onCommit(written)
  }

  // Nothing of the group has a row: it never was. Who was not begun is tried next, unless nobody could be begun at all.
  function abandon(reason: SandboxError): void {
    const begunInPart = queue[encoded]?.isBegun ? 1 : 0
    const rejected = queue.slice(0, encoded + begunInPart || queue.length)
    queue = queue.slice(rejected.length)
    reset()
    try {
      segments.cut(start)
    } catch {
      // The next append overwrites what is behind `start`; a start of the sandbox cuts it off.
    }
    for (const request of rejected) request.failed(reason)
  }

  function add(request: AppendRequest): void {
    if (closed) throw new SandboxError('closed', 'The log is closed.')
    queue.push(request)
    schedule()
  }

  return {
    add,
    alone: work =>
      new Promise((resolve, reject) => {
        add({ isBegun: false, encode: () => true, alone: work, committed: resolve, failed: reject })
      }),
    close() {
      closed = true
      if (queue.length === 0) return Promise.resolve()
      return new Promise(resolve => {
        drained = resolve
      })
    },
  }
}
