import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { errorNumberOf } from '../errors.ts'
import { messages } from '../messages.ts'
import { fencedAs } from '../transactions/fenced.ts'

/*
 * InitProducerId 0-3: an id for an idempotent producer; with a transactional id the same one again, in a higher epoch that
 * fences who had it before. Different: a transaction that is open then is aborted before the answer; Kafka answers
 * CONCURRENT_TRANSACTIONS until that is done.
 */
export function initProducerIdApi({ log, transactions }: Broker): Api {
  return api(messages.initProducerId, async ({ transactionalId, transactionTimeoutMs, ...expected }, { version }) => {
    const refused = (error: number) => ({ errorCode: error, producerId: -1, producerEpoch: -1 })
    try {
      if (transactionalId === null) {
        return { errorCode: errorCode.none, producerId: log.nextProducerId(), producerEpoch: 0 }
      }
      if (transactionalId === '') return refused(errorCode.invalidRequest)
      if (transactionTimeoutMs < 1 || transactionTimeoutMs > longestTimeoutMs) {
        return refused(errorCode.invalidTransactionTimeout)
      }
      const begun = await transactions.begin(transactionalId, transactionTimeoutMs, expected)
      return { ...begun, errorCode: fencedAs(begun.errorCode, version >= 4) }
    } catch (failure) {
      return refused(errorNumberOf(failure))
    }
  })
}

// Kafka's transaction.max.timeout.ms.
const longestTimeoutMs = 15 * 60 * 1000
