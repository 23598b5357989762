import { alterTopic } from '../alter-topic.ts'
import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { messages } from '../messages.ts'

/* AlterConfigs 0-1: puts these settings in the place of all that a topic had; what is not named has its default again. */
export function alterConfigsApi({ log }: Broker): Api {
  return api(messages.alterConfigs, ({ resources, validateOnly }) => ({
    responses: resources.map(({ configs, ...resource }) =>
      alterTopic(log, resource, validateOnly, () =>
        Object.fromEntries(configs.flatMap(({ name, value }) => (value === null ? [] : [[name, value]]))),
      ),
    ),
  }))
}
