import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/* DeleteGroups 0-2: groups without members, and what they committed. */
export function deleteGroupsApi({ groups }: Broker): Api {
  return api(messages.deleteGroups, ({ groupsNames }) => ({
    results: groupsNames.map(groupId => ({ groupId, errorCode: remove(groupId) })),
  }))

  function remove(groupId: string) {
    if (!groups.has(groupId)) return errorCode.groupIdNotFound
    if ((groups.find(groupId)?.members.size ?? 0) > 0) return errorCode.nonEmptyGroup
    groups.delete(groupId)
    return errorCode.none
  }
}
