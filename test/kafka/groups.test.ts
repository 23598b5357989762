import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { createTopic, type Door, openDoor } from './door.ts'
import { commit, committed, describeGroup, heartbeat, join, joinRequest, leave, sync } from './members.ts'

describe('joining a group', () => {
  it.each([4, 5, 6])('a new member is given an id first, in version %i', async version => {
    const wire = await (await openDoor()).connect('app')
    const first = await wire.ask(messages.joinGroup, joinRequest(), version)
    expect(first).toMatchObject({ errorCode: errorCode.memberIdRequired, memberId: expect.stringMatching(/^app-/) })
    const again = await wire.ask(messages.joinGroup, joinRequest({ memberId: first.memberId }), version)
    expect(again).toMatchObject({ errorCode: 0, generationId: 1, leader: first.memberId, memberId: first.memberId })
  })

  it.each([0, 3])('is done at once in version %i', async version => {
    const wire = await (await openDoor()).connect()
    expect(await wire.ask(messages.joinGroup, joinRequest(), version)).toMatchObject({ errorCode: 0, generationId: 1 })
  })

  it.each([
    ['an unknown id', { memberId: 'nobody' }, errorCode.unknownMemberId],
    ['a session that is too long', { sessionTimeoutMs: 60_001 }, errorCode.invalidSessionTimeout],
    ['no protocol', { protocols: [] }, errorCode.inconsistentGroupProtocol],
    ['a protocol that the others do not know', { protocols: ['sticky'] }, errorCode.inconsistentGroupProtocol],
  ])('with %s is refused', async (_, fields, error) => {
    const door = await openDoor()
    await join(await door.connect())
    expect((await join(await door.connect(), fields)).errorCode).toBe(error)
  })

  it('the leader alone is told who is there, and by the protocol that all know', async () => {
    const door = await openDoor()
    const [one, two] = [await door.connect(), await door.connect()]
    const first = await join(one, { protocols: ['sticky', 'range'], metadata: 'one' })
    const second = join(two, { protocols: ['range'], metadata: 'two' })
    await rebalancing(door)
    const leader = await join(one, { memberId: first.memberId, protocols: ['sticky', 'range'], metadata: 'one' })
    const follower = await second
    expect(leader).toMatchObject({ generationId: 2, protocolName: 'range', leader: first.memberId })
    expect(leader.members.map(({ metadata }) => metadata.toString()).sort()).toEqual(['one', 'two'])
    expect(follower).toMatchObject({ generationId: 2, protocolName: 'range', leader: first.memberId, members: [] })
  })
})

