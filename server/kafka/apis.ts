import { produceApi } from './api/00-produce.ts'
import { fetchApi } from './api/01-fetch.ts'
import { listOffsetsApi } from './api/02-list-offsets.ts'
import { metadataApi } from './api/03-metadata.ts'
import { offsetCommitApi } from './api/08-offset-commit.ts'
import { offsetFetchApi } from './api/09-offset-fetch.ts'
import { findCoordinatorApi } from './api/10-find-coordinator.ts'
import { joinGroupApi } from './api/11-join-group.ts'
import { heartbeatApi } from './api/12-heartbeat.ts'
import { leaveGroupApi } from './api/13-leave-group.ts'
import { syncGroupApi } from './api/14-sync-group.ts'
import { describeGroupsApi } from './api/15-describe-groups.ts'
import { listGroupsApi } from './api/16-list-groups.ts'
import { apiVersionsApi } from './api/18-api-versions.ts'
import { createTopicsApi } from './api/19-create-topics.ts'
import { deleteTopicsApi } from './api/20-delete-topics.ts'
import { deleteRecordsApi } from './api/21-delete-records.ts'
import { initProducerIdApi } from './api/22-init-producer-id.ts'
import { offsetForLeaderEpochApi } from './api/23-offset-for-leader-epoch.ts'
import { addPartitionsToTxnApi } from './api/24-add-partitions-to-txn.ts'
import { addOffsetsToTxnApi } from './api/25-add-offsets-to-txn.ts'
import { endTxnApi } from './api/26-end-txn.ts'
import { txnOffsetCommitApi } from './api/28-txn-offset-commit.ts'
import { describeConfigsApi } from './api/32-describe-configs.ts'
import { alterConfigsApi } from './api/33-alter-configs.ts'
import { createPartitionsApi } from './api/37-create-partitions.ts'
import { deleteGroupsApi } from './api/42-delete-groups.ts'
import { incrementalAlterConfigsApi } from './api/44-incremental-alter-configs.ts'
import { offsetDeleteApi } from './api/47-offset-delete.ts'
import { describeClusterApi } from './api/60-describe-cluster.ts'
import type { Api } from './api.ts'
import type { Broker } from './broker.ts'

/** All requests that we answer, by key: what is here is what ApiVersions offers. */
export function createApis(broker: Broker): ReadonlyMap<number, Api> {
  const apis = new Map<number, Api>()
  const offered = [
    produceApi(broker),
    fetchApi(broker),
    listOffsetsApi(broker),
    metadataApi(broker),
    offsetCommitApi(broker),
    offsetFetchApi(broker),
    findCoordinatorApi(),
    joinGroupApi(broker),
    heartbeatApi(broker),
    leaveGroupApi(broker),
    syncGroupApi(broker),
    describeGroupsApi(broker),
    listGroupsApi(broker),
    apiVersionsApi(apis),
    createTopicsApi(broker),
    deleteTopicsApi(broker),
    deleteRecordsApi(broker),
    initProducerIdApi(broker),
    offsetForLeaderEpochApi(broker),
    addPartitionsToTxnApi(broker),
    addOffsetsToTxnApi(broker),
    endTxnApi(broker),
    txnOffsetCommitApi(broker),
    describeConfigsApi(broker),
    alterConfigsApi(broker),
    createPartitionsApi(broker),
    deleteGroupsApi(broker),
    incrementalAlterConfigsApi(broker),
    offsetDeleteApi(broker),
    describeClusterApi(),
  ]
  for (const each of offered) apis.set(each.message.key, each)
  return apis
}
