import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { join } from '../groups/join.ts'
import { refusedJoin } from '../groups/refused-join.ts'
import { messages } from '../messages.ts'

/*
 * JoinGroup 0-6: the classic protocol (KIP-848 is not offered). From version 4 on a new member is given an id first
 * (KIP-394), from 5 on there are static members (KIP-345). Different: a first member does not wait for others
 * (group.initial.rebalance.delay.ms is 0, as in Kafka's own containers).
 */
export function joinGroupApi({ groups, sessionTimeoutMs }: Broker): Api {
  return api(messages.joinGroup, async (request, call) => {
    const { groupId, memberId } = request
    if (groupId === '') return refusedJoin(memberId, errorCode.invalidGroupId)
    if (request.sessionTimeoutMs < sessionTimeoutMs.min || request.sessionTimeoutMs > sessionTimeoutMs.max) {
      return refusedJoin(memberId, errorCode.invalidSessionTimeout)
    }
    // Only a newcomer opens a group.
    if (memberId !== '' && !groups.find(groupId)) return refusedJoin(memberId, errorCode.unknownMemberId)
    return join(groups.open(groupId), request, call)
  })
}
