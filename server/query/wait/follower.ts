import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseCursor } from '../../log/cursor.ts'
import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import type { Candidate } from './candidate.ts'
import type { Waiter } from './waiter.ts'

/** Offers each new record to everyone who waits: one reader of the log, however many they are. */
export interface Follower {
  /** A waiter that has been offered everything up to `after`; it leaves by itself when it ends. */
  add(waiter: Waiter, after: Cursor): void
  close(): Promise<void>
}

const readAtOnce = 500

/** Reads only while somebody waits. */
export function createFollower(parts: {
  readonly log: Log
  readonly isWanted: (topic: string) => boolean
  readonly candidate: (record: StoredRecord) => Candidate
}): Follower {
  const { log, isWanted, candidate } = parts
  /** Those who wait, by the stream they name; what each was offered before it came here, until something came behind that. */
  const byStream = new Map<string | undefined, Map<Waiter, Cursor | undefined>>()
  let stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let isRunning = false

  return {
    add(waiter, after) {
      const { stream } = waiter.match
      const waiters = byStream.get(stream) ?? new Map<Waiter, Cursor | undefined>()
      byStream.set(stream, waiters.set(waiter, after))
      void waiter.verdict.then(() => {
        waiters.delete(waiter)
        if (waiters.size === 0 && byStream.get(stream) === waiters) byStream.delete(stream)
        if (byStream.size === 0) stopping.abort()
      })
      if (isRunning && !stopping.signal.aborted) return
      stopping = new AbortController()
      isRunning = true
      running = follow(after, stopping.signal)
    },
    async close() {
      stopping.abort()
      await running
    },
  }

  async function follow(from: Cursor, signal: AbortSignal): Promise<void> {
    let position = from
    let appended = log.appended(signal)
    while (!signal.aborted) {
      // All topics: to leave some out, a scan would have to ask each of the others for itself.
      const records = log.scan({ after: position, limit: readAtOnce })
      position = records.at(-1)?.cursor ?? position
      for (const record of records) if (isWanted(record.topic)) offer(candidate(record))
      if (records.length === readAtOnce) {
        await nextTurn()
        continue
      }
      await appended
      appended = log.appended(signal)
    }
    if (stopping.signal === signal) isRunning = false
  }

  function offer(offered: Candidate): void {
    for (const stream of offered.stream === null ? [undefined] : [offered.stream, undefined]) {
      const waiters = byStream.get(stream)
      for (const [waiter, after] of waiters ?? []) {
        if (after !== undefined) {
          if (!isAfter(offered.record.cursor, after)) continue
          // Records come in order: from here on all are behind it.
          waiters?.set(waiter, undefined)
        }
        waiter.offer(offered)
      }
    }
  }
}

function isAfter(one: Cursor, other: Cursor): boolean {
  const [a, b] = [parseCursor(one), parseCursor(other)]
  return a.seq > b.seq || (a.seq === b.seq && a.index > b.index)
}
