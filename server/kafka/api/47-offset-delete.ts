import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { metadataOf, subscribedTopics } from '../groups/member.ts'
import { messages } from '../messages.ts'

/* OffsetDelete 0: forgets what a group committed, but for topics that its members read. */
export function offsetDeleteApi({ log, groups }: Broker): Api {
  return api(messages.offsetDelete, ({ groupId, topics }) => {
    if (!groups.has(groupId)) return { errorCode: errorCode.groupIdNotFound, topics: [] }
    const read = topicsRead(groupId)
    return {
      errorCode: errorCode.none,
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex }) => ({
          partitionIndex,
          errorCode: forget(groupId, name, partitionIndex, read),
        })),
      })),
    }
  })

  function topicsRead(groupId: string): ReadonlySet<string> {
    const group = groups.find(groupId)
    const members = [...(group?.members.values() ?? [])]
    return new Set(members.flatMap(member => subscribedTopics(metadataOf(member, group?.protocol))))
  }

  function forget(groupId: string, topic: string, partition: number, read: ReadonlySet<string>) {
    if (!log.ends(topic, partition)) return errorCode.unknownTopicOrPartition
    if (read.has(topic)) return errorCode.groupSubscribedToTopic
    log.offsets.forget(groupId, [{ topic, partition }])
    return errorCode.none
  }
}
