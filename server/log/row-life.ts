import type { BatchRow } from './batch-index.ts'
import type { Topics } from './topics.ts'

/** The first offset of a batch that can be read, by its index in it; undefined where none can: they are being removed. */
export function firstReadable(row: BatchRow, topics: Topics): number | undefined {
  const topic = topics.byId(row.topic)
  const logStart = topic.partitions[row.partition]?.logStart ?? 0
  if (topic.isDeleted || row.last_offset < logStart) return undefined
  return Math.max(0, logStart - row.base_offset)
}
