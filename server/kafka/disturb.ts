import { pause } from '../base/pause.ts'
import { isEvent } from '../event/event.ts'
import type { Faults } from '../faults/faults.ts'
import type { KafkaNames } from '../faults/rule.ts'
import type { Api, Call } from './api.ts'
import { errorNames } from './error-names.ts'
import { messages } from './messages.ts'
import { refusals } from './refusals.ts'

/** What of the protocol fault rules may name. */
export const kafkaNames: KafkaNames = {
  apis: Object.values(messages).map(({ name }) => name),
  refusable: [...refusals.values()].map(({ name }) => name),
  errors: Object.keys(errorNames),
}

/** Fault rules as a Kafka door meets them. */
export interface DoorFaults {
  readonly faults: Faults
  readonly scope: string | null
}

/**
 * Answers a request as fault rules have it: late, with an error, twice done, or not at all. `again` reads the request
 * anew: what its handler was given is changed as it is stored.
 */
export async function disturbed(
  { faults, scope }: DoorFaults,
  { message, handle }: Api,
  { request, again, call }: { readonly request: unknown; readonly again: () => unknown; readonly call: Call },
): Promise<unknown> {
  const asked = { api: message.name, clientId: call.clientId, topics: topicsOf(request) }
  const isProduce = message.key === messages.produce.key
  const kinds = ['delay', 'refuse', 'drop', ...(isProduce ? (['duplicate'] as const) : [])] as const
  for (const { id, fault, ended } of faults.hit('kafka', scope, kinds, asked)) {
    if (fault.do === 'delay') await pause(fault.ms, AbortSignal.any([call.ended, ended]))
    if (fault.do === 'refuse')
      return refuse(message.key, request, errorNames[fault.error as keyof typeof errorNames], call)
    if (fault.do === 'drop') {
      if (fault.when === 'after') await handle(request, call)
      return call.hangUp()
    }
    if (fault.do === 'duplicate') {
      const second = again()
      const response = await handle(request, call)
      await handle(second, { ...call, fault: `Stored a second time by the fault rule ${id}.` })
      return response
    }
  }
  return handle(request, call)
}

// With acks 0 there is no answer that could say so; as a broker does, we hang up.
function refuse(key: number, request: unknown, error: number, call: Call): unknown {
  if (isEvent(request) && request.acks === 0) return call.hangUp()
  return refusals.get(key)?.respond(request, error, call.version)
}

/** The topics that a request names, wherever its kind has them. */
function topicsOf(request: unknown): readonly string[] {
  const { topicData, topics } = request as { readonly topicData?: unknown; readonly topics?: unknown }
  const named = topicData ?? topics
  if (!Array.isArray(named)) return []
  return named.flatMap(each => (typeof each === 'string' ? each : (each?.name ?? each?.topic ?? [])))
}
