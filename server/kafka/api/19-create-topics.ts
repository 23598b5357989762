import { SandboxError } from '../../base/errors.ts'
import { isInternal } from '../../intake/rejections.ts'
import { faultOfSettings, topicSettings } from '../../log/topic-settings.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import type { RequestOf } from '../codec/message.ts'
import { type ErrorNumber, errorCode } from '../error-codes.ts'
import { errorNumberOf, errorText } from '../errors.ts'
import { messages } from '../messages.ts'

/*
 * CreateTopics 2-7. A topic is there for everybody when the answer is. There is one replica, whatever is asked for: the
 * replication factors that production has must work here. Different: an assignment of replicas is read for its number of
 * partitions only.
 */
export function createTopicsApi({ log }: Broker): Api {
  return api(messages.createTopics, ({ topics, validateOnly }) => {
    const names = topics.map(({ name }) => name)
    return {
      topics: topics.map(topic => {
        const isTwice = names.indexOf(topic.name) !== names.lastIndexOf(topic.name)
        const fault = isTwice ? failed(errorCode.invalidRequest, 'The request names the topic twice.') : faultOf(topic)
        return { name: topic.name, ...(fault ?? create(topic, validateOnly)) }
      }),
    }
  })

  function faultOf({ name, numPartitions, assignments, configs }: NewTopic) {
    if (isInternal(name)) return failed(errorCode.invalidTopic, 'Names with "_sandbox." are the sandbox\'s own.')
    if (log.topic(name)) return failed(errorCode.topicAlreadyExists, `Topic '${name}' already exists.`)
    if (assignments.length > 0 && numPartitions !== -1) {
      return failed(errorCode.invalidRequest, 'Give an assignment or a number of partitions, not both.')
    }
    if (numPartitions === 0 || numPartitions < -1) {
      return failed(errorCode.invalidPartitions, 'Number of partitions must be larger than 0.')
    }
    const fault = faultOfSettings(settingsOf(configs))
    return fault === undefined ? undefined : failed(errorCode.invalidConfig, `Invalid config: ${fault}.`)
  }

  function create({ name, numPartitions, assignments, configs }: NewTopic, validateOnly: boolean) {
    const partitions = assignments.length || (numPartitions === -1 ? 1 : numPartitions)
    const settings = settingsOf(configs)
    try {
      if (!validateOnly) log.newTopic(name, partitions, settings)
    } catch (failure) {
      if (!(failure instanceof SandboxError)) throw failure
      const isCount = failure.code === 'bad_request'
      return failed(isCount ? errorCode.invalidPartitions : errorNumberOf(failure), errorText(failure))
    }
    const topicId = log.describe(name)?.uuid
    return {
      ...(topicId ? { topicId } : {}),
      errorCode: errorCode.none,
      errorMessage: null,
      numPartitions: partitions,
      replicationFactor: 1,
      configs: topicSettings.map(setting => ({
        name: setting.name,
        value: settings[setting.name] ?? setting.default,
        readOnly: false,
        configSource: setting.name in settings ? fromTopic : fromDefault,
        isSensitive: false,
      })),
    }
  }
}

type NewTopic = RequestOf<typeof messages.createTopics>['topics'][number]

// Sources of a setting's value.
const [fromTopic, fromDefault] = [1, 5]

function settingsOf(configs: NewTopic['configs']): Record<string, string> {
  return Object.fromEntries(configs.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])))
}

function failed(error: ErrorNumber, errorMessage: string | null) {
  return { errorCode: error, errorMessage, configs: null }
}
