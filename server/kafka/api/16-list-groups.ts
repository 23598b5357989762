import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * ListGroups 0-4. Different: after a restart a group that committed is listed as one of consumers, which it was; Kafka
 * remembers the protocol of each.
 */
export function listGroupsApi({ groups }: Broker): Api {
  return api(messages.listGroups, ({ statesFilter }) => {
    const listed = groups.ids().map(groupId => {
      const group = groups.find(groupId)
      return { groupId, protocolType: group?.protocolType ?? 'consumer', groupState: group?.state ?? 'Empty' }
    })
    const wanted = statesFilter.map(state => state.toLowerCase())
    const isWanted = (state: string) => wanted.length === 0 || wanted.includes(state.toLowerCase())
    return { errorCode: errorCode.none, groups: listed.filter(({ groupState }) => isWanted(groupState)) }
  })
}
