import { crc32c } from '@node-rs/crc32'
import { at, attribute, lengthCountsFrom } from './batch-format.ts'
import { decompress } from './compression.ts'
import { type ByteReader, readVarint } from './varint.ts'

/** A record as compaction sees it. */
export interface CompactRecord {
  readonly offsetDelta: number
  /** The key's bytes as text; null where it has none. */
  readonly key: string | null
  readonly isTombstone: boolean
  /** All of the record, its length included. */
  readonly bytes: Buffer
}

/** The records of a batch that is no marker. Throws a RangeError on broken bytes. */
export function compactRecords(batch: Buffer): CompactRecord[] {
  const attributes = batch.readInt16BE(at.attributes)
  const bytes = decompress(attributes & attribute.codec, batch.subarray(at.records))
  const reader: ByteReader = { bytes, position: 0 }
  return Array.from({ length: batch.readInt32BE(at.recordsCount) }, () => {
    const start = reader.position
    const end = readVarint(reader) + reader.position
    if (end > bytes.length || end <= start) throw new RangeError('A record is cut off.')
    reader.position += 1
    readVarint(reader)
    const offsetDelta = readVarint(reader)
    const keyLength = readVarint(reader)
    const key = keyLength < 0 ? null : bytes.toString('latin1', reader.position, reader.position + keyLength)
    reader.position += Math.max(0, keyLength)
    const isTombstone = readVarint(reader) < 0
    reader.position = end
    return { offsetDelta, key, isTombstone, bytes: bytes.subarray(start, end) }
  })
}

/**
 * The batch with some of its records, without compression. Offsets, times and the producer stay as they were, as the format
 * asks for: a batch may have fewer records than offsets.
 */
export function withRecords(batch: Buffer, records: readonly CompactRecord[]): Buffer {
  const head = Buffer.from(batch.subarray(0, at.records))
  const smaller = Buffer.concat([head, ...records.map(({ bytes }) => bytes)])
  smaller.writeInt32BE(smaller.length - lengthCountsFrom, at.batchLength)
  smaller.writeInt16BE(smaller.readInt16BE(at.attributes) & ~attribute.codec, at.attributes)
  smaller.writeInt32BE(records.length, at.recordsCount)
  smaller.writeUInt32BE(crc32c(smaller.subarray(at.attributes)), at.crc)
  return smaller
}
