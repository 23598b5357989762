import { message } from '../codec/message.ts'
import { since, struct } from '../codec/struct.ts'
import { array, bool, int16, int32, int64, nullableString, string } from '../codec/types.ts'

export const initProducerId = message({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 3],
  flexible: 2,
  request: struct({
    transactionalId: nullableString,
    transactionTimeoutMs: int32,
    producerId: since(3, int64, -1),
    producerEpoch: since(3, int16, -1),
  }),
  response: struct({
    throttleTimeMs: since(0, int32, 0),
    errorCode: int16,
    producerId: int64,
    producerEpoch: int16,
  }),
})

export const addPartitionsToTxn = message({
  key: 24,
  name: 'AddPartitionsToTxn',
  versions: [0, 3],
  flexible: 3,
  request: struct({
    transactionalId: string,
    producerId: int64,
    producerEpoch: int16,
    topics: array(struct({ name: string, partitions: array(int32) })),
  }),
  response: struct({
    throttleTimeMs: since(0, int32, 0),
    results: array(
      struct({
        name: string,
        resultsByPartition: array(struct({ partitionIndex: int32, partitionErrorCode: int16 })),
      }),
    ),
  }),
})

export const addOffsetsToTxn = message({
  key: 25,
  name: 'AddOffsetsToTxn',
  versions: [0, 3],
  flexible: 3,
  request: struct({ transactionalId: string, producerId: int64, producerEpoch: int16, groupId: string }),
  response: struct({ throttleTimeMs: since(0, int32, 0), errorCode: int16 }),
})

export const endTxn = message({
  key: 26,
  name: 'EndTxn',
  versions: [0, 3],
  flexible: 3,
  request: struct({ transactionalId: string, producerId: int64, producerEpoch: int16, committed: bool }),
  response: struct({ throttleTimeMs: since(0, int32, 0), errorCode: int16 }),
})

export const txnOffsetCommit = message({
  key: 28,
  name: 'TxnOffsetCommit',
  versions: [0, 3],
  flexible: 3,
  request: struct({
    transactionalId: string,
    groupId: string,
    producerId: int64,
    producerEpoch: int16,
    generationId: since(3, int32, -1),
    memberId: since(3, string, ''),
    groupInstanceId: since(3, nullableString, null),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            committedOffset: int64,
            committedLeaderEpoch: since(2, int32, -1),
            committedMetadata: nullableString,
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: since(0, int32, 0),
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })),
  }),
})
