import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { at } from '../../server/log/batch-format.ts'
import { batchesIn, batchOf, recordsIn, sealed } from './batches.ts'
import { createTopic, fetchFrom, fetchRequest, openDoor, produce, readAll, send } from './door.ts'

describe('producing', () => {
  it.each([3, 7, 8, 9])('answers with the offset once the batch can be read, in version %i', async version => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    expect(await produce(wire, 'a', batchOf(['0', '1']), { version })).toMatchObject({ errorCode: 0, baseOffset: 0 })
    expect(await produce(wire, 'a', batchOf(['2']), { version })).toMatchObject({ errorCode: 0, baseOffset: 2 })
    expect((await readAll(wire, 'a')).map(({ value }) => value)).toEqual(['0', '1', '2'])
  })

  it.each([
    ['has a checksum that does not hold', broken(batchOf(['v'])), errorCode.corruptMessage],
    ['is cut off', batchOf(['v']).subarray(0, -1), errorCode.corruptMessage],
    ['is of the time before Kafka 0.11', batchOf(['v'], { magic: 1 }), errorCode.unsupportedForMessageFormat],
    ['says that it has more records than it has', batchOf(['v'], { lastOffsetDelta: 4 }), errorCode.invalidRecord],
    ['is a control batch', batchOf(['v'], { attributes: 0x20 }), errorCode.invalidRecord],
    ['has no record', batchOf([]), errorCode.invalidRecord],
    ['names a codec that there is not', batchOf(['v'], { attributes: 5 }), errorCode.unsupportedCompressionType],
    ['has a producer and no sequence', batchOf(['v'], { producerId: 7, epoch: 0 }), errorCode.invalidRecord],
    ['has records of another length', lengthened(batchOf(['v'])), errorCode.invalidRecord],
    ['is larger than the topic takes', batchOf(['v'.repeat(2000)]), errorCode.messageTooLarge],
    ['is none', Buffer.alloc(0), errorCode.invalidRecord],
  ])('refuses a batch that %s, and stores nothing', async (_, batch, error) => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a', 1, { 'max.message.bytes': '1000' })
    expect(await produce(wire, 'a', batch)).toMatchObject({ errorCode: error, baseOffset: -1 })
    expect(await readAll(wire, 'a')).toEqual([])
  })

  it.each([
    ['an unknown topic', 'b', 0, errorCode.unknownTopicOrPartition],
    ['an unknown partition', 'a', 1, errorCode.unknownTopicOrPartition],
    ["the sandbox's own topics", '_sandbox.rejections', 0, errorCode.invalidTopic],
  ])('refuses a batch for %s', async (_, topic, partition, error) => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 'a')
    door.log.createTopic('_sandbox.rejections', 1)
    expect((await produce(wire, topic, batchOf(['v']), { partition })).errorCode).toBe(error)
  })

  it('takes several batches for a partition, all or none', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    const several = [batchOf(['0']), batchOf(['1', '2']), batchOf(['3'])]
    expect(await produce(wire, 'a', Buffer.concat(several))).toMatchObject({ errorCode: 0, baseOffset: 0 })
    expect((await readAll(wire, 'a')).map(({ offset }) => offset)).toEqual([0, 1, 2, 3])
    const spoilt = Buffer.concat([batchOf(['4']), broken(batchOf(['5']))])
    expect((await produce(wire, 'a', spoilt)).errorCode).toBe(errorCode.corruptMessage)
    expect(await readAll(wire, 'a')).toHaveLength(4)
  })

  it('answers nothing with acks 0, and the next request in its place', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    wire.tell(messages.produce, unanswered('a', batchOf(['quiet'])))
    expect((await readAll(wire, 'a')).map(({ value }) => value)).toEqual(['quiet'])
  })

  it('hangs up where a batch with acks 0 cannot be taken', async () => {
    const wire = await (await openDoor()).connect()
    wire.tell(messages.produce, unanswered('nowhere', batchOf(['lost'])))
    await wire.closed
  })

  it('refuses messages of before Kafka 0.11 in the words of their versions', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    expect((await produce(wire, 'a', batchOf(['v']), { version: 2 })).errorCode).toBe(errorCode.unsupportedVersion)
  })

  it('keeps a batch that nobody can unpack from hiding those beside it', async () => {
    const door = await openDoor()
    const wire = await door.connect()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['before'])
    expect((await produce(wire, 'a', batchOf(['not gzip'], { attributes: 1 }))).errorCode).toBe(errorCode.none)
    await send(wire, 'a', ['behind'])
    expect(door.log.read('a', 0, 0).map(({ value }) => String(value))).toEqual(['before', 'behind'])
    expect(door.log.read('a', 0, 1, { limit: 1 }).map(({ value }) => String(value))).toEqual(['behind'])
    expect(batchesIn((await fetchFrom(wire, 'a', 0)).records)).toHaveLength(3)
  })
})

