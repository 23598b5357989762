import { crc32c } from '@node-rs/crc32'
import { at, attribute, lengthCountsFrom, readInt64 } from './batch-format.ts'
import { decompress } from './compression.ts'
import type { Header } from './types.ts'
import { type ByteReader, readVarint } from './varint.ts'

/** A record as it is in a batch. Key, value and header values are views of the batch's bytes. */
export interface BatchRecord {
  readonly offsetDelta: number
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly Header[]
}

/**
 * The records of a batch whose offset deltas are within `from` and `to` (inclusive), in order. Records outside are
 * stepped over. A control batch has none: its records are the protocol's own. Throws a RangeError on broken bytes.
 */
export function readRecords(batch: Buffer, from = 0, to = Number.POSITIVE_INFINITY): BatchRecord[] {
  if (batch[at.magic] !== 2) throw new RangeError(`A batch has magic ${batch[at.magic]}, not 2.`)
  const attributes = batch.readInt16BE(at.attributes)
  if (attributes & attribute.control) return []
  const bytes = decompress(attributes & attribute.codec, batch.subarray(at.records, batchSize(batch)))
  const times = {
    base: readInt64(batch, at.baseTimestamp),
    append: attributes & attribute.logAppendTime ? readInt64(batch, at.maxTimestamp) : undefined,
  }
  const reader: ByteReader = { bytes, position: 0 }
  const records: BatchRecord[] = []
  for (let left = batch.readInt32BE(at.recordsCount); left > 0; left -= 1) {
    const length = readVarint(reader)
    const end = reader.position + length
    if (length < 0 || end > bytes.length) throw new RangeError('A record is cut off.')
    reader.position += 1
    const timestamp = readVarint(reader) + times.base
    const offsetDelta = readVarint(reader)
    if (offsetDelta > to) break
    if (offsetDelta >= from) {
      const key = readBytes(reader)
      const value = readBytes(reader)
      records.push({ offsetDelta, timestamp: times.append ?? timestamp, key, value, headers: readHeaders(reader) })
    }
    reader.position = end
  }
  return records
}

/** Whether the bytes are one whole batch whose checksum holds. */
export function isIntact(batch: Buffer): boolean {
  if (batch.length < at.records || batch[at.magic] !== 2 || batchSize(batch) !== batch.length) return false
  return crc32c(batch.subarray(at.attributes)) === batch.readUInt32BE(at.crc)
}

function batchSize(batch: Buffer): number {
  return batch.readInt32BE(at.batchLength) + lengthCountsFrom
}

const noHeaders: readonly Header[] = []

function readHeaders(reader: ByteReader): readonly Header[] {
  const count = readVarint(reader)
  if (count <= 0) return noHeaders
  const headers: Header[] = []
  for (let index = 0; index < count; index += 1) {
    const key = readBytes(reader)?.toString() ?? ''
    headers.push({ key, value: readBytes(reader) })
  }
  return headers
}

function readBytes(reader: ByteReader): Buffer | null {
  const length = readVarint(reader)
  if (length < 0) return null
  const start = reader.position
  reader.position += length
  if (reader.position > reader.bytes.length) throw new RangeError('A field is cut off.')
  return reader.bytes.subarray(start, reader.position)
}
