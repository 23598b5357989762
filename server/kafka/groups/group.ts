import { errorCode } from '../error-codes.ts'
import { chooseProtocol, commonProtocols, type Joined, type Member, metadataOf, type Synced } from './member.ts'
import { refusedJoin } from './refused-join.ts'

/** The states of Kafka's classic groups, under its names, which clients show. */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'

const nothing = Buffer.alloc(0)

/**
 * A classic consumer group: its members, and how they come to a generation together. A rebalance waits until every member
 * has joined (or the longest of their rebalance timeouts is over), then the leader shares the partitions out, and the
 * others wait for that. What a request may do in which state is in `join.ts` and `requests.ts`.
 */
export class Group {
  readonly id: string
  readonly members = new Map<string, Member>()
  state: GroupState = 'Empty'
  generation = 0
  leader: string | undefined
  protocolType: string | undefined
  protocol: string | undefined
  /** Ids that were given out and have not come back yet, and when they expire. */
  readonly #expected = new Map<string, NodeJS.Timeout>()
  #timer: NodeJS.Timeout | undefined

  constructor(id: string) {
    this.id = id
  }

  /** The member of a static name. */
  byInstance(instanceId: string): Member | undefined {
    for (const member of this.members.values()) if (member.instanceId === instanceId) return member
    return undefined
  }

  /** Whether a member with these protocols could live with the others. */
  accepts(protocolType: string, protocols: readonly string[], apartFrom?: Member): boolean {
    if (protocolType === '' || protocols.length === 0) return false
    const others = [...this.members.values()].filter(member => member !== apartFrom)
    if (others.length === 0) return true
    return protocolType === this.protocolType && commonProtocols(others).some(name => protocols.includes(name))
  }

  /** Gives an id out; it must come back within the time. */
  expect(memberId: string, ms: number): void {
    const timer = setTimeout(() => {
      this.#expected.delete(memberId)
      this.#completeIfAllJoined()
    }, ms)
    this.#expected.set(memberId, timer)
  }

