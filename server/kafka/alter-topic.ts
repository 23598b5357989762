import { isInternal } from '../intake/rejections.ts'
import type { BatchLog } from '../log/batch-log.ts'
import { faultOfSettings, type TopicSettings } from '../log/topic-settings.ts'
import { type ErrorNumber, errorCode } from './error-codes.ts'
import { errorNumberOf, errorText } from './errors.ts'
import { resourceType } from './resources.ts'

/** Changes a topic's settings, as both requests for that answer. The broker's own cannot be changed. */
export function alterTopic(
  log: BatchLog,
  resource: { readonly resourceType: number; readonly resourceName: string },
  validateOnly: boolean,
  change: (before: TopicSettings) => TopicSettings,
) {
  const answer = (error: ErrorNumber, errorMessage: string | null) => ({ errorCode: error, errorMessage, ...resource })
  const name = resource.resourceName
  if (resource.resourceType !== resourceType.topic || isInternal(name)) {
    return answer(errorCode.invalidRequest, 'Only the settings of topics can be changed.')
  }
  const topic = log.describe(name)
  if (!topic) return answer(errorCode.unknownTopicOrPartition, 'The topic does not exist.')
  const settings = change(topic.settings)
  const fault = faultOfSettings(settings)
  if (fault !== undefined) return answer(errorCode.invalidConfig, `Invalid config: ${fault}.`)
  try {
    if (!validateOnly) log.setTopic(name, settings)
    return answer(errorCode.none, null)
  } catch (failure) {
    return answer(errorNumberOf(failure), errorText(failure))
  }
}
