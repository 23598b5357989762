import { type ErrorNumber, errorCode } from '../error-codes.ts'
import type { Group } from './group.ts'
import type { Member, Synced } from './member.ts'

/** Who a request says it is from. */
export interface Identity {
  readonly memberId: string
  readonly groupInstanceId: string | null
}

/** Who it is, in a generation. */
export interface GenerationIdentity extends Identity {
  readonly generationId: number
}

/** The member a request is from, or why it is not one. */
export function memberOf(group: Group | undefined, { memberId, groupInstanceId }: Identity): Member | ErrorNumber {
  if (!group) return errorCode.unknownMemberId
  if (groupInstanceId === null) return group.members.get(memberId) ?? errorCode.unknownMemberId
  const member = group.byInstance(groupInstanceId)
  if (!member) return errorCode.unknownMemberId
  return member.id === memberId ? member : errorCode.fencedInstanceId
}

/** Gives the member its assignment; the leader brings all of them. */
export async function sync(
  group: Group | undefined,
  identity: GenerationIdentity,
  assignments: ReadonlyMap<string, Buffer>,
): Promise<Synced> {
  const refused = (error: ErrorNumber): Synced => ({ errorCode: error, assignment: Buffer.alloc(0) })
  const member = memberOf(group, identity)
  if (!group || typeof member === 'number') return refused(member as ErrorNumber)
  if (identity.generationId !== group.generation) return refused(errorCode.illegalGeneration)
  group.touch(member)
  if (group.state === 'PreparingRebalance') return refused(errorCode.rebalanceInProgress)
  if (group.state === 'Stable') return { errorCode: errorCode.none, assignment: member.assignment }
  const synced = group.sync(member)
  if (member.id === group.leader) group.assign(assignments)
  return synced
}

/** Keeps a member's session alive, and tells it of a rebalance. */
export function heartbeat(group: Group | undefined, identity: GenerationIdentity): ErrorNumber {
  const member = memberOf(group, identity)
  if (!group || typeof member === 'number') return member as ErrorNumber
  if (identity.generationId !== group.generation) return errorCode.illegalGeneration
  group.touch(member)
  return group.state === 'PreparingRebalance' ? errorCode.rebalanceInProgress : errorCode.none
}

/** Takes a member out. A static one may be named by its instance alone. */
export function leave(group: Group | undefined, { memberId, groupInstanceId }: Identity): ErrorNumber {
  if (!group) return errorCode.unknownMemberId
  const byName = groupInstanceId !== null && memberId === '' ? group.byInstance(groupInstanceId) : undefined
  const member = byName ?? memberOf(group, { memberId, groupInstanceId })
  if (typeof member !== 'number') {
    group.remove(member)
    return errorCode.none
  }
  return group.met(memberId) ? errorCode.none : member
}

/** Why a member may not commit offsets; `none` where it may. Who is no member may while the group has none. */
export function mayCommit(group: Group | undefined, identity: GenerationIdentity): ErrorNumber {
  const isMember = identity.generationId >= 0 || identity.memberId !== '' || identity.groupInstanceId !== null
  const isEmpty = !group || group.members.size === 0
  if (isEmpty && identity.generationId < 0) return errorCode.none
  if (!group) return errorCode.illegalGeneration
  if (!isMember) return errorCode.unknownMemberId
  const member = memberOf(group, identity)
  if (typeof member === 'number') return member
  if (identity.generationId !== group.generation) return errorCode.illegalGeneration
  group.touch(member)
  // The leader has not yet said who has which partitions.
  return group.state === 'CompletingRebalance' ? errorCode.rebalanceInProgress : errorCode.none
}
