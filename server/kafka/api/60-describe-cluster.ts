import { type Api, api } from '../api.ts'
import { clusterId, nodeId } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * DescribeCluster 0-1: the one broker, at the address that this client used. Version 1 asks for brokers or controllers
 * (KIP-919); kafka-python 3 stumbles over an answer in version 0.
 */
export function describeClusterApi(): Api {
  return api(messages.describeCluster, (_, { address }) => ({
    errorCode: errorCode.none,
    errorMessage: null,
    clusterId,
    controllerId: nodeId,
    brokers: [{ brokerId: nodeId, ...address, rack: null }],
  }))
}
