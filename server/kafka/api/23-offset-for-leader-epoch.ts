import { type Api, api } from '../api.ts'
import { type Broker, leaderEpoch } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/* OffsetForLeaderEpoch 2-4: where an epoch ends. There is one epoch, and it ends where the partition does. */
export function offsetForLeaderEpochApi({ log }: Broker): Api {
  return api(messages.offsetForLeaderEpoch, ({ topics }) => ({
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(wanted => ({ partition: wanted.partition, ...endOf(topic, wanted) })),
    })),
  }))

  function endOf(topic: string, wanted: { partition: number; currentLeaderEpoch: number; leaderEpoch: number }) {
    const ends = log.ends(topic, wanted.partition)
    const none = { leaderEpoch: -1, endOffset: -1 }
    if (!ends) return { errorCode: errorCode.unknownTopicOrPartition, ...none }
    if (wanted.currentLeaderEpoch > leaderEpoch) return { errorCode: errorCode.unknownLeaderEpoch, ...none }
    if (wanted.leaderEpoch !== leaderEpoch) return { errorCode: errorCode.none, ...none }
    return { errorCode: errorCode.none, leaderEpoch, endOffset: ends.next }
  }
}
