import { crc32c } from '@node-rs/crc32'
import { at, lengthCountsFrom, writeInt64 } from './batch-format.ts'
import type { Header, NewRecord } from './types.ts'
import { varintSize, writeVarint } from './varint.ts'

/** Writes record batches, one after the other, into one buffer that grows and is kept. */
export interface BatchWriter {
  /** Begins a batch; what `finish` gave before is overwritten. */
  begin(baseOffset: number): void
  /** Adds a record. */
  add(record: NewRecord): void
  /** Records so far. */
  readonly count: number
  /** Bytes so far. */
  readonly size: number
  readonly maxTimestamp: number
  /** Bytes of the buffer it keeps. */
  readonly capacity: number
  /** The whole batch; valid until the next `begin`. */
  finish(): Buffer
}

const firstCapacity = 16 * 1024

/** Makes a writer. Strings go straight into the target: no buffer is made for a record. */
export function createBatchWriter(): BatchWriter {
  let bytes = Buffer.allocUnsafeSlow(firstCapacity)
  let size = 0
  let count = 0
  let baseOffset = 0
  let baseTimestamp = 0
  let maxTimestamp = 0

  function reserve(more: number): void {
    if (size + more <= bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, size + more))
    bytes.copy(larger, 0, 0, size)
    bytes = larger
  }

  return {
    get count() {
      return count
    },
    get size() {
      return size
    },
    get maxTimestamp() {
      return maxTimestamp
    },
    get capacity() {
      return bytes.length
    },

    begin(offset) {
      baseOffset = offset
      size = at.records
      count = 0
    },

    add(record) {
      if (count === 0) baseTimestamp = maxTimestamp = record.timestamp
      if (record.timestamp > maxTimestamp) maxTimestamp = record.timestamp
      reserve(sizeBound(record))
      size = writeRecord(bytes, size, record, record.timestamp - baseTimestamp, count)
      count += 1
    },

    finish() {
      writeInt64(bytes, at.baseOffset, baseOffset)
      bytes.writeInt32BE(size - lengthCountsFrom, at.batchLength)
      bytes.writeInt32BE(0, at.leaderEpoch)
      bytes[at.magic] = 2
      bytes.writeInt16BE(0, at.attributes)
      bytes.writeInt32BE(count - 1, at.lastOffsetDelta)
      writeInt64(bytes, at.baseTimestamp, baseTimestamp)
      writeInt64(bytes, at.maxTimestamp, maxTimestamp)
      writeInt64(bytes, at.producerId, -1)
      bytes.writeInt16BE(-1, at.producerEpoch)
      bytes.writeInt32BE(-1, at.baseSequence)
      bytes.writeInt32BE(count, at.recordsCount)
      bytes.writeUInt32BE(crc32c(bytes.subarray(at.attributes, size)), at.crc)
      return bytes.subarray(0, size)
    },
  }
}

// Five bytes for each varint (ten for the varlong), three for each UTF-16 unit of a string.
function sizeBound(record: NewRecord): number {
  let bound = 40 + (record.key?.length ?? 0) + textBound(record.value)
  for (const header of record.headers ?? []) bound += 10 + header.key.length * 3 + (header.value?.length ?? 0)
  return bound
}

function textBound(value: NewRecord['value']): number {
  if (value === null) return 0
  return typeof value === 'string' ? value.length * 3 : value.length
}

const noHeaders: readonly Header[] = []

function writeRecord(bytes: Buffer, start: number, record: NewRecord, timestampDelta: number, index: number): number {
  const { value, key = null, headers = noHeaders } = record
  const beforeValue = 1 + varintSize(timestampDelta) + varintSize(index) + bytesSize(key)
  const behindValue = headersSize(headers)
  let length = value === null ? -1 : value.length
  let body = beforeValue + valueSize(length) + behindValue
  let valueAt = start + varintSize(body) + beforeValue + varintSize(length)

  if (typeof value === 'string') {
    // Most events are ASCII: as many bytes as units, and the guess above holds. Else the text moves on by a byte or two.
    const written = bytes.write(value, valueAt)
    if (written !== length) {
      const guessedAt = valueAt
      length = written
      body = beforeValue + valueSize(length) + behindValue
      valueAt = start + varintSize(body) + beforeValue + varintSize(length)
      if (valueAt !== guessedAt) bytes.copyWithin(valueAt, guessedAt, guessedAt + length)
    }
  } else if (value !== null) {
    bytes.set(value, valueAt)
  }

  let position = writeVarint(bytes, start, body)
  bytes[position++] = 0
  position = writeVarint(bytes, position, timestampDelta)
  position = writeVarint(bytes, position, index)
  position = writeBytes(bytes, position, key)
  position = writeVarint(bytes, position, length) + Math.max(0, length)
  return writeHeaders(bytes, position, headers)
}

function valueSize(length: number): number {
  return varintSize(length) + Math.max(0, length)
}

function bytesSize(content: Uint8Array | null): number {
  return content === null ? 1 : varintSize(content.length) + content.length
}

function writeBytes(bytes: Buffer, start: number, content: Uint8Array | null): number {
  if (content === null) return writeVarint(bytes, start, -1)
  const position = writeVarint(bytes, start, content.length)
  bytes.set(content, position)
  return position + content.length
}

function headersSize(headers: readonly Header[]): number {
  let size = varintSize(headers.length)
  for (const header of headers) {
    const keyLength = Buffer.byteLength(header.key)
    size += varintSize(keyLength) + keyLength + bytesSize(header.value)
  }
  return size
}

function writeHeaders(bytes: Buffer, start: number, headers: readonly Header[]): number {
  let position = writeVarint(bytes, start, headers.length)
  for (const header of headers) {
    position = writeVarint(bytes, position, Buffer.byteLength(header.key))
    position += bytes.write(header.key, position)
    position = writeBytes(bytes, position, header.value)
  }
  return position
}
