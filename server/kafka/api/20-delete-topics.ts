import { isInternal } from '../../intake/rejections.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { errorNumberOf, errorText } from '../errors.ts'
import { messages } from '../messages.ts'

/* DeleteTopics 1-6, by name or by id. A topic is gone for everybody when the answer is there. */
export function deleteTopicsApi({ log }: Broker): Api {
  return api(messages.deleteTopics, ({ topics, topicNames }) => ({
    responses: [
      ...topicNames.map(name => ({ name, ...remove(name) })),
      ...topics.map(({ name, topicId }) => {
        const found = name ?? log.topicByUuid(topicId)
        if (found === undefined) return { name: null, topicId, errorCode: errorCode.unknownTopicId }
        return { name: found, topicId: log.describe(found)?.uuid ?? topicId, ...remove(found) }
      }),
    ],
  }))

  function remove(name: string) {
    if (isInternal(name)) return { errorCode: errorCode.invalidTopic, errorMessage: "It is the sandbox's own." }
    try {
      log.deleteTopic(name)
      return { errorCode: errorCode.none }
    } catch (failure) {
      return { errorCode: errorNumberOf(failure), errorMessage: errorText(failure) }
    }
  }
}
