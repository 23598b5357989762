import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { metadataOf } from '../groups/member.ts'
import { messages } from '../messages.ts'

/* DescribeGroups 0-5. A group that is not there is "Dead", without an error; one that only committed is "Empty". */
export function describeGroupsApi({ groups }: Broker): Api {
  return api(messages.describeGroups, request => ({ groups: request.groups.map(describe) }))

  function describe(groupId: string) {
    const group = groups.find(groupId)
    const isStable = group?.state === 'Stable'
    return {
      errorCode: errorCode.none,
      groupId,
      groupState: group?.state ?? (groups.has(groupId) ? 'Empty' : 'Dead'),
      protocolType: group?.protocolType ?? '',
      protocolData: isStable ? (group.protocol ?? '') : '',
      members: [...(group?.members.values() ?? [])].map(member => ({
        memberId: member.id,
        groupInstanceId: member.instanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        memberMetadata: isStable ? metadataOf(member, group.protocol) : Buffer.alloc(0),
        memberAssignment: isStable ? member.assignment : Buffer.alloc(0),
      })),
    }
  }
}
