import type { BatchLog } from '../../log/batch-log.ts'
import { type Api, api } from '../api.ts'
import { type Broker, leaderEpoch } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * ListOffsets 1-7: the offset of a time (the first record at or after it), -1 the end, -2 the log start, -3 the record with
 * the highest time (KIP-734). Who reads committed records only is given the last stable offset as the end.
 */
export function listOffsetsApi({ log }: Broker): Api {
  return api(messages.listOffsets, ({ topics, isolationLevel }) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp, currentLeaderEpoch }) => ({
        partitionIndex,
        ...(currentLeaderEpoch > leaderEpoch
          ? { errorCode: errorCode.unknownLeaderEpoch, timestamp: -1, offset: -1 }
          : find(log, name, partitionIndex, timestamp, isolationLevel === 1)),
      })),
    })),
  }))
}

function find(log: BatchLog, topic: string, partition: number, timestamp: number, isCommitted: boolean) {
  const ends = log.ends(topic, partition)
  if (!ends) return { errorCode: errorCode.unknownTopicOrPartition, timestamp: -1, offset: -1 }
  const end = isCommitted ? ends.stable : ends.next
  const at = (offset: number, time = -1) => ({ errorCode: errorCode.none, timestamp: time, offset, leaderEpoch })
  if (timestamp === -1) return at(end)
  if (timestamp === -2) return at(ends.logStart)
  const found = timestamp === -3 ? log.newest(topic, partition) : log.findOffset(topic, partition, timestamp)
  if (!found || found.offset >= end) return { errorCode: errorCode.none, timestamp: -1, offset: -1 }
  return at(found.offset, found.timestamp)
}
