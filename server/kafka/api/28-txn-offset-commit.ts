import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { faultOfOffset, offsetOf } from '../groups/committed.ts'
import { mayCommit } from '../groups/requests.ts'
import { messages } from '../messages.ts'
import { fencedAs } from '../transactions/fenced.ts'

/* TxnOffsetCommit 0-3: offsets that a group has once the transaction commits. From version 3 on it says who reads. */
export function txnOffsetCommitApi({ log, groups, transactions }: Broker): Api {
  return api(messages.txnOffsetCommit, request => {
    const { groupId, topics } = request
    const all = topics.flatMap(({ name, partitions }) => partitions.map(partition => ({ name, partition })))
    const isMember = request.generationId >= 0 || request.memberId !== ''
    const refusal = isMember ? mayCommit(groups.find(groupId), request) : errorCode.none
    const good = all.filter(({ name, partition }) => faultOfOffset(log, name, partition) === errorCode.none)
    const offsets = good.map(({ name, partition }) => offsetOf(name, partition))
    // These versions know PRODUCER_FENCED by its old number only.
    const error = refusal || fencedAs(transactions.addOffsets(request, groupId, offsets), false)
    return {
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(partition => ({
          partitionIndex: partition.partitionIndex,
          errorCode: error || faultOfOffset(log, name, partition),
        })),
      })),
    }
  })
}
