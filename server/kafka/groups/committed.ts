import type { BatchLog, GroupOffset } from '../../log/batch-log.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'

/** An offset as requests bring it. */
export interface OffsetToCommit {
  readonly partitionIndex: number
  readonly committedOffset: number
  readonly committedLeaderEpoch: number
  readonly committedMetadata: string | null
}

// Kafka's offset.metadata.max.bytes.
const largestMetadata = 4096

/** Why an offset cannot be committed; `none` where it can. It may be beyond the end, as in Kafka. */
export function faultOfOffset(log: BatchLog, topic: string, offset: OffsetToCommit): ErrorNumber {
  if (!log.ends(topic, offset.partitionIndex)) return errorCode.unknownTopicOrPartition
  if (Buffer.byteLength(offset.committedMetadata ?? '') > largestMetadata) return errorCode.offsetMetadataTooLarge
  if (!Number.isSafeInteger(offset.committedOffset)) return errorCode.offsetOutOfRange
  return errorCode.none
}

/** The offset as the log keeps it. */
export function offsetOf(topic: string, offset: OffsetToCommit): GroupOffset {
  return {
    topic,
    partition: offset.partitionIndex,
    offset: offset.committedOffset,
    leaderEpoch: offset.committedLeaderEpoch,
    metadata: offset.committedMetadata,
  }
}
