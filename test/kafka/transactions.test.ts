import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { batchesIn, batchOf, recordsIn } from './batches.ts'
import { createTopic, fetchFrom, openDoor, produce, readAll, send } from './door.ts'
import { committed } from './members.ts'
import type { Wire } from './wire.ts'

describe('a transaction', () => {
  it('that is committed is read by those who read committed records, once it is', async () => {
    const { wire, producer } = await begin()
    await send(wire, 'a', ['before'])
    await producer.add('a')
    await producer.send('a', ['0', '1'])
    await send(wire, 'a', ['behind'])
    expect(await seen(wire)).toEqual(['before'])
    expect((await readAll(wire, 'a')).map(({ value }) => value)).toEqual(['before', '0', '1', 'behind'])
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ highWatermark: 4, lastStableOffset: 1 })
    expect(await producer.end(true)).toBe(errorCode.none)
    expect(await seen(wire)).toEqual(['before', '0', '1', 'behind'])
    expect(await fetchFrom(wire, 'a', 0)).toMatchObject({ highWatermark: 5, lastStableOffset: 5 })
  })

  it('that is aborted is passed over by them, and named where it begins', async () => {
    const { wire, producer } = await begin()
    await producer.add('a')
    await producer.send('a', ['lost'])
    await producer.end(false)
    await producer.add('a')
    await producer.send('a', ['kept'])
    await producer.end(true)
    expect(await seen(wire)).toEqual(['kept'])
    const { abortedTransactions } = await fetchFrom(wire, 'a', 0, { isCommitted: true })
    expect(abortedTransactions).toEqual([{ producerId: producer.id, firstOffset: 0 }])
    expect((await fetchFrom(wire, 'a', 2, { isCommitted: true })).abortedTransactions).toEqual([])
  })

  it('wakes a reader of committed records when it ends', async () => {
    const { door, wire, producer } = await begin()
    await producer.add('a')
    await producer.send('a', ['v'])
    const reader = await door.connect()
    const answer = fetchFrom(reader, 'a', 0, { isCommitted: true, maxWaitMs: 30_000 })
    await producer.end(true)
    expect(recordsIn((await answer).records)).toHaveLength(1)
    expect(batchesIn((await fetchFrom(wire, 'a', 0)).records)).toHaveLength(2)
  })

  it('commits offsets for a group with it, or none', async () => {
    const { wire, producer } = await begin()
    expect(await producer.commit('a', 3)).toBe(errorCode.invalidTxnState)
    await wire.ask(messages.addOffsetsToTxn, { ...producer.identity, groupId: 'g' })
    expect(await producer.commit('a', 3)).toBe(errorCode.none)
    expect(await committed(wire, 'a')).toBe(-1)
    expect(await committed(wire, 'a', true)).toBe(`error ${errorCode.unstableOffsetCommit}`)
    await producer.end(false)
    expect(await committed(wire, 'a', true)).toBe(-1)
    await wire.ask(messages.addOffsetsToTxn, { ...producer.identity, groupId: 'g' })
    await producer.commit('a', 4)
    await producer.end(true)
    expect(await committed(wire, 'a')).toBe(4)
  })

  it('is aborted when another producer takes its id, and the first one is fenced', async () => {
    const { door, wire, producer } = await begin()
    await producer.add('a')
    await producer.send('a', ['lost'])
    const second = await newProducer(await door.connect())
    expect(second.identity).toMatchObject({ producerId: producer.id, producerEpoch: 1 })
    expect(await producer.send('a', ['late'])).toBe(errorCode.invalidProducerEpoch)
    expect(await producer.end(true)).toBe(errorCode.producerFenced)
    await second.add('a')
    await second.send('a', ['kept'])
    await second.end(true)
    expect(await seen(wire)).toEqual(['kept'])
  })

  it('is aborted when its time is over', async () => {
    const { door, wire, producer } = await begin({ timeoutMs: 30 })
    await producer.add('a')
    await producer.send('a', ['lost'])
    await send(wire, 'a', ['behind'])
    const reader = await door.connect()
    const answer = await fetchFrom(reader, 'a', 0, { isCommitted: true, maxWaitMs: 30_000 })
    expect(answer.abortedTransactions).toHaveLength(1)
    expect(await seen(wire)).toEqual(['behind'])
    expect(await producer.end(true)).toBe(errorCode.producerFenced)
  })

  it('that was open goes on after a restart', async () => {
    const storage = temporaryFolder()
    const { door, producer } = await begin({ storage })
    await producer.add('a')
    await producer.send('a', ['0'])
    await door.stop()
    const again = await openDoor({ storage })
    const wire = await again.connect()
    expect(await seen(wire)).toEqual([])
    const same = producerOver(wire, producer.identity, 1)
    expect(await same.send('a', ['1'])).toBe(errorCode.none)
    expect(await same.end(true)).toBe(errorCode.none)
    expect(await seen(wire)).toEqual(['0', '1'])
  })

  it('may be ended again where the answer was lost, but not the other way', async () => {
    const { producer } = await begin()
    expect(await producer.end(true)).toBe(errorCode.invalidTxnState)
    await producer.add('a')
    expect([await producer.end(true), await producer.end(true)]).toEqual([errorCode.none, errorCode.none])
    expect(await producer.end(false)).toBe(errorCode.invalidTxnState)
  })

  it('takes no batch for a partition that it did not name', async () => {
    const { wire, producer } = await begin()
    expect(await producer.send('a', ['v'])).toBe(errorCode.invalidTxnState)
    await producer.add('a')
    const batch = batchOf(['v'], { producerId: 4711, epoch: 0, sequence: 0, isTransactional: true })
    expect((await produce(wire, 'a', batch, { id: 'x' })).errorCode).toBe(errorCode.invalidProducerIdMapping)
    expect(await producer.add('nowhere')).toBe(errorCode.unknownTopicOrPartition)
  })

  it.each([
    ['no time', 't', 0, errorCode.invalidTransactionTimeout],
    ['too much time', 't', 900_001, errorCode.invalidTransactionTimeout],
    ['an id of nothing', '', 1000, errorCode.invalidRequest],
  ])('with %s is refused', async (_, transactionalId, transactionTimeoutMs, error) => {
    const wire = await (await openDoor()).connect()
    const answer = await wire.ask(messages.initProducerId, { transactionalId, transactionTimeoutMs })
    expect(answer.errorCode).toBe(error)
  })

  it('has markers that are no events', async () => {
    const { door, producer } = await begin()
    await producer.add('a')
    await producer.send('a', ['v'])
    await producer.end(true)
    expect(door.log.read('a', 0, 0).map(({ value }) => String(value))).toEqual(['v'])
    expect(door.log.read('a', 0, 1)).toEqual([])
    expect(door.log.findOffset('a', 0, 1_800_000_000_000)).toBeUndefined()
  })
})

