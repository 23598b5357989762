import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { batchOf } from './batches.ts'
import { createTopic, fetchFrom, openDoor, produce, readAll, send } from './door.ts'
import type { Wire } from './wire.ts'

const noId = '0'.repeat(32)

describe('topics', () => {
  it('are created with partitions and settings, and are there at once', async () => {
    const wire = await (await openDoor()).connect()
    const created = await createTopic(wire, 'a', 3, { 'retention.ms': '1000' })
    expect(created).toMatchObject({ errorCode: 0, numPartitions: 3, topicId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect((await produce(wire, 'a', batchOf(['v']), { partition: 2 })).errorCode).toBe(0)
    expect(await settingOf(wire, 'a', 'retention.ms')).toEqual(['1000', 1])
    expect(await settingOf(wire, 'a', 'max.message.bytes')).toEqual(['1048588', 5])
  })

  it.each([
    ['a', 1, {}, errorCode.topicAlreadyExists],
    ['b c', 1, {}, errorCode.invalidTopic],
    ['_sandbox.mine', 1, {}, errorCode.invalidTopic],
    ['b', 0, {}, errorCode.invalidPartitions],
    ['b', -2, {}, errorCode.invalidPartitions],
    ['b', 1_000_000, {}, errorCode.invalidPartitions],
    ['b', 1, { 'retention.msec': '1' }, errorCode.invalidConfig],
    ['b', 1, { 'retention.ms': 'soon' }, errorCode.invalidConfig],
    ['b', 1, { 'cleanup.policy': 'shred' }, errorCode.invalidConfig],
    ['b', 1, { 'message.timestamp.type': 'LogAppendTime' }, errorCode.invalidConfig],
    ['b', -1, {}, errorCode.none],
  ])('%s with %i partitions and %j is answered with error %4$i', async (name, partitions, settings, error) => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    expect((await createTopic(wire, name, partitions, settings))?.errorCode).toBe(error)
  })

  it('are only looked at where the client says so', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    const topic = { name: 'a', numPartitions: 2, replicationFactor: 3, assignments: [], configs: [] }
    const request = { topics: [topic], timeoutMs: 1000, validateOnly: true }
    expect((await wire.ask(messages.createTopics, request)).topics[0]).toMatchObject({ errorCode: 0, numPartitions: 2 })
    expect(door.log.topic('a')).toBeUndefined()
  })

  it.each([
    ['by name', 1],
    ['by name', 6],
    ['by id', 6],
  ])('are deleted %s, in version %i, with what groups committed for them', async (how, version) => {
    const wire = await (await openDoor()).connect()
    const { topicId = noId } = (await createTopic(wire, 'a')) ?? {}
    await send(wire, 'a', ['old'])
    await commit(wire, 'g', 'a', 1)
    const named = how === 'by id' ? { name: null, topicId } : { name: 'a', topicId: noId }
    const request = version < 6 ? { topicNames: ['a'] } : { topics: [named] }
    const { responses } = await wire.ask(messages.deleteTopics, { ...request, timeoutMs: 1000 }, version)
    expect(responses[0]).toMatchObject({ name: 'a', errorCode: 0 })
    expect((await wire.ask(messages.metadata, { topics: null })).topics).toEqual([])

    const again = await createTopic(wire, 'a')
    expect(again?.topicId).not.toBe(topicId)
    expect(await readAll(wire, 'a')).toEqual([])
    expect(await committed(wire, 'g', 'a')).toBe(-1)
    expect((await send(wire, 'a', ['new'])).baseOffset).toBe(0)
  })

  it('that are not there cannot be deleted', async () => {
    const wire = await (await openDoor()).connect()
    const topics = [
      { name: 'a', topicId: noId },
      { name: null, topicId: 'ab'.repeat(16) },
    ]
    const { responses } = await wire.ask(messages.deleteTopics, { topics, timeoutMs: 1000 })
    expect(responses.map(({ errorCode: error }) => error)).toEqual([
      errorCode.unknownTopicOrPartition,
      errorCode.unknownTopicId,
    ])
  })

  it('give their room back once they are deleted, also after a restart', async () => {
    const storage = temporaryFolder()
    const door = await openDoor({ storage })
    const wire = await door.connect()
    for (const name of ['a', 'b']) await createTopic(wire, name)
    for (let at = 0; at < 500; at += 1) await send(wire, 'a', [String(at)])
    await send(wire, 'b', ['kept'])
    await wire.ask(messages.deleteTopics, { topics: [{ name: 'a', topicId: noId }], timeoutMs: 1000 })
    await door.stop()
    const again = await openDoor({ storage })
    await again.retain()
    const reader = await again.connect()
    expect((await readAll(reader, 'b')).map(({ value }) => value)).toEqual(['kept'])
    expect((await reader.ask(messages.metadata, { topics: null })).topics.map(({ name }) => name)).toEqual(['b'])
  })

  it('grow, and never shrink', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a', 2)
    const grow = async (count: number) => {
      const request = { topics: [{ name: 'a', count, assignments: null }], timeoutMs: 1000, validateOnly: false }
      return (await wire.ask(messages.createPartitions, request)).results[0]?.errorCode
    }
    expect(await grow(4)).toBe(errorCode.none)
    expect(await grow(4)).toBe(errorCode.invalidPartitions)
    expect(await grow(1)).toBe(errorCode.invalidPartitions)
    expect((await produce(wire, 'a', batchOf(['v']), { partition: 3 })).baseOffset).toBe(0)
  })

  it('change single settings, or all of them, for good', async () => {
    const storage = temporaryFolder()
    const door = await openDoor({ storage })
    const wire = await door.connect()
    await createTopic(wire, 'a', 1, { 'retention.ms': '1000', 'max.message.bytes': '500' })
    const change = (configOperation: number, name: string, value: string | null) =>
      wire.ask(messages.incrementalAlterConfigs, {
        resources: [{ resourceType: 2, resourceName: 'a', configs: [{ name, configOperation, value }] }],
        validateOnly: false,
      })
    await change(0, 'retention.ms', '2000')
    await change(1, 'max.message.bytes', null)
    await change(2, 'cleanup.policy', 'compact')
    expect((await change(0, 'retention.ms', 'x')).responses[0]?.errorCode).toBe(errorCode.invalidConfig)
    expect(await settingOf(wire, 'a', 'retention.ms')).toEqual(['2000', 1])
    expect(await settingOf(wire, 'a', 'max.message.bytes')).toEqual(['1048588', 5])
    expect(await settingOf(wire, 'a', 'cleanup.policy')).toEqual(['delete,compact', 1])

    await wire.ask(messages.alterConfigs, {
      resources: [{ resourceType: 2, resourceName: 'a', configs: [{ name: 'retention.bytes', value: '99' }] }],
      validateOnly: false,
    })
    await door.stop()
    const reader = await (await openDoor({ storage })).connect()
    expect(await settingOf(reader, 'a', 'retention.bytes')).toEqual(['99', 1])
    expect(await settingOf(reader, 'a', 'retention.ms')).toEqual(['-1', 5])
  })

  it('let records go that are older than retention.ms by their own times', async () => {
    const clock = { time: 100_000, now: () => clock.time }
    const door = await openDoor({ clock })
    const wire = await door.connect()
    await createTopic(wire, 'a', 1, { 'retention.ms': '1000' })
    await send(wire, 'a', ['old'], { time: 99_500 })
    await send(wire, 'a', ['new'], { time: 100_000 })
    await door.retain()
    expect(await readAll(wire, 'a')).toHaveLength(2)
    clock.time = 100_800
    await door.retain()
    expect(await readAll(wire, 'a', 1)).toMatchObject([{ offset: 1, value: 'new' }])
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ errorCode: errorCode.offsetOutOfRange, logStartOffset: 1 })
  })

  it('keep no more than retention.bytes a partition', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 'a', 1, { 'retention.bytes': '3000' })
    for (let at = 0; at < 10; at += 1) await send(wire, 'a', ['x'.repeat(900)])
    await door.retain()
    expect(door.log.topic('a')?.partitions[0]).toMatchObject({ logStart: 6, next: 10 })
    expect(door.log.topic('a')?.partitions[0]?.bytes).toBeLessThan(4000)
  })

  it('are emptied up to an offset, or to the end', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['0', '1', '2', '3'])
    const empty = async (offset: number) => {
      const topics = [{ name: 'a', partitions: [{ partitionIndex: 0, offset }] }]
      const answer = (await wire.ask(messages.deleteRecords, { topics, timeoutMs: 1000 })).topics[0]?.partitions[0]
      return [answer?.errorCode, answer?.lowWatermark]
    }
    expect(await empty(2)).toEqual([0, 2])
    expect(door.log.read('a', 0, 0).map(({ offset }) => offset)).toEqual([2, 3])
    expect(door.log.findOffset('a', 0, 0)?.offset).toBe(2)
    expect(await empty(5)).toEqual([errorCode.offsetOutOfRange, -1])
    expect(await empty(-1)).toEqual([0, 4])
    expect(await readAll(wire, 'a', 4)).toEqual([])
  })

  it('have one leader epoch, which ends where they do', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['0', '1'])
    const partitions = [{ partition: 0, currentLeaderEpoch: 0, leaderEpoch: 0 }]
    const { topics } = await wire.ask(messages.offsetForLeaderEpoch, { topics: [{ topic: 'a', partitions }] })
    expect(topics[0]?.partitions[0]).toMatchObject({ errorCode: 0, leaderEpoch: 0, endOffset: 2 })
  })
})

async function settingOf(wire: Wire, topic: string, name: string) {
  const resources = [{ resourceType: 2, resourceName: topic, configurationKeys: [name] }]
  const { results } = await wire.ask(messages.describeConfigs, { resources, includeSynonyms: true })
  const setting = results[0]?.configs[0]
  return [setting?.value, setting?.configSource]
}

async function commit(wire: Wire, groupId: string, name: string, committedOffset: number) {
  const partitions = [{ partitionIndex: 0, committedOffset, committedMetadata: null }]
  await wire.ask(messages.offsetCommit, { groupId, generationId: -1, memberId: '', topics: [{ name, partitions }] })
}

async function committed(wire: Wire, groupId: string, name: string) {
  const { groups } = await wire.ask(messages.offsetFetch, {
    groups: [{ groupId, topics: [{ name, partitionIndexes: [0] }] }],
  })
  return groups[0]?.topics[0]?.partitions[0]?.committedOffset
}
