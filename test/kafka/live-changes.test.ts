import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { batchOf } from './batches.ts'
import { createTopic, fetchFrom, openDoor, produce, readAll, send } from './door.ts'
import { commit, committed, heartbeat, join, sync } from './members.ts'

describe('what changes under live clients', () => {
  it('partitions that are added are there for a group that reads the topic, which goes on', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    const member = await join(wire)
    await sync(wire, member, { [member.memberId]: 'a 0' })
    const topics = [{ name: 'a', count: 3, assignments: null }]
    await wire.ask(messages.createPartitions, { topics, timeoutMs: 1000, validateOnly: false })
    expect(await heartbeat(wire, member)).toBe(errorCode.none)
    expect((await wire.ask(messages.metadata, { topics: [{ name: 'a' }] })).topics[0]?.partitions).toHaveLength(3)
    // The leader sees it, and shares out anew.
    const again = await join(wire, { memberId: member.memberId, metadata: 'a has 3' })
    expect(again.generationId).toBe(member.generationId + 1)
    await sync(wire, again, { [again.memberId]: 'a 0 1 2' })
    await produce(wire, 'a', batchOf(['1']), { partition: 2 })
    expect(await readAll(wire, 'a', 0, { partition: 2 })).toHaveLength(1)
  })

  it('a topic that is deleted and made again begins at 0, and nothing is left of the first', async () => {
    const wire = await (await openDoor()).connect()
    const first = await createTopic(wire, 'a')
    await send(wire, 'a', ['1', '2'], { producerId: 7, epoch: 0, sequence: 0 })
    await commit(wire, 'a', 2)
    await wire.ask(messages.deleteTopics, { topics: [{ name: 'a', topicId: '0'.repeat(32) }], timeoutMs: 1000 })
    expect((await fetchFrom(wire, 'a', 2)).errorCode).toBe(errorCode.unknownTopicOrPartition)
    const second = await createTopic(wire, 'a')
    expect(second?.topicId).not.toBe(first?.topicId)
    expect((await fetchFrom(wire, 'a', 2)).errorCode).toBe(errorCode.offsetOutOfRange)
    expect(await committed(wire, 'a')).toBe(-1)
    // What the producer sent before is no duplicate here.
    expect(await send(wire, 'a', ['3', '4'], { producerId: 7, epoch: 0, sequence: 0 })).toMatchObject({ baseOffset: 0 })
    expect((await readAll(wire, 'a')).map(({ value }) => value)).toEqual(['3', '4'])
  })

  it('a group goes on while others fill the log', async () => {
    const door = await openDoor()
    const [wire, writer] = [await door.connect(), await door.connect()]
    await createTopic(wire, 'a')
    const member = await join(wire)
    await sync(wire, member)
    const batch = batchOf(['x'.repeat(900_000)])
    let isWriting = true
    const writing = Promise.all(Array.from({ length: 40 }, () => produceOn(writer, batch))).then(() => {
      isWriting = false
    })
    while (isWriting) expect(await heartbeat(wire, member)).toBe(errorCode.none)
    await writing
  })
})

describe('produce requests that follow one another without waiting', () => {
  it('are answered and appended in their order, one that fails among them', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    const ask = (value: string, sequence: number) =>
      send(wire, 'a', [value], { producerId: 7, epoch: 0, sequence }).then(({ errorCode: error, baseOffset }) => [
        error,
        baseOffset,
      ])
    const { outOfOrderSequenceNumber } = errorCode
    // The fetch stands behind them, and sees what they appended.
    const [first, second, gap, third, seen] = await Promise.all([
      ask('1', 0),
      ask('2', 1),
      ask('4', 7),
      ask('3', 2),
      readAll(wire, 'a'),
    ])
    expect([first, second, gap, third]).toEqual([
      [0, 0],
      [0, 1],
      [outOfOrderSequenceNumber, -1],
      [0, 2],
    ])
    expect(seen.map(({ value }) => value)).toEqual(['1', '2', '3'])
  })

  it('are answered before one that cannot be read ends the connection', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    const answered = send(wire, 'a', ['1'])
    wire.send(Buffer.from('0000000a0000000900000001ffff', 'hex'))
    expect(await answered).toMatchObject({ errorCode: 0, baseOffset: 0 })
    await wire.closed
  })
})

function produceOn(wire: Parameters<typeof produce>[0], batch: Buffer) {
  return produce(wire, 'a', Buffer.from(batch))
}
