import { appendBatches } from './append-batches.ts'
import { partitionFor } from './append-records.ts'
import { readBatches } from './batch-bytes.ts'
import type { BatchRow } from './batch-index.ts'
import type { BatchLog } from './batch-log.ts'
import type { BatchParts } from './batch-parts.ts'
import { createClusterLog } from './cluster-log.ts'
import { createTopicAdmin } from './cluster-topics.ts'
import { endTransaction } from './end-transaction.ts'
import { rowsByOffset, rowsFrom } from './partition-rows.ts'
import { stableOffset } from './producers.ts'
import { recordsOf } from './record-reader.ts'
import { storageError } from './storage-error.ts'
import type { Partition } from './topics.ts'

const rowsAtOnce = 64

/** The view of one cluster, with what the Kafka door needs. */
export function createBatchLog(cluster: string, parts: BatchParts): BatchLog {
  const { topics, index, segments, producers, offsets, checkOpen } = parts
  const transactions = parts.transactions(cluster)

  function partitionOf(topic: string, partition: number): Partition | undefined {
    return topics.find(cluster, topic)?.partitions[partition]
  }

  // The first record of the highest time, whatever order the times have.
  function newest(partition: Partition) {
    let found: BatchRow | undefined
    for (const row of rowsByOffset(index, partition, 0, 'asc', 1000)) {
      const canBe = row.last_offset >= partition.logStart && row.records > 0
      if (canBe && row.max_timestamp > (found?.max_timestamp ?? Number.NEGATIVE_INFINITY)) found = row
    }
    if (!found) return undefined
    const { base_offset, max_timestamp: timestamp } = found
    const batch = segments.read(found.segment, found.position, found.length)
    const records = recordsOf(found, batch, Math.max(0, partition.logStart - base_offset), Number.POSITIVE_INFINITY)
    const record = records.find(each => each.timestamp === timestamp)
    return { offset: base_offset + (record?.offsetDelta ?? 0), timestamp }
  }

  return {
    ...createClusterLog(cluster, parts),
    ...createTopicAdmin(cluster, parts),

    appendBatches: (topic, partition, batches, note) =>
      appendBatches(
        { ...parts, partitionFor: record => partitionFor(record, topics, cluster) },
        () => partitionOf(topic, partition),
        batches,
        note,
      ),

    readBatches(topic, number, offset, { maxBytes, wholeFirst, before }) {
      checkOpen()
      const partition = partitionOf(topic, number)
      if (!partition) return []
      const rows: BatchRow[] = []
      let bytes = 0
      for (const row of rowsFrom(index, partition, offset, rowsAtOnce)) {
        if (row.base_offset >= before) break
        bytes += row.length
        if (bytes > maxBytes && !(wholeFirst && rows.length === 0)) break
        rows.push(row)
        if (bytes >= maxBytes) break
      }
      return readBatches(segments, rows)
    },

    ends(topic, number) {
      const partition = partitionOf(topic, number)
      return partition && { logStart: partition.logStart, stable: stableOffset(partition), next: partition.next }
    },

    newest(topic, number) {
      const partition = partitionOf(topic, number)
      return partition && newest(partition)
    },

    aborted(topic, number, from, to) {
      const partition = partitionOf(topic, number)
      return partition ? producers.aborted(partition, from, to) : []
    },

    offsets: offsets.of(cluster, parts.queue),
    transactions,

    nextProducerId() {
      checkOpen()
      try {
        return producers.nextId()
      } catch (failure) {
        throw storageError(failure)
      }
    },

    endTransaction(end) {
      const partitions = () => end.partitions.flatMap(({ topic, partition }) => partitionOf(topic, partition) ?? [])
      return endTransaction(parts, partitions, end, () => {
        if (end.isCommitted) for (const [group, taken] of end.offsets) offsets.save(cluster, group, taken)
        transactions.save(end.keep.id, end.keep.state)
      })
    },
  }
}
