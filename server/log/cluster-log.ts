import { SandboxError } from '../base/errors.ts'
import type { AppendQueue } from './append-queue.ts'
import { appendRecords } from './append-records.ts'
import type { AppendedSignals } from './appended.ts'
import type { BatchIndex, BatchRow } from './batch-index.ts'
import { firstRow, rowsByOffset, rowsFrom } from './partition-rows.ts'
import { type Pick, type RecordReader, recordsOf, spanOf } from './record-reader.ts'
import type { Segments } from './segments.ts'
import { storageError } from './storage-error.ts'
import { checkTopicName } from './topic-name.ts'
import { type Partition, stateOf, type Topics } from './topics.ts'
import type { EventLog, StoredRecord } from './types.ts'

/** What one cluster's view is made of. */
export interface ClusterParts {
  readonly topics: Topics
  readonly index: BatchIndex
  readonly segments: Segments
  readonly queue: AppendQueue
  readonly signals: AppendedSignals
  readonly readRecords: RecordReader
  readonly maxRecordBytes: number
  /** Throws once the log is closed. */
  readonly checkOpen: () => void
}

const defaultLimit = 500
const defaultBytes = 4 * 1024 * 1024
const rowsAtOnce = 64

/** The view of one cluster. */
export function createClusterLog(cluster: string, parts: ClusterParts): EventLog {
  const { topics, index, segments, queue, signals, readRecords, checkOpen } = parts

  function partitionOf(topic: string, partition: number): Partition | undefined {
    checkOpen()
    return topics.find(cluster, topic)?.partitions[partition]
  }

  // Markers of transactions, and batches that nobody can read, have offsets and no records: a read goes on behind them.
  function read(partition: Partition, offset: number, limit: number, maxBytes: number): StoredRecord[] {
    for (let from = offset; from < partition.next; ) {
      const picks = pick(partition, from, limit, maxBytes)
      const records = readRecords(picks)
      const last = picks.at(-1)
      if (records.length > 0 || !last) return records
      from = last.row.base_offset + last.to + 1
    }
    return []
  }

  // Chooses by rows alone, so that bytes are read once, side by side.
  function pick(partition: Partition, offset: number, limit: number, maxBytes: number): Pick[] {
    const picks: Pick[] = []
    const rows = rowsFrom(index, partition, offset, Math.min(limit, rowsAtOnce))
    let left = limit
    let bytes = 0
    for (const row of rows) {
      const from = Math.max(0, offset - row.base_offset)
      const to = Math.min(spanOf(row), from + left) - 1
      if (to < from) continue
      picks.push({ row, from, to })
      left -= to - from + 1
      bytes += row.length
      if (left <= 0 || bytes >= maxBytes) break
    }
    return picks
  }

  // The highest time so far leads to the batch, or to one before it whose time went with an older batch.
  function* rowsAtTime(partition: Partition, time: number): Generator<BatchRow> {
    const first = firstRow(index, partition, row => row.highest_timestamp >= time)
    if (!first) return
    for (const row of rowsByOffset(index, partition, first.base_offset, 'asc', rowsAtOnce)) {
      if (row.max_timestamp >= time && row.last_offset >= partition.logStart) yield row
    }
  }

  return {
    cluster,
    append: records => appendRecords({ queue, topics, maxBytes: parts.maxRecordBytes }, cluster, records),

    read(topic, number, offset, { limit = defaultLimit, maxBytes = defaultBytes } = {}) {
      const partition = partitionOf(topic, number)
      if (!partition || limit < 1) return []
      const start = Math.max(offset, partition.logStart)
      return upTo(maxBytes, read(partition, start, limit, maxBytes))
    },

    findOffset(topic, number, time) {
      const partition = partitionOf(topic, number)
      if (!partition) return undefined
      for (const row of rowsAtTime(partition, time)) {
        const batch = segments.read(row.segment, row.position, row.length)
        const from = Math.max(0, partition.logStart - row.base_offset)
        const records = recordsOf(row, batch, from, Number.POSITIVE_INFINITY)
        const found = records.find(({ timestamp }) => timestamp >= time)
        if (found) return { offset: row.base_offset + found.offsetDelta, timestamp: found.timestamp }
      }
      return undefined
    },

    createTopic(topic, partitions) {
      checkOpen()
      checkTopicName(topic)
      if (!Number.isInteger(partitions) || partitions < 1) {
        throw new SandboxError('bad_request', `A topic cannot have ${partitions} partitions.`)
      }
      try {
        topics.create(cluster, topic, partitions)
      } catch (failure) {
        throw storageError(failure)
      }
    },

    topic(name) {
      const topic = topics.find(cluster, name)
      return topic && stateOf(topic)
    },
    topics: () => [...topics.of(cluster)].map(stateOf),
    appended: (names, signal) => signals.next(cluster, names, signal),
  }
}

// At least one record, or a reader would never get past a large one.
function upTo(maxBytes: number, records: StoredRecord[]): StoredRecord[] {
  let bytes = 0
  const end = records.findIndex(({ key, value }, at) => {
    bytes += (key?.length ?? 0) + (value?.length ?? 0)
    return at > 0 && bytes > maxBytes
  })
  return end < 0 ? records : records.slice(0, end)
}
