import { readFileSync } from 'node:fs'
import * as zlib from 'node:zlib'
import { init as initZstd, compress as zstd } from '@bokuweb/zstd-wasm'
import { crc32c } from '@node-rs/crc32'
import { compressFrameSync } from 'lz4-napi'
import { compressSync as snappy } from 'snappy'
import { beforeAll, describe, expect, it } from 'vitest'
import { at, lengthCountsFrom, readInt64 } from '../../server/log/batch-format.ts'
import { isIntact, readRecords } from '../../server/log/batch-reader.ts'
import { createBatchWriter } from '../../server/log/batch-writer.ts'
import { codecs, decompress } from '../../server/log/compression.ts'
import type { NewRecord } from '../../server/log/types.ts'
import { hasShared, shared } from '../shared.ts'

const records: NewRecord[] = Array.from({ length: 120 }, (_, index) => ({
  topic: 'a',
  timestamp: 1_700_000_000_000 + ((index * 7919) % 1000),
  key: index % 3 === 0 ? null : Buffer.from(`key ${index}`),
  value: index % 5 === 0 ? null : `värde ${index} ${'x'.repeat(index)}`,
  headers: index % 4 === 0 ? [{ key: 'h', value: Buffer.from([index & 255]) }] : [],
}))

// The package that packs for this test is the one that unpacks on Node 20: unpacking starts it, a second start breaks it.
beforeAll(async () => {
  expect(decompress(codecs.indexOf('zstd'), helloZstd).toString()).toBe('hello')
  if (hasZstd) await initZstd()
})
const helloZstd = Buffer.from('28b52ffd200529000068656c6c6f', 'hex')
const hasZstd = 'zstdCompressSync' in zlib

describe('a record batch', () => {
  it('carries its checksum, and shows any byte that changed under it', () => {
    const batch = write(records.slice(0, 3))
    expect(isIntact(batch)).toBe(true)
    for (let position = at.magic; position < batch.length; position += 1) {
      const damaged = Buffer.from(batch)
      damaged.writeUInt8(damaged.readUInt8(position) ^ 1, position)
      expect(isIntact(damaged)).toBe(false)
    }
    expect(isIntact(batch.subarray(0, -1))).toBe(false)
    expect(isIntact(Buffer.concat([batch, Buffer.alloc(1)]))).toBe(false)
  })

  it('gets another base offset and leader epoch without another checksum', () => {
    const batch = write(records.slice(0, 3))
    batch.writeInt32BE(17, at.leaderEpoch)
    batch.writeInt32BE(99, at.baseOffset + 4)
    expect(isIntact(batch)).toBe(true)
  })

  it.each([
    ['gzip', 'gzip', (plain: Buffer) => zlib.gzipSync(plain)],
    ['one block of snappy', 'snappy', (plain: Buffer) => snappy(plain)],
    ['snappy as Java frames it', 'snappy', xerial],
    ['lz4', 'lz4', (plain: Buffer) => compressFrameSync(plain)],
    ['zstd', 'zstd', (plain: Buffer) => Buffer.from(zstd(plain, 3))],
  ] as const)('is read the same packed with %s', (_, codec, pack) => {
    const plain = write(records)
    const packed = repacked(plain, codecs.indexOf(codec), pack(plain.subarray(at.records)))
    expect(isIntact(packed)).toBe(true)
    expect(readRecords(packed)).toEqual(readRecords(plain))
    expect(readRecords(packed, 100, 102)).toEqual(readRecords(plain).slice(100, 103))
  })

  it('has no records for a reader where it is one of the protocol itself', () => {
    const batch = write(records.slice(0, 1))
    batch.writeInt16BE(0x20, at.attributes)
    expect(readRecords(batch)).toEqual([])
  })

  it('is refused, not misread, where its bytes are broken', () => {
    const batch = write(records.slice(1, 3))
    for (let end = at.records + 1; end < batch.length; end += 1) {
      const cut = repacked(batch, 0, batch.subarray(at.records, end))
      expect(() => readRecords(cut)).toThrow(RangeError)
    }
    expect(() => readRecords(repacked(batch, 5, batch.subarray(at.records)))).toThrow('codec 5')
    batch.writeInt8(1, at.magic)
    expect(() => readRecords(batch)).toThrow('magic 1')
  })
})

