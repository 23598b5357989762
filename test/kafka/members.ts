import { messages } from '../../server/kafka/messages.ts'
import type { Wire } from './wire.ts'

/** How a test lets a member join. */
export interface JoinFields {
  readonly memberId?: string
  readonly groupInstanceId?: string
  readonly sessionTimeoutMs?: number
  readonly rebalanceTimeoutMs?: number
  readonly protocols?: readonly string[]
  readonly metadata?: string
  readonly version?: number
}

/** A JoinGroup as it is. */
export function joinRequest(fields: JoinFields = {}) {
  const { memberId = '', sessionTimeoutMs = 30_000, protocols = ['range'], metadata = '' } = fields
  return {
    groupId: 'g',
    sessionTimeoutMs,
    rebalanceTimeoutMs: fields.rebalanceTimeoutMs ?? 30_000,
    memberId,
    groupInstanceId: fields.groupInstanceId ?? null,
    protocolType: 'consumer',
    protocols: protocols.map(name => ({ name, metadata: Buffer.from(metadata) })),
  }
}

/** Joins; a new member comes back with the id that it is given. */
export async function join(wire: Wire, fields: JoinFields = {}) {
  const first = await wire.ask(messages.joinGroup, joinRequest(fields), fields.version)
  if (first.errorCode !== 79) return first
  return wire.ask(messages.joinGroup, joinRequest({ ...fields, memberId: first.memberId }), fields.version)
}

/** Who a member is in a generation. */
export interface Generation {
  readonly generationId: number
  readonly memberId: string
}

/** Asks for the assignment; the leader brings those of all, by member. */
export async function sync(
  wire: Wire,
  { generationId, memberId }: Generation,
  assignments: Record<string, string> = {},
) {
  const answer = await wire.ask(messages.syncGroup, {
    groupId: 'g',
    generationId,
    memberId,
    assignments: Object.entries(assignments).map(([id, assignment]) => ({
      memberId: id,
      assignment: Buffer.from(assignment),
    })),
  })
  return { errorCode: answer.errorCode, assignment: answer.assignment.toString() }
}

/** The error of a heartbeat. */
export async function heartbeat(
  wire: Wire,
  { generationId, memberId }: Generation,
  groupInstanceId: string | null = null,
) {
  return (await wire.ask(messages.heartbeat, { groupId: 'g', generationId, memberId, groupInstanceId })).errorCode
}

/** The errors of leaving, by member. */
export async function leave(wire: Wire, ...members: { memberId: string; groupInstanceId?: string }[]) {
  const answer = await wire.ask(messages.leaveGroup, {
    groupId: 'g',
    members: members.map(({ memberId, groupInstanceId = null }) => ({ memberId, groupInstanceId })),
  })
  return answer.members.map(({ errorCode }) => errorCode)
}

/** The error of committing an offset of partition 0. */
export async function commit(wire: Wire, name: string, committedOffset: number, member?: Generation) {
  const { generationId = -1, memberId = '' } = member ?? {}
  const partitions = [{ partitionIndex: 0, committedOffset, committedMetadata: 'why' }]
  const request = { groupId: 'g', generationId, memberId, topics: [{ name, partitions }] }
  return (await wire.ask(messages.offsetCommit, request)).topics[0]?.partitions[0]?.errorCode
}

/** What the group committed for partition 0. */
export async function committed(wire: Wire, name: string, requireStable = false) {
  const groups = [{ groupId: 'g', topics: [{ name, partitionIndexes: [0] }] }]
  const answer = (await wire.ask(messages.offsetFetch, { groups, requireStable })).groups[0]?.topics[0]?.partitions[0]
  return answer?.errorCode ? `error ${answer.errorCode}` : answer?.committedOffset
}

/** The group as an admin sees it. */
export async function describeGroup(wire: Wire) {
  const group = (await wire.ask(messages.describeGroups, { groups: ['g'] })).groups[0]
  if (!group) throw new Error('The broker says nothing of the group.')
  return group
}
