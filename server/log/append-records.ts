import { SandboxError } from '../base/errors.ts'
import type { AppendQueue } from './append-queue.ts'
import { checkRecord, choosePartition } from './new-record.ts'
import type { Partition, Topics } from './topics.ts'
import type { NewRecord, Position } from './types.ts'

/** Appends records of one request to a cluster, all or none; see `EventLog.append`. */
export function appendRecords(
  parts: { queue: AppendQueue; topics: Topics; maxBytes: number },
  cluster: string,
  records: readonly NewRecord[],
): Promise<readonly Position[]> {
  const { queue, topics, maxBytes } = parts
  return new Promise((resolve, reject) => {
    for (const record of records) checkRecord(record, { cluster, topics, maxBytes })
    const positions: Position[] = []
    if (records.length === 0) return resolve(positions)

    queue.add({
      get isBegun() {
        return positions.length > 0
      },
      encode(turn, isFull) {
        while (positions.length < records.length) {
          if (isFull()) return false
          const record = records[positions.length] as NewRecord
          positions.push(turn.add(record, partitionFor(record, topics, cluster)))
        }
        return true
      },
      committed: () => resolve(positions),
      failed: reject,
    })
  })
}

/** The partition that takes a record; its topic is created on first use. */
export function partitionFor(record: NewRecord, topics: Topics, cluster: string): Partition {
  const topic = topics.find(cluster, record.topic) ?? topics.create(cluster, record.topic, 1)
  const partition = topic.partitions[choosePartition(record, topic)]
  // A topic that was deleted and made anew meanwhile may have fewer.
  if (!partition) throw new SandboxError('partition_unknown', `${record.topic} lost a partition.`)
  return partition
}
