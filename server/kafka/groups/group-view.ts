import type { BatchLog } from '../../log/batch-log.ts'
import type { GroupState } from './group.ts'
import { createGroups, type Groups } from './groups.ts'
import { assignedPartitions, type Member } from './member.ts'

/** A group as people see it. */
export interface GroupView {
  readonly group: string
  readonly state: GroupState
  /** How the members share partitions, such as `range`; null where they do not. */
  readonly protocol: string | null
  readonly generation: number
  readonly members: readonly MemberView[]
}

/** A consumer of a group as people see it. */
export interface MemberView {
  readonly member: string
  /** The name of a static member. */
  readonly instance: string | null
  readonly client: string
  readonly host: string
  /** What it reads, where its protocol is that of consumers. */
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

/** The groups as the other doors see them. */
export interface VisibleGroups {
  all(): readonly GroupView[]
  /** Forgets a group without members, and what it committed. */
  delete(id: string): void
}

/** Shows the groups of a broker, those that only committed as well. */
export function visibleGroups(groups: Groups): VisibleGroups {
  return { all: () => viewGroups(groups), delete: groups.delete }
}

/** The groups where there is no Kafka door: what they committed is there all the same. */
export function idleGroups(log: BatchLog): VisibleGroups {
  return visibleGroups(createGroups(log))
}

function viewGroups(groups: Groups): readonly GroupView[] {
  return groups.ids().map(id => {
    const group = groups.find(id)
    return {
      group: id,
      state: group?.state ?? 'Empty',
      protocol: group?.protocol ?? null,
      generation: group?.generation ?? 0,
      members: [...(group?.members.values() ?? [])].map(viewMember),
    }
  })
}

function viewMember(member: Member): MemberView {
  return {
    member: member.id,
    instance: member.instanceId,
    client: member.clientId,
    host: member.clientHost.replace(/^\//, ''),
    assignment: assignedPartitions(member.assignment),
  }
}
