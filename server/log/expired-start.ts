import type { BatchRow } from './batch-index.ts'
import { hasPolicy, limitOf } from './topic-settings.ts'
import type { Partition } from './topics.ts'

/**
 * Where a partition's log starts once its topic's `retention.ms` and `retention.bytes` are applied. As in Kafka, age counts
 * from the records' own timestamps, and a batch goes whole; here the newest may go as well.
 */
export function expiredStart(
  partition: Partition,
  rowsFrom: (offset: number) => Iterable<BatchRow>,
  now: number,
): number {
  const { topic, logStart, bytes } = partition
  if (!hasPolicy(topic.settings, 'delete')) return logStart
  const ageMs = limitOf(topic.settings, 'retention.ms')
  const keptBytes = limitOf(topic.settings, 'retention.bytes')
  if (ageMs === undefined && keptBytes === undefined) return logStart

  const oldest = ageMs === undefined ? Number.NEGATIVE_INFINITY : now - ageMs
  let excess = keptBytes === undefined ? 0 : bytes - keptBytes
  let start = logStart
  for (const row of rowsFrom(0)) {
    // What is below the log start is still counted, but goes anyway.
    const isDead = row.last_offset < logStart
    if (!isDead && row.max_timestamp >= oldest && excess < row.length) break
    excess -= row.length
    start = Math.max(start, row.last_offset + 1)
  }
  return start
}