describe.skipIf(!hasShared)('batches of real clients (../shared/cases/kafka/frames)', () => {
  it.each(['kafkajs', 'java4', 'java39', 'kcat', 'aiokafka'])('are read as they are: %s', client => {
    const batches = capturedBatches(client)
    expect(batches.length).toBeGreaterThan(5)
    for (const batch of batches) {
      expect(isIntact(batch)).toBe(true)
      expect(readRecords(batch)).toHaveLength(batch.readInt32BE(at.recordsCount))
    }
  })

  it('come with all five codecs', () => {
    const found = ['java4', 'java39', 'aiokafka']
      .flatMap(capturedBatches)
      .map(batch => batch.readInt16BE(at.attributes) & 7)
    expect([...new Set(found)].sort()).toEqual([0, 1, 2, 3, 4])
  })

  it('come out of our writer byte for byte, but for what producers and brokers set', () => {
    const plain = ['java4', 'kcat', 'aiokafka', 'kafkajs'].flatMap(capturedBatches).filter(isPlain)
    expect(plain.length).toBeGreaterThan(20)
    for (const batch of plain) {
      const read = readRecords(batch).map(record => ({ topic: 'a', ...record }))
      const ours = write(read, readInt64(batch, at.baseOffset))
      ours.writeInt32BE(batch.readInt32BE(at.leaderEpoch), at.leaderEpoch)
      batch.copy(ours, at.producerId, at.producerId, at.recordsCount)
      ours.writeUInt32BE(crc32c(ours.subarray(at.attributes)), at.crc)
      expect(ours.toString('hex')).toBe(batch.toString('hex'))
    }
  })
})

function write(given: readonly NewRecord[], baseOffset = 0): Buffer<ArrayBuffer> {
  const writer = createBatchWriter()
  writer.begin(baseOffset)
  for (const record of given) writer.add(record)
  return Buffer.from(writer.finish())
}

function repacked(batch: Buffer, codec: number, body: Buffer): Buffer {
  const packed = Buffer.concat([batch.subarray(0, at.records), body])
  packed.writeInt16BE(codec, at.attributes)
  packed.writeInt32BE(packed.length - lengthCountsFrom, at.batchLength)
  packed.writeUInt32BE(crc32c(packed.subarray(at.attributes)), at.crc)
  return packed
}

// As snappy-java frames it, in smaller blocks.
function xerial(plain: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])]
  for (let from = 0; from < plain.length; from += 1024) {
    const block = snappy(plain.subarray(from, from + 1024))
    const length = Buffer.alloc(4)
    length.writeInt32BE(block.length)
    parts.push(length, block)
  }
  return Buffer.concat(parts)
}

const isPlain = (batch: Buffer) => batch.readInt16BE(at.attributes) === 0

// Whatever in a frame is a whole batch with a checksum that holds; the frames around them are another test's matter.
function capturedBatches(client: string): Buffer<ArrayBuffer>[] {
  const { frames } = JSON.parse(readFileSync(shared('cases', 'kafka', 'frames', `${client}.json`), 'utf8')) as {
    frames: { req?: string; resp?: string }[]
  }
  return frames.flatMap(({ req = '', resp = '' }) => [...batchesIn(req), ...batchesIn(resp)])
}

function* batchesIn(hex: string): Generator<Buffer<ArrayBuffer>> {
  const bytes = Buffer.from(hex, 'hex')
  for (let from = 0; from + at.records < bytes.length; from += 1) {
    if (bytes[from + at.magic] !== 2) continue
    const end = from + bytes.readInt32BE(from + at.batchLength) + lengthCountsFrom
    const batch = Buffer.from(bytes.subarray(from, end))
    if (end <= bytes.length && isIntact(batch)) yield batch
  }
}