describe('fetching', () => {
  it.each([4, 7, 11, 12])('gives the batches as they were sent but for their offsets, in version %i', async version => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    const batches = [batchOf(['0', '1']), batchOf(['2'])]
    for (const batch of batches) await produce(wire, 'a', Buffer.from(batch))
    const answer = await fetchFrom(wire, 'a', 0, { version })
    const given = batchesIn(answer.records)
    expect(given.map(batch => Number(batch.readBigInt64BE(0)))).toEqual([0, 2])
    expect(given.map(batch => batch.subarray(16))).toEqual(batches.map(batch => batch.subarray(16)))
    expect(answer).toMatchObject({ errorCode: 0, highWatermark: 3, lastStableOffset: 3 })
  })

  it('gives the whole batch that an offset is in the middle of', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['0', '1', '2'])
    expect((await readAll(wire, 'a', 2)).map(({ offset }) => offset)).toEqual([0, 1, 2])
    expect(await readAll(wire, 'a', 3)).toEqual([])
  })

  it('gives a first batch larger than the limit, and a second one only within it', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    for (const value of ['0', '1', '2']) await send(wire, 'a', [value.repeat(500)])
    expect(await readAll(wire, 'a', 0, { maxBytes: 1 })).toHaveLength(1)
    expect(await readAll(wire, 'a', 0, { maxBytes: 1200 })).toHaveLength(2)
  })

  it('gives one large batch in all, whichever partition has it', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a', 3)
    for (const partition of [1, 2]) await produce(wire, 'a', batchOf(['x'.repeat(500)]), { partition })
    const partitions = [0, 1, 2].map(partition => ({ partition, fetchOffset: 0, partitionMaxBytes: 10 }))
    const request = { ...fetchRequest('a', 0), maxBytes: 10, topics: [{ topic: 'a', partitions }] }
    const { responses } = await wire.ask(messages.fetch, request)
    expect(responses[0]?.partitions.map(({ records }) => recordsIn(records).length)).toEqual([0, 1, 0])
  })

  it('waits for a record, and for as many bytes as are asked for', async () => {
    const door = await openDoor()
    const [reader, writer] = [await door.connect(), await door.connect()]
    await createTopic(writer, 'a')
    const answer = fetchFrom(reader, 'a', 0, { maxWaitMs: 30_000, minBytes: 150 })
    for (const value of ['0', '1', '2']) await send(writer, 'a', [value])
    expect(recordsIn((await answer).records).length).toBeGreaterThan(1)
  })

  it('waits no longer than it is told', async () => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    expect(await readAll(wire, 'a', 0, { maxWaitMs: 20 })).toEqual([])
  })

  it('answers the requests of a connection in their order while a fetch waits', async () => {
    const door = await openDoor()
    const [wire, writer] = [await door.connect(), await door.connect()]
    await createTopic(writer, 'a')
    wire.tell(messages.fetch, fetchRequest('a', 0, { maxWaitMs: 30_000 }))
    wire.tell(messages.apiVersions, {}, 0)
    await send(writer, 'a', ['v'])
    expect((await wire.frame()).readInt32BE(0)).toBe(1)
    expect((await wire.frame()).readInt32BE(0)).toBe(2)
  })

  it('tells who waits that the topic is deleted', async () => {
    const door = await openDoor()
    const [reader, admin] = [await door.connect(), await door.connect()]
    await createTopic(admin, 'a')
    const answer = fetchFrom(reader, 'a', 0, { maxWaitMs: 30_000 })
    await admin.ask(messages.deleteTopics, { topics: [{ name: 'a', topicId: '0'.repeat(32) }], timeoutMs: 1000 })
    expect((await answer).errorCode).toBe(errorCode.unknownTopicOrPartition)
  })

  it('forgets a client that is killed while it waits', async () => {
    const door = await openDoor()
    const [reader, writer] = [await door.connect(), await door.connect()]
    await createTopic(writer, 'a')
    reader.tell(messages.fetch, fetchRequest('a', 0, { maxWaitMs: 2_000_000_000 }))
    reader.kill()
    await send(writer, 'a', ['v'])
    expect(await readAll(writer, 'a')).toHaveLength(1)
    await door.stop()
  })

  it.each([
    ['before the log start', 0, errorCode.offsetOutOfRange],
    ['behind the end', 4, errorCode.offsetOutOfRange],
    ['at the end', 3, errorCode.none],
  ])('an offset %s', async (_, offset, error) => {
    const wire = await (await openDoor()).connect()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['0', '1', '2'])
    await wire.ask(messages.deleteRecords, {
      topics: [{ name: 'a', partitions: [{ partitionIndex: 0, offset: 1 }] }],
      timeoutMs: 1000,
    })
    const answer = await fetchFrom(wire, 'a', offset)
    expect(answer).toMatchObject({ errorCode: error, logStartOffset: 1, highWatermark: 3 })
  })
})

