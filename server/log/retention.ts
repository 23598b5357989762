import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import { emptySegments } from './empty-segments.ts'
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
// Once beyond the size it goes down by so much: else each commit at the limit pays for a step of its own.
const spareShare = 0.05
const ageCheckMs = 10_000

/**
 * Rows go first, so that nothing ever names bytes that are gone; then segments without rows are unlinked. Age counts
 * from arrival. As all segments hold all topics in order of arrival, the oldest rows empty the oldest segment.
 */
export function createRetention(parts: {
  index: BatchIndex
  segments: Segments
  tallies: Tallies
  snapshots: { readonly segments: ReadonlySet<number> }
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

  function sizeToKeep(): number {
    const bytes = limits.bytes ?? Number.POSITIVE_INFINITY
    return isOver() ? bytes * (1 - spareShare) : bytes
  }

  function expired(keep: number): BatchRow[] {
    const oldest = index.range({ from: 0, to: Number.MAX_SAFE_INTEGER }, 'asc', stepRows)
    const before = limits.ageMs === undefined ? Number.NEGATIVE_INFINITY : clock.now() - limits.ageMs
    let excess = tallies.total.bytes - keep
    const end = oldest.findIndex(row => {
      if (excess <= 0 && row.received_at >= before) return true
      excess -= row.length
      return false
    })
    return end < 0 ? oldest : oldest.slice(0, end)
  }

  // Tells whether there may be more: what comes in meanwhile must not keep it going.
  function step(keep: number): boolean {
    const rows = expired(keep)
    const last = rows.at(-1)
    if (!last) return false
    for (const row of rows) tallies.removeOldest(row)
    const emptied = emptySegments(parts)
    for (const segment of emptied) tallies.forget(segment)
    tallies.save(() => index.removeUpTo(last.seq))
    for (const segment of emptied) segments.remove(segment)
    return rows.length === stepRows
  }

  function run(): Promise<void> {
    running ??= removeExpired().finally(() => {
      running = undefined
    })
    return running
  }

  async function removeExpired(): Promise<void> {
    const keep = sizeToKeep()
    while (!closed && step(keep)) await nextTurn()
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
