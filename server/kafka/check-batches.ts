import { crc32c } from '@node-rs/crc32'
import { at, attribute, lengthCountsFrom, readInt64 } from '../log/batch-format.ts'
import { compactRecords } from '../log/compact-batch.ts'
import { codecs } from '../log/compression.ts'
import { type ByteReader, readVarint } from '../log/varint.ts'
import { type ErrorNumber, errorCode } from './error-codes.ts'

/** A refused batch: the protocol's number, and why in words. */
export interface BatchFault {
  readonly error: ErrorNumber
  readonly text: string
}

/** Why batches cannot be taken, or the batches, as views of the bytes. */
export type CheckedBatches = { readonly batches: readonly Buffer[] } | { readonly fault: BatchFault }

/** What a topic and a version of the request allow. */
export interface BatchLimits {
  readonly maxBytes: number
  readonly allowsZstd: boolean
  /** The topic is compacted: a record without a key has no place in it. */
  readonly needsKeys: boolean
}

/**
 * Looks at what a producer sent, as Kafka's LogValidator does, but unpacks nothing: what cannot be unpacked is stored, and
 * has no records for a reader.
 */
export function checkBatches(records: Buffer, limits: BatchLimits): CheckedBatches {
  const batches: Buffer[] = []
  for (let position = 0; position < records.length; ) {
    const size = sizeAt(records, position)
    if (size === undefined) return { fault: broken('The batch is cut off.') }
    const batch = records.subarray(position, position + size)
    const fault = faultOf(batch, limits)
    if (fault) return { fault }
    batches.push(batch)
    position += size
  }
  if (batches.length === 0) return { fault: invalid('A produce request has at least one batch for a partition.') }
  return { batches }
}

function sizeAt(records: Buffer, position: number): number | undefined {
  if (records.length - position < at.magic + 1) return undefined
  const size = records.readInt32BE(position + at.batchLength) + lengthCountsFrom
  return size <= at.magic || size > records.length - position ? undefined : size
}

function faultOf(batch: Buffer, { maxBytes, allowsZstd, needsKeys }: BatchLimits): BatchFault | undefined {
  const magic = batch.readInt8(at.magic)
  if (magic !== 2) {
    return { error: errorCode.unsupportedForMessageFormat, text: `Batches have magic 2, this one has ${magic}.` }
  }
  if (batch.length < at.records) return broken('The batch is shorter than its head.')
  if (batch.length > maxBytes) {
    const text = `The batch has ${batch.length} bytes, max.message.bytes of the topic is ${maxBytes}.`
    return { error: errorCode.messageTooLarge, text }
  }
  if (crc32c(batch.subarray(at.attributes)) !== batch.readUInt32BE(at.crc)) return broken('The checksum does not hold.')

  const attributes = batch.readInt16BE(at.attributes)
  const codec = attributes & attribute.codec
  const count = batch.readInt32BE(at.recordsCount)
  if (attributes & attribute.control) return invalid('Only a broker writes control batches.')
  if (codec >= codecs.length)
    return { error: errorCode.unsupportedCompressionType, text: `There is no codec ${codec}.` }
  if (codecs[codec] === 'zstd' && !allowsZstd) {
    return { error: errorCode.unsupportedCompressionType, text: 'zstd needs version 7 of Produce.' }
  }
  if (count < 1 || batch.readInt32BE(at.lastOffsetDelta) !== count - 1) {
    return invalid(`The batch has ${count} records and ${batch.readInt32BE(at.lastOffsetDelta) + 1} offsets.`)
  }
  if (attributes & attribute.logAppendTime || !areTimes(batch)) {
    return { error: errorCode.invalidTimestamp, text: 'A record has its own time, in milliseconds.' }
  }
  const producerId = readInt64(batch, at.producerId)
  if (!Number.isSafeInteger(producerId) || (producerId >= 0 && batch.readInt32BE(at.baseSequence) < 0)) {
    return invalid('A batch of an idempotent producer has a sequence number.')
  }
  if (codec === 0 && !hasRecords(batch, count)) return invalid(`The batch does not have ${count} whole records.`)
  return needsKeys ? faultOfKeys(batch) : undefined
}

// The one thing for which a batch is unpacked.
function faultOfKeys(batch: Buffer): BatchFault | undefined {
  try {
    const isKeyless = compactRecords(batch).some(({ key }) => key === null)
    return isKeyless ? invalid('Compacted topic cannot accept message without key.') : undefined
  } catch {
    return broken('The batch cannot be unpacked.')
  }
}

function areTimes(batch: Buffer): boolean {
  return [at.baseTimestamp, at.maxTimestamp].every(position => Number.isSafeInteger(readInt64(batch, position)))
}

// By their lengths alone: 30 ns a record.
function hasRecords(batch: Buffer, count: number): boolean {
  const reader: ByteReader = { bytes: batch, position: at.records }
  try {
    for (let left = count; left > 0; left -= 1) {
      const length = readVarint(reader)
      if (length < smallestRecord) return false
      reader.position += length
    }
  } catch {
    return false
  }
  return reader.position === batch.length
}

// Attributes, two deltas, two lengths and a count, a byte each.
const smallestRecord = 6

function broken(text: string): BatchFault {
  return { error: errorCode.corruptMessage, text }
}

function invalid(text: string): BatchFault {
  return { error: errorCode.invalidRecord, text }
}
