import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { messages } from '../../server/kafka/messages.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { batchOf } from './batches.ts'
import { createTopic, openDoor, readAll, send } from './door.ts'
import type { Wire } from './wire.ts'

describe('an idempotent producer', () => {
  it('is given an id that nobody had, also after a restart', async () => {
    const storage = temporaryFolder()
    const door = await openDoor({ storage })
    const wire = await door.connect()
    const ids = [await newProducer(wire), await newProducer(wire)]
    await door.stop()
    ids.push(await newProducer(await (await openDoor({ storage })).connect()))
    expect(new Set(ids).size).toBe(3)
  })

  it('that repeats a batch, for the answer was lost, gets the first offset and no second record', async () => {
    const { wire, batch } = await begin()
    for (const sequence of [0, 1, 2, 3, 4]) await batch(sequence)
    for (const sequence of [4, 0]) expect(await batch(sequence)).toEqual([errorCode.none, sequence])
    expect(await readAll(wire, 'a')).toHaveLength(5)
    expect(await batch(5)).toEqual([errorCode.none, 5])
  })

  it('that repeats a batch of long ago, or leaves one out, is told so', async () => {
    const { wire, batch } = await begin()
    for (const sequence of [0, 1, 2, 3, 4, 5]) await batch(sequence)
    for (const sequence of [0, 7]) expect(await batch(sequence)).toEqual([errorCode.outOfOrderSequenceNumber, -1])
    expect(await readAll(wire, 'a')).toHaveLength(6)
  })

  it('may have several batches on the way, from several connections, and repeat them all', async () => {
    const { door, wire, producerId } = await begin()
    const batches = [0, 1, 2, 3, 4].map(sequence => batchOf(['v'], { producerId, epoch: 0, sequence }))
    const append = () => batches.map(batch => door.log.appendBatches('a', 0, [Buffer.from(batch)], { door: 'kafka' }))
    const offsets = (await Promise.all([...append(), ...append()])).map(({ baseOffset }) => baseOffset)
    expect(offsets).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
    expect(await readAll(wire, 'a')).toHaveLength(5)
  })

  it('begins again at 0 behind the last sequence of 31 bits', async () => {
    const { wire, producerId } = await begin()
    const last = 2 ** 31 - 2
    const first = await send(wire, 'a', ['0', '1', '2'], { producerId, epoch: 0, sequence: last })
    const again = await send(wire, 'a', ['0', '1', '2'], { producerId, epoch: 0, sequence: last })
    const next = await send(wire, 'a', ['3'], { producerId, epoch: 0, sequence: 1 })
    expect([first.baseOffset, again.baseOffset, next.baseOffset]).toEqual([0, 0, 3])
  })

  it('with a higher epoch begins at 0, and the one before is fenced', async () => {
    const { batch } = await begin()
    await batch(0)
    expect(await batch(1, 1)).toEqual([errorCode.outOfOrderSequenceNumber, -1])
    expect(await batch(0, 1)).toEqual([errorCode.none, 1])
    expect(await batch(1, 0)).toEqual([errorCode.invalidProducerEpoch, -1])
    expect(await batch(1, 1)).toEqual([errorCode.none, 2])
  })

  it('is known after a restart: a batch sent again is seen, the next one follows', async () => {
    const storage = temporaryFolder()
    const { door, batch } = await begin(storage)
    for (const sequence of [0, 1]) await batch(sequence)
    await door.stop()
    const wire = await (await openDoor({ storage })).connect()
    const sendSequence = async (sequence: number) =>
      (await send(wire, 'a', [`v${sequence}`], { producerId: 1, epoch: 0, sequence })).baseOffset
    expect([await sendSequence(1), await sendSequence(2), await sendSequence(4)]).toEqual([1, 2, -1])
  })

  it('that nobody knows any more may go on where it is', async () => {
    const { wire } = await begin()
    const answer = await send(wire, 'a', ['v'], { producerId: 4711, epoch: 3, sequence: 99 })
    expect(answer).toMatchObject({ errorCode: 0, baseOffset: 0 })
  })
})

async function begin(storage = 'memory') {
  const door = await openDoor({ storage })
  const wire = await door.connect()
  await createTopic(wire, 'a')
  const producerId = await newProducer(wire)
  const batch = async (sequence: number, epoch = 0) => {
    const answer = await send(wire, 'a', [`v${sequence}`], { producerId, epoch, sequence })
    return [answer.errorCode, answer.baseOffset]
  }
  return { door, wire, producerId, batch }
}

async function newProducer(wire: Wire): Promise<number> {
  const answer = await wire.ask(messages.initProducerId, { transactionalId: null, transactionTimeoutMs: 60_000 })
  expect(answer).toMatchObject({ errorCode: 0, producerEpoch: 0 })
  return answer.producerId
}
