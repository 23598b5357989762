import { topicSettings } from '../../log/topic-settings.ts'
import { type Api, api } from '../api.ts'
import { type Broker, nodeId } from '../broker.ts'
import { brokerSettings } from '../broker-settings.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'
import { resourceType } from '../resources.ts'

/* DescribeConfigs 1-4: the settings of topics, and those of the broker that tools look for. */
export function describeConfigsApi({ log }: Broker): Api {
  return api(messages.describeConfigs, ({ resources, includeSynonyms, includeDocumentation }) => ({
    results: resources.map(resource => {
      const described = settingsOf(resource.resourceType, resource.resourceName)
      const wanted = described.settings.filter(({ name }) => resource.configurationKeys?.includes(name) ?? true)
      return {
        errorCode: described.error,
        errorMessage: described.error === errorCode.none ? null : 'There is no such topic or broker.',
        resourceType: resource.resourceType,
        resourceName: resource.resourceName,
        configs: wanted.map(({ name, value, fallback, source, type, about, readOnly }) => ({
          name,
          value,
          readOnly,
          configSource: source,
          isSensitive: false,
          synonyms: includeSynonyms ? synonyms(name, value, fallback, source) : [],
          configType: typeNumbers[type],
          documentation: includeDocumentation ? about : null,
        })),
      }
    }),
  }))

  function settingsOf(type: number, name: string): { error: number; settings: readonly Described[] } {
    if (type === resourceType.broker && (name === '' || name === String(nodeId))) {
      return {
        error: errorCode.none,
        settings: brokerSettings.map(each => ({
          ...each,
          fallback: each.value,
          source: sources.fallback,
          readOnly: true,
        })),
      }
    }
    const topic = type === resourceType.topic ? log.describe(name) : undefined
    if (!topic) {
      const error = type === resourceType.topic ? errorCode.unknownTopicOrPartition : errorCode.invalidRequest
      return { error, settings: [] }
    }
    return {
      error: errorCode.none,
      settings: topicSettings.map(setting => {
        const own = topic.settings[setting.name]
        const source = own === undefined ? sources.fallback : sources.topic
        return { ...setting, value: own ?? setting.default, fallback: setting.default, source, readOnly: false }
      }),
    }
  }
}

interface Described {
  readonly name: string
  readonly value: string
  readonly fallback: string
  readonly source: number
  readonly type: keyof typeof typeNumbers
  readonly about: string
  readonly readOnly: boolean
}

// ConfigSource and ConfigType of the protocol.
const sources = { topic: 1, fallback: 5 } as const
const typeNumbers = { boolean: 1, string: 2, int: 3, long: 5, double: 6, list: 7 } as const

function synonyms(name: string, value: string, fallback: string, source: number) {
  const own = source === sources.topic ? [{ name, value, source }] : []
  return [...own, { name, value: fallback, source: sources.fallback }]
}