describe('a rebalance', () => {
  it('is told by heartbeats, and ends once all have joined again and the leader has shared out', async () => {
    const { door, one, two, first } = await pair()
    const third = await door.connect()
    const joining = join(third)
    await rebalancing(door)
    expect(await heartbeat(one, first[0])).toBe(errorCode.rebalanceInProgress)
    const again = [join(one, first[0]), join(two, first[1])]
    const members = await Promise.all([...again, joining])
    expect(members.map(({ generationId }) => generationId)).toEqual([3, 3, 3])
    const [leader, ...others] = members
    if (!leader) throw new Error('There is no leader.')
    const shares = Object.fromEntries(members.map(({ memberId }, at) => [memberId, `share ${at}`]))
    const waiting = [two, third].map((wire, at) => sync(wire, others[at] ?? leader))
    expect((await describeGroup(await door.connect())).groupState).toBe('CompletingRebalance')
    expect(await sync(one, leader, shares)).toEqual({ errorCode: 0, assignment: 'share 0' })
    expect((await Promise.all(waiting)).map(({ assignment }) => assignment)).toEqual(['share 1', 'share 2'])
    expect(await heartbeat(two, others[0] ?? leader)).toBe(errorCode.none)
    expect((await describeGroup(one)).groupState).toBe('Stable')
  })

  it('goes on without a member that does not join again in time', async () => {
    // Both have to join within it first, also on a machine that is busy.
    const { two, first } = await pair({ rebalanceTimeoutMs: 3000 })
    const alone = await join(two, { ...first[1], metadata: 'new' })
    expect(alone).toMatchObject({ errorCode: 0, leader: first[1].memberId })
    expect(alone.members).toHaveLength(1)
    expect(await heartbeat(two, first[0])).toBe(errorCode.unknownMemberId)
  })

  it('begins when a member leaves, and when its session is over', async () => {
    const { one, two, first } = await pair()
    expect(await leave(two, first[1], { memberId: 'nobody' })).toEqual([0, errorCode.unknownMemberId])
    expect(await heartbeat(one, first[0])).toBe(errorCode.rebalanceInProgress)
    expect((await join(one, first[0])).members).toHaveLength(1)
  })

  it('begins when a killed client sends no more heartbeats', async () => {
    const { one, two, first } = await pair({ sessionTimeoutMs: 100 })
    two.kill()
    let error = 0
    while (error === 0) error = await heartbeat(one, first[0])
    expect(error).toBe(errorCode.rebalanceInProgress)
    expect((await join(one, first[0])).members).toHaveLength(1)
  })

  it('begins again when the leader goes before it has shared out', async () => {
    const { door, one, two, first } = await pair()
    const [leader, follower] = await Promise.all([join(one, first[0]), join(two, first[1])])
    const waiting = sync(two, follower)
    await leave(await door.connect(), leader)
    expect((await waiting).errorCode).toBe(errorCode.rebalanceInProgress)
    expect(await join(two, follower)).toMatchObject({ errorCode: 0, leader: follower.memberId })
  })

  it('does not begin for a follower that asks again with nothing new', async () => {
    const { two, first } = await pair()
    expect(await join(two, first[1])).toMatchObject({ errorCode: 0, generationId: 2 })
    expect(await sync(two, first[1])).toEqual({ errorCode: 0, assignment: 'b' })
  })

  it.each([
    ['an old generation', { generationId: 1 }, errorCode.illegalGeneration],
    ['an unknown member', { memberId: 'nobody' }, errorCode.unknownMemberId],
  ])('is nothing for %s', async (_, wrong, error) => {
    const { one, first } = await pair()
    const member = { ...first[0], ...wrong }
    expect(await heartbeat(one, member)).toBe(error)
    expect((await sync(one, member)).errorCode).toBe(error)
    expect(await commit(one, 't', 1, member)).toBe(error)
  })
})

describe('a static member', () => {
  it('comes back under its name, without a rebalance, and fences what it was', async () => {
    const door = await openDoor()
    const [one, again] = [await door.connect(), await door.connect()]
    const before = await join(one, { groupInstanceId: 'i' })
    await sync(one, before, { [before.memberId]: 'mine' })
    const after = await join(again, { groupInstanceId: 'i' })
    expect(after).toMatchObject({ errorCode: 0, generationId: 1, leader: before.memberId, members: [] })
    expect(await sync(again, after)).toEqual({ errorCode: 0, assignment: 'mine' })
    expect(await heartbeat(one, before, 'i')).toBe(errorCode.fencedInstanceId)
    expect(await heartbeat(again, after, 'i')).toBe(errorCode.none)
  })

  it('may be taken out by its name', async () => {
    const wire = await (await openDoor()).connect()
    await join(wire, { groupInstanceId: 'i' })
    expect(await leave(wire, { memberId: '', groupInstanceId: 'i' })).toEqual([0])
    expect((await describeGroup(wire)).groupState).toBe('Empty')
  })
})