  /** Takes an id back; tells whether it was given out. */
  met(memberId: string): boolean {
    clearTimeout(this.#expected.get(memberId))
    return this.#expected.delete(memberId)
  }

  add(member: Member, protocolType: string): void {
    if (this.members.size === 0) this.protocolType = protocolType
    this.members.set(member.id, member)
    this.leader ??= member.id
    this.touch(member)
  }

  /** A member is alive: its session begins anew. */
  touch(member: Member): void {
    clearTimeout(member.session)
    member.session = setTimeout(() => {
      // Who waits for us cannot send heartbeats.
      if (member.answerJoin || member.answerSync) this.touch(member)
      else this.remove(member)
    }, member.sessionTimeoutMs)
  }

  /** Resolves with the next generation. */
  async rejoin(member: Member): Promise<Joined> {
    member.answerJoin?.(refusedJoin(member.id, errorCode.rebalanceInProgress))
    const joined = new Promise<Joined>(resolve => {
      member.answerJoin = resolve
    })
    if (this.state === 'PreparingRebalance') this.#completeIfAllJoined()
    else this.rebalance()
    return joined
  }

  /** Begins a rebalance: all members have to join again. */
  rebalance(): void {
    for (const member of this.members.values()) {
      member.assignment = nothing
      this.#answerSync(member, { errorCode: errorCode.rebalanceInProgress, assignment: nothing })
    }
    this.state = 'PreparingRebalance'
    const longest = Math.max(0, ...[...this.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs))
    this.#after(longest, () => this.#begin())
    this.#completeIfAllJoined()
  }

  /** The leader has shared the partitions out. */
  assign(assignments: ReadonlyMap<string, Buffer>): void {
    clearTimeout(this.#timer)
    this.state = 'Stable'
    for (const member of this.members.values()) {
      member.assignment = assignments.get(member.id) ?? nothing
      this.#answerSync(member, { errorCode: errorCode.none, assignment: member.assignment })
    }
  }

  /** Resolves with the leader's assignment. */
  sync(member: Member): Promise<Synced> {
    this.#answerSync(member, { errorCode: errorCode.rebalanceInProgress, assignment: nothing })
    return new Promise(resolve => {
      member.answerSync = resolve
    })
  }

  /** A member goes, and the others share anew. */
  remove(member: Member): void {
    clearTimeout(member.session)
    if (!this.members.delete(member.id)) return
    member.answerJoin?.(refusedJoin(member.id, errorCode.unknownMemberId))
    this.#answerSync(member, { errorCode: errorCode.unknownMemberId, assignment: nothing })
    if (this.leader === member.id) this.leader = this.#nextLeader()
    if (this.state === 'PreparingRebalance') this.#completeIfAllJoined()
    else this.rebalance()
  }

  /** Puts a static member that came back in the place of what it was; its partitions stay. */
  replace(old: Member, member: Member): void {
    clearTimeout(old.session)
    const fenced = refusedJoin(old.id, errorCode.fencedInstanceId)
    old.answerJoin?.(fenced)
    this.#answerSync(old, { errorCode: errorCode.fencedInstanceId, assignment: nothing })
    this.members.delete(old.id)
    this.members.set(member.id, member)
    if (this.leader === old.id) this.leader = member.id
    this.touch(member)
  }

  /** What a member of the running generation is given; the list of members is the leader's alone. */
  joined(member: Member): Joined {
    const isLeader = member.id === this.leader
    return {
      errorCode: errorCode.none,
      generationId: this.generation,
      protocolName: this.protocol ?? '',
      leader: this.leader ?? '',
      memberId: member.id,
      members: isLeader ? [...this.members.values()].map(each => this.#listed(each)) : [],
    }
  }

  /** Ends all timers and lets nobody wait. */
  close(): void {
    this.state = 'Dead'
    clearTimeout(this.#timer)
    for (const timer of this.#expected.values()) clearTimeout(timer)
    for (const member of this.members.values()) {
      clearTimeout(member.session)
      member.answerJoin?.(refusedJoin(member.id, errorCode.unknownMemberId))
      this.#answerSync(member, { errorCode: errorCode.unknownMemberId, assignment: nothing })
    }
    this.members.clear()
  }

  #completeIfAllJoined(): void {
    if (this.state !== 'PreparingRebalance' || this.#expected.size > 0) return
    if ([...this.members.values()].every(({ answerJoin }) => answerJoin)) this.#begin()
  }

  // A generation begins with those who joined. A static member may be away meanwhile; it keeps its place.
  #begin(): void {
    clearTimeout(this.#timer)
    for (const member of this.members.values()) {
      if (member.answerJoin || member.instanceId !== null) continue
      clearTimeout(member.session)
      this.members.delete(member.id)
    }
    const leader = this.members.get(this.leader ?? '')
    if (!leader?.answerJoin) this.leader = this.#nextLeader()
    this.generation += 1
    if (this.members.size === 0) {
      this.state = 'Empty'
      this.protocol = undefined
      return
    }
    this.protocol = chooseProtocol([...this.members.values()])
    this.state = 'CompletingRebalance'
    for (const member of this.members.values()) {
      member.answerJoin?.(this.joined(member))
      member.answerJoin = undefined
      this.touch(member)
    }
    const longest = Math.max(...[...this.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs))
    this.#after(longest, () => this.#dropUnsynced())
  }

  #dropUnsynced(): void {
    if (this.state !== 'CompletingRebalance') return
    for (const member of [...this.members.values()]) if (!member.answerSync) this.remove(member)
  }

  #nextLeader(): string | undefined {
    const members = [...this.members.values()]
    return (members.find(({ answerJoin }) => answerJoin) ?? members[0])?.id
  }

  #answerSync(member: Member, synced: Synced): void {
    member.answerSync?.(synced)
    member.answerSync = undefined
    if (synced.errorCode === errorCode.none) this.touch(member)
  }

  #listed(member: Member) {
    return { memberId: member.id, groupInstanceId: member.instanceId, metadata: metadataOf(member, this.protocol) }
  }

  #after(ms: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, ms)
  }
}
