import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import type { Segments } from './segments.ts'
import type { Tallies } from './tallies.ts'
import type { LogOptions } from './types.ts'

/** Removes the oldest batches beyond a size or an age, in steps. */
export interface Retention {
  /** Resolves once nothing is beyond its limit. */
  run(): Promise<void>
  /** The same in the background; what fails is logged. */
  start(): void
  /** Whether the size is beyond its limit: asked after every commit. */
  isOver(): boolean
  /** Ends after the step under way. */
  close(): Promise<void>
}

// Of one-record batches a step takes about 1 ms; requests come between.
const stepRows = 200
const ageCheckMs = 10_000

/**
 * Rows go first, so that nothing ever names bytes that are gone; then segments without rows are unlinked. Age counts
 * from arrival. As all segments hold all topics in order of arrival, the oldest rows empty the oldest segment.
 */
export function createRetention(parts: {
  index: BatchIndex
  segments: Segments
  tallies: Tallies
  limits: LogOptions['retention']
  clock: Clock
  logger: Logger
}): Retention {
  const { index, segments, tallies, limits, clock, logger } = parts
  let running: Promise<void> | undefined
  let closed = false
  const timer = limits.ageMs === undefined ? undefined : setInterval(start, ageCheckMs).unref()

  function isOver(): boolean {
    return limits.bytes !== undefined && tallies.total.bytes > limits.bytes
  }

  function expired(): BatchRow[] {
    const oldest = index.range({ from: 0, to: Number.MAX_SAFE_INTEGER }, 'asc', stepRows)
    const before = limits.ageMs === undefined ? Number.NEGATIVE_INFINITY : clock.now() - limits.ageMs
    let excess = tallies.total.bytes - (limits.bytes ?? Number.POSITIVE_INFINITY)
    const end = oldest.findIndex(row => {
      if (excess <= 0 && row.received_at >= before) return true
      excess -= row.length
      return false
    })
    return end < 0 ? oldest : oldest.slice(0, end)
  }

  function step(): boolean {
    const rows = expired()
    const last = rows.at(-1)
    if (!last) return false
    for (const row of rows) tallies.removeOldest(row)
    const emptied = emptySegments()
    for (const segment of emptied) tallies.forget(segment)
    tallies.save(() => index.removeUpTo(last.seq))
    for (const segment of emptied) segments.remove(segment)
    return true
  }

  function emptySegments(): number[] {
    const current = segments.end.segment
    return segments.list().filter(segment => segment < current && !tallies.segments.get(segment)?.batches)
  }

  function run(): Promise<void> {
    running ??= removeExpired().finally(() => {
      running = undefined
    })
    return running
  }

  async function removeExpired(): Promise<void> {
    while (!closed && step()) await new Promise(resolve => setImmediate(resolve))
  }

  function start(): void {
    run().catch(failure => logger.warn(`Old events could not be removed: ${messageOf(failure)}`))
  }

  return {
    run,
    start,
    isOver,
    async close() {
      closed = true
      clearInterval(timer)
      await running?.catch(() => {})
    },
  }
}
