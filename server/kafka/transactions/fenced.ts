import { type ErrorNumber, errorCode } from '../error-codes.ts'

/** PRODUCER_FENCED under its old number for versions whose clients do not know the new one (KIP-588). */
export function fencedAs(error: ErrorNumber, isKnown: boolean): ErrorNumber {
  return error === errorCode.producerFenced && !isKnown ? errorCode.invalidProducerEpoch : error
}
