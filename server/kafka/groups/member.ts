import { WireReader } from '../codec/wire-reader.ts'

/** A way to share partitions that a member knows, with what it wants to say to the leader. */
export interface Protocol {
  readonly name: string
  readonly metadata: Buffer
}

/** What a member is given when a generation begins. */
export interface Joined {
  readonly errorCode: number
  readonly generationId: number
  readonly protocolName: string
  readonly leader: string
  readonly memberId: string
  readonly members: readonly {
    readonly memberId: string
    readonly groupInstanceId: string | null
    readonly metadata: Buffer
  }[]
}

/** What a member is given to do. */
export interface Synced {
  readonly errorCode: number
  readonly assignment: Buffer
}

/** A consumer of a group. */
export interface Member {
  readonly id: string
  /** The name of a static member (KIP-345), which it keeps over restarts. */
  readonly instanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  sessionTimeoutMs: number
  rebalanceTimeoutMs: number
  protocols: readonly Protocol[]
  assignment: Buffer
  /** Waits for the generation to begin. */
  answerJoin: ((joined: Joined) => void) | undefined
  /** Waits for the leader's assignment. */
  answerSync: ((synced: Synced) => void) | undefined
  session: NodeJS.Timeout | undefined
}

/** Whether two lists of protocols say the same. */
export function areSame(one: readonly Protocol[], other: readonly Protocol[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ name, metadata }, at) => name === other[at]?.name && metadata.equals(other[at].metadata))
  )
}

/** The metadata of a member for the chosen protocol. */
export function metadataOf(member: Member, protocol: string | undefined): Buffer {
  return member.protocols.find(({ name }) => name === protocol)?.metadata ?? Buffer.alloc(0)
}

/** Protocols that all members know. */
export function commonProtocols(members: readonly Member[]): readonly string[] {
  const [first, ...others] = members.map(({ protocols }) => protocols.map(({ name }) => name))
  return (first ?? []).filter(name => others.every(names => names.includes(name)))
}

/** The protocol that most members name first among those that all know. */
export function chooseProtocol(members: readonly Member[]): string | undefined {
  const common = commonProtocols(members)
  const votes = new Map<string, number>()
  for (const { protocols } of members) {
    const vote = protocols.find(({ name }) => common.includes(name))?.name
    if (vote !== undefined) votes.set(vote, (votes.get(vote) ?? 0) + 1)
  }
  return [...votes].sort(([, one], [, other]) => other - one)[0]?.[0]
}

/** Topics that a member subscribes to, as the consumer protocol has them (ConsumerProtocolSubscription); else none. */
export function subscribedTopics(metadata: Buffer): readonly string[] {
  try {
    const reader = new WireReader(metadata, 2)
    return Array.from({ length: countOf(reader) }, () => reader.text(reader.int16()))
  } catch {
    // Another protocol than consumers have, such as that of Connect.
    return []
  }
}

/** Partitions that a member was given, as the consumer protocol has them (ConsumerProtocolAssignment); else none. */
export function assignedPartitions(assignment: Buffer): readonly { topic: string; partitions: readonly number[] }[] {
  try {
    const reader = new WireReader(assignment, 2)
    return Array.from({ length: countOf(reader) }, () => {
      const topic = reader.text(reader.int16())
      return { topic, partitions: Array.from({ length: countOf(reader) }, () => reader.int32()) }
    })
  } catch {
    return []
  }
}

function countOf(reader: WireReader): number {
  const count = reader.int32()
  if (count < 0 || count > reader.left) throw new RangeError(`An array of ${count} is cut off.`)
  return count
}
