import { settingOf, type TopicSettings } from '../../log/topic-settings.ts'
import { alterTopic } from '../alter-topic.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { messages } from '../messages.ts'

/* IncrementalAlterConfigs 0-1 (KIP-339): sets or unsets single settings of a topic, or changes a list. */
export function incrementalAlterConfigsApi({ log }: Broker): Api {
  return api(messages.incrementalAlterConfigs, ({ resources, validateOnly }) => ({
    responses: resources.map(({ configs, ...resource }) =>
      alterTopic(log, resource, validateOnly, before => configs.reduce(altered, before)),
    ),
  }))
}

const operation = { set: 0, unset: 1, append: 2, subtract: 3 } as const

interface Change {
  readonly name: string
  readonly configOperation: number
  readonly value: string | null
}

function altered(settings: TopicSettings, { name, configOperation, value }: Change): TopicSettings {
  const { [name]: _, ...others } = settings
  if (configOperation === operation.unset) return others
  const given = value ?? ''
  if (configOperation === operation.set) return { ...others, [name]: given }
  const entries = settingOf(settings, name).split(',').filter(Boolean)
  const rest = entries.filter(entry => !given.split(',').includes(entry))
  const list = configOperation === operation.append ? [...rest, given] : rest
  return { ...others, [name]: list.join(',') }
}
