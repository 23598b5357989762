import type { GroupOffset } from '../../log/batch-log.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * OffsetFetch 1-8: what a group committed, for some partitions or (null) for all. -1 stands for nothing. Version 8 asks for
 * several groups. Who asks for stable offsets waits, by asking again, while a transaction holds some of them (KIP-447).
 */
export function offsetFetchApi({ log, transactions }: Broker): Api {
  return api(messages.offsetFetch, ({ groupId, topics, groups, requireStable }, { version }) => {
    if (version < 8) return { topics: committed(groupId, topics, requireStable), errorCode: errorCode.none }
    return {
      groups: groups.map(group => ({
        groupId: group.groupId,
        topics: committed(group.groupId, group.topics, requireStable),
        errorCode: errorCode.none,
      })),
    }
  })

  function committed(group: string, wanted: Wanted | null, requireStable: boolean) {
    const offsets = log.offsets.of(group)
    return (wanted ?? everything(offsets)).map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map(partition => {
        const found = offsets.find(each => each.topic === name && each.partition === partition)
        const isUndecided = requireStable && transactions.holdsOffset(group, name, partition)
        return {
          partitionIndex: partition,
          committedOffset: isUndecided ? -1 : (found?.offset ?? -1),
          committedLeaderEpoch: isUndecided ? -1 : (found?.leaderEpoch ?? -1),
          metadata: isUndecided ? '' : (found?.metadata ?? ''),
          errorCode: isUndecided ? errorCode.unstableOffsetCommit : errorCode.none,
        }
      }),
    }))
  }
}

type Wanted = readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]

function everything(offsets: readonly GroupOffset[]): Wanted {
  const names = [...new Set(offsets.map(({ topic }) => topic))]
  const partitionsOf = (name: string) => offsets.filter(({ topic }) => topic === name)
  return names.map(name => ({ name, partitionIndexes: partitionsOf(name).map(({ partition }) => partition) }))
}
