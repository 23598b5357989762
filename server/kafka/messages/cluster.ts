import { message } from '../codec/message.ts'
import { since, struct, tagged } from '../codec/struct.ts'
import { array, bool, int8, int16, int32, int64, nullableArray, nullableString, string } from '../codec/types.ts'

/** Stands where operations a client may do would be: nobody asked. */
const notAsked = -2147483648

export const apiVersions = message({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 3],
  flexible: 3,
  request: struct({
    clientSoftwareName: since(3, string, ''),
    clientSoftwareVersion: since(3, string, ''),
  }),
  response: struct({
    errorCode: int16,
    apiKeys: array(struct({ apiKey: int16, minVersion: int16, maxVersion: int16 })),
    throttleTimeMs: since(1, int32, 0),
    supportedFeatures: tagged(0, 3, array(struct({ name: string, minVersion: int16, maxVersion: int16 })), []),
    finalizedFeaturesEpoch: tagged(1, 3, int64, -1),
    finalizedFeatures: tagged(
      2,
      3,
      array(struct({ name: string, maxVersionLevel: int16, minVersionLevel: int16 })),
      [],
    ),
    zkMigrationReady: tagged(3, 3, bool, false),
  }),
})

export const metadata = message({
  key: 3,
  name: 'Metadata',
  versions: [0, 9],
  flexible: 9,
  request: struct({
    // null asks for all topics from version 1 on; in version 0 that is an empty array.
    topics: nullableArray(struct({ name: string })),
    allowAutoTopicCreation: since(4, bool, true),
    includeClusterAuthorizedOperations: since(8, bool, false),
    includeTopicAuthorizedOperations: since(8, bool, false),
  }),
  response: struct({
    throttleTimeMs: since(3, int32, 0),
    brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: since(1, nullableString, null) })),
    clusterId: since(2, nullableString, null),
    controllerId: since(1, int32, -1),
    topics: array(
      struct({
        errorCode: int16,
        name: string,
        isInternal: since(1, bool, false),
        partitions: array(
          struct({
            errorCode: int16,
            partitionIndex: int32,
            leaderId: int32,
            leaderEpoch: since(7, int32, -1),
            replicaNodes: array(int32),
            isrNodes: array(int32),
            offlineReplicas: since(5, array(int32), []),
          }),
        ),
        topicAuthorizedOperations: since(8, int32, notAsked),
      }),
    ),
    clusterAuthorizedOperations: since(8, int32, notAsked),
  }),
})

export const describeCluster = message({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    includeClusterAuthorizedOperations: bool,
    // 1: brokers, 2: controllers.
    endpointType: since(1, int8, 1),
  }),
  response: struct({
    throttleTimeMs: since(0, int32, 0),
    errorCode: int16,
    errorMessage: nullableString,
    endpointType: since(1, int8, 1),
    clusterId: string,
    controllerId: int32,
    brokers: array(struct({ brokerId: int32, host: string, port: int32, rack: nullableString })),
    clusterAuthorizedOperations: since(0, int32, notAsked),
  }),
})