async function begin({ storage = 'memory', timeoutMs = 60_000 } = {}) {
  const door = await openDoor({ storage })
  const wire = await door.connect()
  await createTopic(wire, 'a')
  return { door, wire, producer: await newProducer(wire, timeoutMs) }
}

async function newProducer(wire: Wire, transactionTimeoutMs = 60_000) {
  const answer = await wire.ask(messages.initProducerId, { transactionalId: 't', transactionTimeoutMs })
  expect(answer.errorCode).toBe(errorCode.none)
  const { producerId, producerEpoch } = answer
  return producerOver(wire, { transactionalId: 't', producerId, producerEpoch })
}

type Identity = { transactionalId: string; producerId: number; producerEpoch: number }

function producerOver(wire: Wire, identity: Identity, sequenceFrom = 0) {
  const { producerId, producerEpoch: epoch } = identity
  let sequence = sequenceFrom
  return {
    id: producerId,
    identity,
    async add(name: string) {
      const topics = [{ name, partitions: [0] }]
      const { results } = await wire.ask(messages.addPartitionsToTxn, { ...identity, topics })
      return results[0]?.resultsByPartition[0]?.partitionErrorCode
    },
    async send(topic: string, values: readonly string[]) {
      const batch = batchOf(values, { producerId, epoch, sequence, isTransactional: true })
      const answer = await produce(wire, topic, batch, { id: 't' })
      if (answer.errorCode === errorCode.none) sequence += values.length
      return answer.errorCode
    },
    async commit(name: string, committedOffset: number) {
      const partitions = [{ partitionIndex: 0, committedOffset, committedMetadata: null }]
      const request = { ...identity, groupId: 'g', topics: [{ name, partitions }] }
      return (await wire.ask(messages.txnOffsetCommit, request)).topics[0]?.partitions[0]?.errorCode
    },
    end: async (isCommitted: boolean) =>
      (await wire.ask(messages.endTxn, { ...identity, committed: isCommitted })).errorCode,
  }
}

// As a consumer does: records of aborted transactions are left out up to their markers.
async function seen(wire: Wire) {
  const { records, abortedTransactions } = await fetchFrom(wire, 'a', 0, { isCommitted: true })
  const aborted = new Set<number>()
  const begins = [...(abortedTransactions ?? [])]
  return batchesIn(records).flatMap(batch => {
    const [producerId, base] = [Number(batch.readBigInt64BE(43)), Number(batch.readBigInt64BE(0))]
    for (const begun of begins) if (begun.firstOffset <= base) aborted.add(begun.producerId)
    const isControl = (batch.readInt16BE(21) & 0x20) !== 0
    if (isControl) {
      aborted.delete(producerId)
      begins.splice(
        0,
        begins.length,
        ...begins.filter(each => each.producerId !== producerId || each.firstOffset > base),
      )
      return []
    }
    return aborted.has(producerId) ? [] : recordsIn(batch).map(({ value }) => value)
  })
}
