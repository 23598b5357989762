import { crc32c } from '@node-rs/crc32'
import { at, attribute, lengthCountsFrom, writeInt64 } from './batch-format.ts'
import { varintSize, writeVarint } from './varint.ts'

/*
 * The marker at the end of a transaction: a batch of one record.
 *   Key   => Version Type          Value => Version CoordinatorEpoch
 *     Version => int16, 0            Version          => int16, 0
 *     Type    => int16, 0 abort,     CoordinatorEpoch => int32
 *                       1 commit
 */

/** The batch that ends a transaction in a partition. */
export function controlBatch(marker: {
  producerId: number
  epoch: number
  isCommitted: boolean
  timestamp: number
}): Buffer {
  const key = Buffer.from([0, 0, 0, marker.isCommitted ? 1 : 0])
  const value = Buffer.alloc(6)
  const body = Buffer.concat([
    // Attributes, timestamp delta, offset delta.
    Buffer.alloc(3),
    varint(key.length),
    key,
    varint(value.length),
    value,
    // No headers.
    varint(0),
  ])
  const record = Buffer.concat([varint(body.length), body])
  const batch = Buffer.alloc(at.records + record.length)
  record.copy(batch, at.records)
  batch.writeInt32BE(batch.length - lengthCountsFrom, at.batchLength)
  batch.writeInt8(2, at.magic)
  batch.writeInt16BE(attribute.transactional | attribute.control, at.attributes)
  writeInt64(batch, at.baseTimestamp, marker.timestamp)
  writeInt64(batch, at.maxTimestamp, marker.timestamp)
  writeInt64(batch, at.producerId, marker.producerId)
  batch.writeInt16BE(marker.epoch, at.producerEpoch)
  batch.writeInt32BE(-1, at.baseSequence)
  batch.writeInt32BE(1, at.recordsCount)
  batch.writeUInt32BE(crc32c(batch.subarray(at.attributes)), at.crc)
  return batch
}

function varint(value: number): Buffer {
  const bytes = Buffer.alloc(varintSize(value))
  writeVarint(bytes, 0, value)
  return bytes
}
