import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { leave } from '../groups/requests.ts'
import { messages } from '../messages.ts'

/* LeaveGroup 0-4. From version 3 on several members may be taken out, static ones by their names (KIP-345). */
export function leaveGroupApi({ groups }: Broker): Api {
  return api(messages.leaveGroup, ({ groupId, memberId, members }, { version }) => {
    const group = groups.find(groupId)
    if (version < 3) return { errorCode: leave(group, { memberId, groupInstanceId: null }) }
    return {
      errorCode: errorCode.none,
      members: members.map(member => ({ ...member, errorCode: leave(group, member) })),
    }
  })
}
