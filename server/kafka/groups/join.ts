import { randomUUID } from 'node:crypto'
import type { Call } from '../api.ts'
import type { RequestOf } from '../codec/message.ts'
import { errorCode } from '../error-codes.ts'
import type { messages } from '../messages.ts'
import type { Group } from './group.ts'
import { areSame, type Joined, type Member } from './member.ts'
import { refusedJoin } from './refused-join.ts'

type Request = RequestOf<typeof messages.joinGroup>

/** Takes a member into the group, or into its next generation, as Kafka's GroupCoordinator does. */
export async function join(group: Group, request: Request, call: Call): Promise<Joined> {
  const { memberId, groupInstanceId, protocolType, protocols } = request
  const names = protocols.map(({ name }) => name)
  const known = groupInstanceId === null ? group.members.get(memberId) : group.byInstance(groupInstanceId)
  if (!group.accepts(protocolType, names, known)) return refusedJoin(memberId, errorCode.inconsistentGroupProtocol)
  if (groupInstanceId !== null) return joinStatic(group, request, call, known)
  if (memberId === '') return joinNew(group, request, call)
  if (known) return joinKnown(group, request, known)
  if (group.met(memberId)) return enter(group, createMember(memberId, request, call), protocolType)
  return refusedJoin(memberId, errorCode.unknownMemberId)
}

// KIP-394: an id first, so that a client that repeats its request does not become two members.
function joinNew(group: Group, request: Request, call: Call): Promise<Joined> | Joined {
  const id = `${call.clientId ?? ''}-${randomUUID()}`
  if (call.version < 4) return enter(group, createMember(id, request, call), request.protocolType)
  group.expect(id, request.sessionTimeoutMs)
  return refusedJoin(id, errorCode.memberIdRequired)
}

function joinKnown(group: Group, request: Request, member: Member): Promise<Joined> | Joined {
  const isSame = areSame(member.protocols, request.protocols)
  update(member, request)
  group.touch(member)
  // It lost the answer, and gets it again.
  if (group.state === 'CompletingRebalance' && isSame) return group.joined(member)
  if (group.state === 'Stable' && isSame && member.id !== group.leader) return group.joined(member)
  return group.rejoin(member)
}

// KIP-345: who comes back under its name within the session timeout takes its place again, without a rebalance.
function joinStatic(group: Group, request: Request, call: Call, known: Member | undefined): Promise<Joined> | Joined {
  const { memberId, groupInstanceId, protocolType } = request
  if (!known) {
    if (memberId !== '') return refusedJoin(memberId, errorCode.unknownMemberId)
    const id = `${groupInstanceId}-${randomUUID()}`
    return enter(group, createMember(id, request, call), protocolType)
  }
  if (memberId !== '' && memberId !== known.id) return refusedJoin(memberId, errorCode.fencedInstanceId)
  if (memberId !== '') return joinKnown(group, request, known)

  const member = createMember(`${groupInstanceId}-${randomUUID()}`, request, call)
  const leaderBefore = group.leader ?? ''
  const isSame = areSame(known.protocols, member.protocols)
  member.assignment = known.assignment
  group.replace(known, member)
  if (group.state !== 'Stable' || !isSame) return group.rejoin(member)
  // Under the leader's old name it does not share partitions out again, but asks for its own.
  return { ...group.joined(member), leader: leaderBefore, members: [] }
}

function enter(group: Group, member: Member, protocolType: string): Promise<Joined> {
  group.add(member, protocolType)
  return group.rejoin(member)
}

function createMember(id: string, request: Request, { clientId, clientHost }: Call): Member {
  const member: Member = {
    id,
    instanceId: request.groupInstanceId,
    clientId: clientId ?? '',
    clientHost,
    sessionTimeoutMs: 0,
    rebalanceTimeoutMs: 0,
    protocols: [],
    assignment: Buffer.alloc(0),
    answerJoin: undefined,
    answerSync: undefined,
    session: undefined,
  }
  update(member, request)
  return member
}

function update(member: Member, { sessionTimeoutMs, rebalanceTimeoutMs, protocols }: Request): void {
  member.sessionTimeoutMs = sessionTimeoutMs
  // Version 0 has the one time for both.
  member.rebalanceTimeoutMs = rebalanceTimeoutMs < 0 ? sessionTimeoutMs : rebalanceTimeoutMs
  // The frame's bytes are not kept for the few that matter.
  member.protocols = protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }))
}
