import { isInternal } from '../../intake/rejections.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'
import { errorNumberOf, errorText } from '../errors.ts'
import { messages } from '../messages.ts'

/* CreatePartitions 0-2: enlarges topics. Different: an assignment of replicas is not looked at, there is one broker. */
export function createPartitionsApi({ log }: Broker): Api {
  return api(messages.createPartitions, ({ topics, validateOnly }) => ({
    results: topics.map(({ name, count }) => ({ name, ...enlarge(name, count, validateOnly) })),
  }))

  function enlarge(name: string, count: number, validateOnly: boolean) {
    const failed = (error: ErrorNumber, errorMessage: string | null) => ({ errorCode: error, errorMessage })
    const before = log.describe(name)?.partitions
    if (before === undefined) return failed(errorCode.unknownTopicOrPartition, 'The topic does not exist.')
    if (isInternal(name)) return failed(errorCode.invalidTopic, "It is the sandbox's own.")
    if (count <= before || count > mostPartitions) {
      const text = `The topic '${name}' has ${before} partitions; it can have up to ${mostPartitions}, and never fewer.`
      return failed(errorCode.invalidPartitions, text)
    }
    try {
      if (!validateOnly) log.createTopic(name, count)
      return failed(errorCode.none, null)
    } catch (failure) {
      return failed(errorNumberOf(failure), errorText(failure))
    }
  }
}

const mostPartitions = 10_000
