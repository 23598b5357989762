import type { AnyMessage, RequestOf, ResponseOf } from './codec/message.ts'
import { refusedJoin } from './groups/refused-join.ts'
import { messages } from './messages.ts'

/** Answers a request with an error, as a broker does that has done nothing of it. */
export interface Refusal {
  readonly name: string
  respond(request: unknown, error: number, version: number): unknown
}

/** The requests that can be answered with an error on purpose, by key. */
export const refusals: ReadonlyMap<number, Refusal> = new Map(
  [
    refusal(messages.produce, ({ topicData }, errorCode) => ({
      responses: topicData.map(({ name, partitionData }) => ({
        name,
        partitionResponses: partitionData.map(({ index }) => ({ index, errorCode, baseOffset: -1 })),
      })),
    })),
    refusal(messages.fetch, ({ topics }, errorCode) => ({
      responses: topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition: partitionIndex }) => ({
          partitionIndex,
          errorCode,
          highWatermark: -1,
          lastStableOffset: -1,
          abortedTransactions: null,
          records: [],
        })),
      })),
    })),
    refusal(messages.listOffsets, ({ topics }, errorCode) => ({
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode, timestamp: -1, offset: -1 })),
      })),
    })),
    refusal(messages.offsetCommit, ({ topics }, errorCode) => ({
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
      })),
    })),
    refusal(messages.findCoordinator, ({ coordinatorKeys }, errorCode, version) => {
      if (version < 4) return { errorCode, errorMessage: null, nodeId: -1, host: '', port: -1 }
      const none = { nodeId: -1, host: '', port: -1, errorCode, errorMessage: null }
      return { coordinators: coordinatorKeys.map(key => ({ key, ...none })) }
    }),
    refusal(messages.joinGroup, ({ memberId }, errorCode) => refusedJoin(memberId, errorCode)),
    refusal(messages.syncGroup, (_, errorCode) => ({ errorCode, assignment: Buffer.alloc(0) })),
    refusal(messages.heartbeat, (_, errorCode) => ({ errorCode })),
    refusal(messages.initProducerId, (_, errorCode) => ({ errorCode, producerId: -1, producerEpoch: -1 })),
    refusal(messages.endTxn, (_, errorCode) => ({ errorCode })),
  ].map(each => [each.key, each]),
)

function refusal<M extends AnyMessage>(
  message: M,
  respond: (request: RequestOf<M>, errorCode: number, version: number) => ResponseOf<M>,
): Refusal & { readonly key: number } {
  const { key, name } = message
  // as: the connection reads the request by this very message.
  return { key, name, respond: (request, error, version) => respond(request as RequestOf<M>, error, version) }
}
