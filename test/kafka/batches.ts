import { crc32c } from '@node-rs/crc32'
import { at, attribute, writeInt64 } from '../../server/log/batch-format.ts'
import { readRecords } from '../../server/log/batch-reader.ts'
import { createBatchWriter } from '../../server/log/batch-writer.ts'

/** What a test sets of a batch. */
export interface BatchFields {
  readonly producerId?: number
  readonly epoch?: number
  readonly sequence?: number
  readonly isTransactional?: boolean
  readonly attributes?: number
  readonly lastOffsetDelta?: number
  readonly magic?: number
  /** The time of the first record; the next ones follow by a millisecond each. */
  readonly time?: number
  readonly keys?: readonly (string | null)[]
}

/** A batch as a producer sends it. */
export function batchOf(values: readonly (string | null)[], fields: BatchFields = {}): Buffer {
  const writer = createBatchWriter()
  const { time = 1_700_000_000_000, keys = [] } = fields
  writer.begin(0)
  for (const [index, value] of values.entries()) {
    const key = keys[index]
    writer.add({ topic: '', timestamp: time + index, value, key: key == null ? null : Buffer.from(key) })
  }
  const batch = Buffer.from(writer.finish())
  const { producerId = -1, epoch = -1, sequence = -1, isTransactional = false } = fields
  writeInt64(batch, at.producerId, producerId)
  batch.writeInt16BE(epoch, at.producerEpoch)
  batch.writeInt32BE(sequence, at.baseSequence)
  batch.writeInt16BE((fields.attributes ?? 0) | (isTransactional ? attribute.transactional : 0), at.attributes)
  if (fields.lastOffsetDelta !== undefined) batch.writeInt32BE(fields.lastOffsetDelta, at.lastOffsetDelta)
  if (fields.magic !== undefined) batch.writeInt8(fields.magic, at.magic)
  return sealed(batch)
}

/** The batch with a checksum that holds. */
export function sealed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(at.attributes)), at.crc)
  return batch
}

/** A record as a consumer sees it. */
export interface SeenRecord {
  readonly offset: number
  readonly value: string | null
}

/** The records in what a fetch gave; markers of transactions have none. */
export function recordsIn(bytes: Buffer | readonly Buffer[] | null): SeenRecord[] {
  return batchesIn(bytes).flatMap(batch => {
    const base = Number(batch.readBigInt64BE(at.baseOffset))
    return readRecords(batch).map(({ offsetDelta, value }) => ({
      offset: base + offsetDelta,
      value: value?.toString() ?? null,
    }))
  })
}

/** The batches in what a fetch gave. */
export function batchesIn(bytes: Buffer | readonly Buffer[] | null): Buffer[] {
  let rest = Buffer.isBuffer(bytes) ? bytes : Buffer.concat(bytes ?? [])
  const batches: Buffer[] = []
  while (rest.length > 0) {
    const length = rest.readInt32BE(at.batchLength) + 12
    batches.push(rest.subarray(0, length))
    rest = rest.subarray(length)
  }
  return batches
}
