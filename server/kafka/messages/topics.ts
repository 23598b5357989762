import { message } from '../codec/message.ts'
import { since, struct, tagged, until } from '../codec/struct.ts'
import { array, bool, int8, int16, int32, nullableArray, nullableString, string, uuid } from '../codec/types.ts'

const noTopicId = '0'.repeat(32)

export const createTopics = message({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexible: 5,
  request: struct({
    topics: array(
      struct({
        name: string,
        numPartitions: int32,
        replicationFactor: int16,
        assignments: array(struct({ partitionIndex: int32, brokerIds: array(int32) })),
        configs: array(struct({ name: string, value: nullableString })),
      }),
    ),
    timeoutMs: int32,
    validateOnly: bool,
  }),
  response: struct({
    throttleTimeMs: since(2, int32, 0),
    topics: array(
      struct({
        name: string,
        topicId: since(7, uuid, noTopicId),
        errorCode: int16,
        errorMessage: nullableString,
        numPartitions: since(5, int32, -1),
        replicationFactor: since(5, int16, -1),
        configs: since(
          5,
          nullableArray(
            struct({
              name: string,
              value: nullableString,
              readOnly: bool,
              configSource: int8,
              isSensitive: bool,
            }),
          ),
          [],
        ),
        topicConfigErrorCode: tagged(0, 5, int16, 0),
      }),
    ),
  }),
})

export const deleteTopics = message({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexible: 4,
  request: struct({
    topics: since(6, array(struct({ name: nullableString, topicId: uuid })), []),
    topicNames: until(5, array(string), []),
    timeoutMs: int32,
  }),
  response: struct({
    throttleTimeMs: since(1, int32, 0),
    responses: array(
      struct({
        name: nullableString,
        topicId: since(6, uuid, noTopicId),
        errorCode: int16,
        errorMessage: since(5, nullableString, null),
      }),
    ),
  }),
})

export const createPartitions = message({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 2],
  flexible: 2,
  request: struct({
    topics: array(
      struct({
        name: string,
        count: int32,
        assignments: nullableArray(struct({ brokerIds: array(int32) })),
      }),
    ),
    timeoutMs: int32,
    validateOnly: bool,
  }),
  response: struct({
    throttleTimeMs: since(0, int32, 0),
    results: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  }),
})
