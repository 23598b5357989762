import { message } from '../codec/message.ts'
import { since, struct, until } from '../codec/struct.ts'
import { array, bool, int16, int32, int64, nullableArray, nullableString, string } from '../codec/types.ts'

export const offsetCommit = message({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 8],
  flexible: 8,
  request: struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(7, nullableString, null),
    retentionTimeMs: until(4, int64, -1),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            partitionIndex: int32,
            committedOffset: int64,
            committedLeaderEpoch: since(6, int32, -1),
            committedMetadata: nullableString,
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: since(3, int32, 0),
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })),
  }),
})

const fetchedTopics = array(
  struct({
    name: string,
    partitions: array(
      struct({
        partitionIndex: int32,
        committedOffset: int64,
        committedLeaderEpoch: since(5, int32, -1),
        metadata: nullableString,
        errorCode: int16,
      }),
    ),
  }),
)

export const offsetFetch = message({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 8],
  flexible: 6,
  request: struct({
    groupId: until(7, string, ''),
    // null asks for all of the group's, from version 2 on.
    topics: until(7, nullableArray(struct({ name: string, partitionIndexes: array(int32) })), null),
    groups: since(
      8,
      array(
        struct({
          groupId: string,
          topics: nullableArray(struct({ name: string, partitionIndexes: array(int32) })),
        }),
      ),
      [],
    ),
    requireStable: since(7, bool, false),
  }),
  response: struct({
    throttleTimeMs: since(3, int32, 0),
    topics: until(7, fetchedTopics, []),
    errorCode: until(7, int16, 0, 2),
    groups: since(8, array(struct({ groupId: string, topics: fetchedTopics, errorCode: int16 })), []),
  }),
})

export const offsetDelete = message({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexible: undefined,
  request: struct({
    groupId: string,
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32 })) })),
  }),
  response: struct({
    errorCode: int16,
    throttleTimeMs: since(0, int32, 0),
    topics: array(struct({ name: string, partitions: array(struct({ partitionIndex: int32, errorCode: int16 })) })),
  }),
})
