import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import { emptySegments } from './empty-segments.ts'
import { expiredStart } from './expired-start.ts'
import { rowsByOffset } from './partition-rows.ts'
import type { Segments } from './segments.ts'
import type { Tallies } from './tallies.ts'
import { hasPolicy, settingOf } from './topic-settings.ts'
import type { Partition, Topic, Topics } from './topics.ts'

/** Removes what nobody can read or wants any more: below a log start, of deleted topics, replaced by newer records. */
export interface Sweeper {
  /** Applies the topics' own retention, compacts and sweeps; resolves once nothing is left. */
  run(): Promise<void>
  /** The same in the background; what fails is logged. */
  start(): void
  /** Ends after the step under way. */
  close(): Promise<void>
}

const stepRows = 200
const checkMs = 10_000
const compactAgainMs = 10 * 60 * 1000

/** Works in steps, so that no request waits on it. Rows go first, then segments without rows are unlinked. */
export function createSweeper(parts: {
  topics: Topics
  index: BatchIndex
  segments: Segments
  tallies: Tallies
  snapshots: { readonly segments: ReadonlySet<number> }
  compact: (partition: Partition, isStopped: () => boolean) => Promise<void>
  clock: Clock
  logger: Logger
}): Sweeper {
  const { topics, index, segments, tallies, clock, logger } = parts
  const timer = setInterval(start, checkMs).unref()
  let running: Promise<void> | undefined
  let isAsked = false
  let closed = false
  const compacted = new WeakMap<Partition, { readonly next: number; readonly at: number }>()

  // Of a deleted topic all, else what ends below the log start.
  function deadRows({ topic, partition, logStart, next }: Partition): BatchRow[] {
    const before = topic.isDeleted ? next : logStart
    const rows = index.partitionRange({ topic: topic.id, partition }, 0, 'asc', stepRows)
    const end = rows.findIndex(({ last_offset }) => last_offset >= before)
    return end < 0 ? rows : rows.slice(0, end)
  }

  function remove(rows: readonly BatchRow[]): void {
    for (const row of rows) tallies.removeDead(row)
    const emptied = emptySegments(parts)
    for (const segment of emptied) tallies.forget(segment)
    tallies.save(() => {
      for (const { seq } of rows) index.remove(seq)
    })
    for (const segment of emptied) segments.remove(segment)
  }

  function expire(topic: Topic): void {
    for (const partition of topic.partitions) {
      const start = expiredStart(partition, from => rowsByOffset(index, partition, from, 'asc', stepRows), clock.now())
      if (start <= partition.logStart) continue
      tallies.moveStart(partition, start)
      tallies.save()
    }
  }

  async function sweep(topic: Topic): Promise<void> {
    for (const partition of topic.partitions) {
      for (let rows = deadRows(partition); rows.length > 0 && !closed; rows = deadRows(partition)) {
        remove(rows)
        await nextTurn()
      }
    }
    if (topic.isDeleted && !closed) topics.forget(topic)
  }

  async function compactTopic(topic: Topic): Promise<void> {
    if (!hasPolicy(topic.settings, 'compact')) return
    for (const partition of topic.partitions) {
      if (closed || !isDirty(partition)) continue
      const { next } = partition
      await parts.compact(partition, () => closed)
      compacted.set(partition, { next, at: clock.now() })
    }
  }

  // Kafka's rule: where a share of it is new. Tombstones and records that were too young wait for time alone.
  function isDirty(partition: Partition): boolean {
    const { topic, next, logStart } = partition
    const last = compacted.get(partition)
    if (!last || last.next > next) return next > logStart
    const share = (next - Math.max(last.next, logStart)) / Math.max(1, next - logStart)
    const isOld = Math.abs(clock.now() - last.at) >= compactAgainMs
    return isOld || (share > 0 && share >= Number(settingOf(topic.settings, 'min.cleanable.dirty.ratio')))
  }

  async function sweepAll(): Promise<void> {
    do {
      isAsked = false
      for (const topic of [...topics.all()]) {
        if (closed) return
        expire(topic)
        await compactTopic(topic)
        await sweep(topic)
      }
      for (const topic of [...topics.deleted()]) await sweep(topic)
      // A snapshot that is gone leaves segments without a row.
      if (!closed && emptySegments(parts).length > 0) remove([])
    } while (isAsked && !closed)
  }

  function run(): Promise<void> {
    if (closed) return Promise.resolve()
    isAsked = true
    running ??= sweepAll().finally(() => {
      running = undefined
    })
    return running
  }

  function start(): void {
    run().catch(failure => {
      if (!closed) logger.warn(`Old batches could not be removed: ${messageOf(failure)}`)
    })
  }

  return {
    run,
    start,
    async close() {
      closed = true
      clearInterval(timer)
      await running?.catch(() => {})
    },
  }
}