describe('committed offsets', () => {
  it('outlive a restart, to the last', async () => {
    const storage = temporaryFolder()
    const door = await openDoor({ storage })
    const wire = await door.connect()
    await createTopic(wire, 't')
    for (const offset of [1, 2, 3]) expect(await commit(wire, 't', offset)).toBe(0)
    await door.stop()
    const reader = await (await openDoor({ storage })).connect()
    expect(await committed(reader, 't')).toBe(3)
    expect((await reader.ask(messages.listGroups, {})).groups).toMatchObject([{ groupId: 'g', groupState: 'Empty' }])
    expect((await describeGroup(reader)).groupState).toBe('Empty')
  })

  it('are those of all topics where nobody names one, and -1 where there is none', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 't')
    expect(await committed(wire, 't')).toBe(-1)
    await commit(wire, 't', 7)
    const all = await wire.ask(messages.offsetFetch, { groups: [{ groupId: 'g', topics: null }] })
    expect(all.groups[0]?.topics).toMatchObject([
      { name: 't', partitions: [{ partitionIndex: 0, committedOffset: 7, metadata: 'why' }] },
    ])
    const before8 = await wire.ask(messages.offsetFetch, { groupId: 'g', topics: null }, 7)
    expect(before8.topics).toMatchObject([{ name: 't', partitions: [{ committedOffset: 7 }] }])
  })

  it.each([
    ['an unknown topic', 'nowhere', errorCode.unknownTopicOrPartition],
    ['a topic', 't', errorCode.none],
  ])('for %s', async (_, topic, error) => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 't')
    expect(await commit(wire, topic, 1)).toBe(error)
  })

  it('are refused from who is no member while the group has some', async () => {
    const { one, first } = await pair()
    expect(await commit(one, 't', 5)).toBe(errorCode.unknownMemberId)
    expect(await commit(one, 't', 5, first[0])).toBe(errorCode.none)
    expect(await committed(one, 't')).toBe(5)
  })

  it('are deleted with their group, which must be empty', async () => {
    const { one, first } = await pair()
    await commit(one, 't', 5, first[0])
    const remove = async () => (await one.ask(messages.deleteGroups, { groupsNames: ['g'] })).results[0]?.errorCode
    expect(await remove()).toBe(errorCode.nonEmptyGroup)
    await leave(one, ...first)
    expect(await remove()).toBe(errorCode.none)
    expect(await remove()).toBe(errorCode.groupIdNotFound)
    expect(await committed(one, 't')).toBe(-1)
    expect((await describeGroup(one)).groupState).toBe('Dead')
  })

  it('are deleted one by one, but not under a member that reads', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 't')
    await commit(wire, 't', 5)
    const forget = async () => {
      const topics = [{ name: 't', partitions: [{ partitionIndex: 0 }] }]
      return (await wire.ask(messages.offsetDelete, { groupId: 'g', topics })).topics[0]?.partitions[0]?.errorCode
    }
    // Version 0, one topic "t", no user data.
    const subscription = '\0\0\0\0\0\u0001\0\u0001t\0\0\0\0'
    const member = await join(wire, { metadata: subscription })
    expect(await forget()).toBe(errorCode.groupSubscribedToTopic)
    await leave(wire, member)
    expect(await forget()).toBe(errorCode.none)
    expect(await committed(wire, 't')).toBe(-1)
  })
})

// Two members, the first of which leads, in a generation that is shared out: "a" and "b".
async function pair(fields: { sessionTimeoutMs?: number; rebalanceTimeoutMs?: number } = {}) {
  const door = await openDoor()
  const [one, two] = [await door.connect(), await door.connect()]
  await createTopic(one, 't')
  const alone = await join(one, fields)
  const joining = join(two, fields)
  await rebalancing(door)
  const leader = await join(one, { ...fields, memberId: alone.memberId })
  const follower = await joining
  const waiting = sync(two, follower)
  await sync(one, leader, { [leader.memberId]: 'a', [follower.memberId]: 'b' })
  await waiting
  const first = [leader, follower].map(({ generationId, memberId }) => ({ ...fields, generationId, memberId }))
  return { door, one, two, first: first as [(typeof first)[0], (typeof first)[0]] }
}

async function rebalancing(door: Door): Promise<void> {
  const wire = await door.connect()
  while ((await describeGroup(wire)).groupState !== 'PreparingRebalance');
}
