import { SandboxError } from '../base/errors.ts'
import { type ErrorNumber, errorCode } from './error-codes.ts'

const numbers: Partial<Record<SandboxError['code'], ErrorNumber>> = {
  partition_unknown: errorCode.unknownTopicOrPartition,
  topic_unknown: errorCode.unknownTopicOrPartition,
  topic_exists: errorCode.topicAlreadyExists,
  topic_invalid: errorCode.invalidTopic,
  offset_out_of_range: errorCode.offsetOutOfRange,
  record_too_large: errorCode.messageTooLarge,
  sequence_gap: errorCode.outOfOrderSequenceNumber,
  producer_fenced: errorCode.invalidProducerEpoch,
  bad_request: errorCode.invalidRequest,
  // Clients try again on this one: the disk may have room by then.
  storage_full: errorCode.storageError,
  storage_failed: errorCode.storageError,
}

/** The protocol's number for a failure of the log; what has none is thrown on, and ends the connection. */
export function errorNumberOf(failure: unknown): ErrorNumber {
  const number = failure instanceof SandboxError ? numbers[failure.code] : undefined
  if (number === undefined) throw failure
  return number
}

/** The words for a failure, with what to do now. */
export function errorText(failure: unknown): string | null {
  if (!(failure instanceof SandboxError)) return null
  return failure.hint ? `${failure.message} ${failure.hint}` : failure.message
}
