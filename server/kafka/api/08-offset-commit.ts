import type { GroupOffset } from '../../log/batch-log.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'
import { errorNumberOf } from '../errors.ts'
import { faultOfOffset, offsetOf } from '../groups/committed.ts'
import { mayCommit } from '../groups/requests.ts'
import { messages } from '../messages.ts'

/*
 * OffsetCommit 2-8: answered once `kill -9` cannot lose it. Different: offsets are kept until the group or the topic is
 * deleted; retentionTimeMs (up to version 4) changes nothing.
 */
export function offsetCommitApi({ log, groups }: Broker): Api {
  return api(messages.offsetCommit, async request => {
    const { groupId, topics } = request
    const refusal = mayCommit(groups.find(groupId), request)
    const good: GroupOffset[] = []
    const faults = new Map<object, ErrorNumber>()
    for (const { name, partitions } of topics) {
      for (const partition of partitions) {
        const fault = refusal || faultOfOffset(log, name, partition)
        if (fault) faults.set(partition, fault)
        else good.push(offsetOf(name, partition))
      }
    }
    const failure = good.length > 0 ? await commit(groupId, good) : errorCode.none
    return {
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(partition => ({
          partitionIndex: partition.partitionIndex,
          errorCode: faults.get(partition) ?? failure,
        })),
      })),
    }
  })

  async function commit(groupId: string, offsets: readonly GroupOffset[]): Promise<ErrorNumber> {
    try {
      await log.offsets.commit(groupId, offsets)
      return errorCode.none
    } catch (failure) {
      return errorNumberOf(failure)
    }
  }
}
