import { SandboxError } from '../../base/errors.ts'
import { isInternal } from '../../intake/rejections.ts'
import { type Api, api } from '../api.ts'
import { type Broker, clusterId, leaderEpoch, nodeId } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { errorNumberOf } from '../errors.ts'
import { messages } from '../messages.ts'

/*
 * Metadata 0-9: brokers, topics, partitions. We are the one broker, at the address that this client used. A topic that is
 * not there is made where the client lets us, and is there at once; Kafka says "unknown" first and has it a moment later.
 * The sandbox's own topics are internal, so that a subscription to all topics leaves them out.
 */
export function metadataApi({ log }: Broker): Api {
  return api(messages.metadata, ({ topics, allowAutoTopicCreation }, { version, address }) => {
    const isAll = topics === null || (version === 0 && topics.length === 0)
    const names = isAll ? log.topics().map(({ topic }) => topic) : topics.map(({ name }) => name)
    return {
      brokers: [{ nodeId, ...address, rack: null }],
      clusterId,
      controllerId: nodeId,
      topics: names.map(name => topicMetadata(name, allowAutoTopicCreation)),
    }
  })

  function topicMetadata(name: string, mayCreate: boolean) {
    const failed = (error: number) => ({ errorCode: error, name, isInternal: false, partitions: [] })
    try {
      if (!log.topic(name) && mayCreate && !isInternal(name)) log.newTopic(name, 1, {})
    } catch (failure) {
      if (!(failure instanceof SandboxError)) throw failure
      return failed(errorNumberOf(failure))
    }
    const topic = log.topic(name)
    if (!topic) return failed(errorCode.unknownTopicOrPartition)
    return {
      errorCode: errorCode.none,
      name,
      isInternal: isInternal(name),
      partitions: topic.partitions.map(({ partition }) => ({
        errorCode: errorCode.none,
        partitionIndex: partition,
        leaderId: nodeId,
        leaderEpoch,
        replicaNodes: [nodeId],
        isrNodes: [nodeId],
      })),
    }
  }
}
