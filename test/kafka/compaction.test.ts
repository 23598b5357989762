import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { errorCode } from '../../server/kafka/error-codes.ts'
import { at } from '../../server/log/batch-format.ts'
import { temporaryFolder } from '../log/temporary-folder.ts'
import { batchOf, sealed } from './batches.ts'
import { createTopic, openDoor, produce, readAll, send } from './door.ts'

const now = 1_700_000_000_000

describe('a compacted topic', () => {
  it('keeps the newest record of each key, at its offset, also after a restart', async () => {
    const storage = temporaryFolder()
    const { door, wire, put } = await begin({ storage })
    await put('a', '0', 'b', '1', 'a', '2')
    await put('c', '3', 'b', '4')
    await put('a', '5')
    await door.retain()
    const left = [
      { offset: 3, value: '3' },
      { offset: 4, value: '4' },
      { offset: 5, value: '5' },
    ]
    expect(await readAll(wire, 't')).toEqual(left)
    expect(await readAll(wire, 't', 1)).toEqual(left)
    await door.stop()
    const again = await openDoor({ storage })
    const reader = await again.connect()
    expect(await readAll(reader, 't')).toEqual(left)
    expect((await send(reader, 't', ['6'], { keys: ['a'] })).baseOffset).toBe(6)
    expect(again.log.read('t', 0, 0).map(({ offset }) => offset)).toEqual([3, 4, 5, 6])
  })

  it('keeps what is left of a batch in place, and every consumer can go on behind it', async () => {
    const { door, wire, put } = await begin()
    await put('a', '0', 'b', '1', 'c', '2')
    await put('b', '3', 'b', '4')
    await door.retain()
    expect((await readAll(wire, 't')).map(({ offset }) => offset)).toEqual([0, 2, 4])
    expect(door.log.findOffset('t', 0, 0)?.offset).toBe(0)
    expect(door.log.read('t', 0, 1).map(({ offset }) => offset)).toEqual([2, 4])
  })

  it('unpacks what was packed', async () => {
    const { door, wire } = await begin()
    await produce(wire, 't', packed(batchOf(['0', '1', '2'], { keys: ['a', 'b', 'a'], time: now - 10 })))
    await door.retain()
    expect(await readAll(wire, 't')).toEqual([
      { offset: 1, value: '1' },
      { offset: 2, value: '2' },
    ])
  })

  it('keeps a tombstone until delete.retention.ms is over, and what it deletes is gone at once', async () => {
    const { clock, door, wire, put } = await begin({ settings: { 'delete.retention.ms': '1000' } })
    await put('a', '0')
    await put('a', null)
    await put('b', '2')
    await door.retain()
    expect((await readAll(wire, 't')).map(({ value }) => value)).toEqual([null, '2'])
    clock.time += 11 * 60 * 1000
    await door.retain()
    expect((await readAll(wire, 't')).map(({ value }) => value)).toEqual(['2'])
  })

  it('leaves records alone that are younger than min.compaction.lag.ms', async () => {
    const { door, wire, put } = await begin({ settings: { 'min.compaction.lag.ms': '1000' } })
    await put('a', '0')
    await put('a', '1')
    await door.retain()
    expect(await readAll(wire, 't')).toHaveLength(2)
  })

  it('takes no record without a key', async () => {
    const { wire } = await begin()
    expect((await send(wire, 't', ['v'])).errorCode).toBe(errorCode.invalidRecord)
    expect((await produce(wire, 't', packed(batchOf(['v'])))).errorCode).toBe(errorCode.invalidRecord)
  })

  it('goes on while it is written', async () => {
    const { door, wire, put } = await begin()
    for (let at = 0; at < 40; at += 1) await put('a', `${at}`, 'b', `${at}`)
    const running = door.retain()
    for (let at = 40; at < 60; at += 1) await put('a', `${at}`)
    await running
    const left = await readAll(wire, 't')
    expect(left.at(-1)).toEqual({ offset: 99, value: '59' })
    expect(left.length).toBeLessThan(40)
    expect(left.some(({ offset, value }) => offset === 79 && value === '39')).toBe(true)
  })
})

async function begin({
  storage = 'memory',
  settings = {},
}: {
  storage?: string
  settings?: Record<string, string>
} = {}) {
  const clock = { time: now, now: () => clock.time }
  const door = await openDoor({ storage, clock })
  const wire = await door.connect()
  await createTopic(wire, 't', 1, { 'cleanup.policy': 'compact', ...settings })
  // Keys and values in turn, as one batch.
  const put = async (...pairs: (string | null)[]) => {
    const keys = pairs.filter((_, at) => at % 2 === 0)
    const values = pairs.filter((_, at) => at % 2 === 1)
    expect((await send(wire, 't', values, { keys, time: now - 10 })).errorCode).toBe(0)
  }
  return { clock, door, wire, put }
}

function packed(batch: Buffer): Buffer {
  const smaller = Buffer.concat([batch.subarray(0, at.records), gzipSync(batch.subarray(at.records))])
  smaller.writeInt32BE(smaller.length - 12, at.batchLength)
  smaller.writeInt16BE(1, at.attributes)
  return sealed(smaller)
}