describe('listing offsets', () => {
  it.each([1, 2, 5, 6, 7])(
    'finds the ends, a time inside a batch, and the highest time, in version %i',
    async version => {
      const wire = await (await openDoor()).connect()
      await createTopic(wire, 'a')
      await send(wire, 'a', ['0', '1', '2'], { time: 1000 })
      await send(wire, 'a', ['3', '4', '5'], { time: 5000 })
      await send(wire, 'a', ['6'], { time: 2000 })
      const list = async (timestamp: number) => {
        const topics = [{ name: 'a', partitions: [{ partitionIndex: 0, timestamp }] }]
        const answer = await wire.ask(messages.listOffsets, { replicaId: -1, topics }, version)
        const { offset, timestamp: found } = answer.topics[0]?.partitions[0] ?? {}
        return [offset, found]
      }
      expect(await list(-1)).toEqual([7, -1])
      expect(await list(-2)).toEqual([0, -1])
      expect(await list(-3)).toEqual([5, 5002])
      expect(await list(0)).toEqual([0, 1000])
      expect(await list(1002)).toEqual([2, 1002])
      expect(await list(1003)).toEqual([3, 5000])
      expect(await list(5001)).toEqual([4, 5001])
      expect(await list(9999)).toEqual([-1, -1])
    },
  )
})

function broken(batch: Buffer): Buffer {
  batch.writeInt8(batch.readInt8(at.records) ^ 1, at.records)
  return batch
}

function lengthened(batch: Buffer): Buffer {
  const longer = Buffer.concat([batch, Buffer.alloc(3)])
  longer.writeInt32BE(longer.length - 12, at.batchLength)
  return sealed(longer)
}

function unanswered(topic: string, records: Buffer) {
  return {
    transactionalId: null,
    acks: 0,
    timeoutMs: 0,
    topicData: [{ name: topic, partitionData: [{ index: 0, records }] }],
  }
}
