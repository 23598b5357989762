import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'
import { fencedAs } from '../transactions/fenced.ts'

/* AddPartitionsToTxn 0-3: partitions that a transaction writes to from now on, all or none. */
export function addPartitionsToTxnApi({ log, transactions }: Broker): Api {
  return api(messages.addPartitionsToTxn, (request, { version }) => {
    const places = request.topics.flatMap(({ name, partitions }) =>
      partitions.map(partition => ({ topic: name, partition })),
    )
    const isThere = places.every(({ topic, partition }) => log.ends(topic, partition))
    const error = isThere ? fencedAs(transactions.addPartitions(request, places), version >= 2) : undefined
    return {
      results: request.topics.map(({ name, partitions }) => ({
        name,
        resultsByPartition: partitions.map(partition => ({
          partitionIndex: partition,
          partitionErrorCode: error ?? missing(name, partition),
        })),
      })),
    }
  })

  function missing(topic: string, partition: number) {
    return log.ends(topic, partition) ? errorCode.operationNotAttempted : errorCode.unknownTopicOrPartition
  }
}
