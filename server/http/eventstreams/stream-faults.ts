import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { pause } from '../../base/pause.ts'
import type { Faults } from '../../faults/faults.ts'
import type { Asked, FaultRule } from '../../faults/rule.ts'
import type { Framing } from './framing.ts'
import { requestError, type StreamError } from './stream-error.ts'

/** Fault rules as one consumer meets them. */
export interface ConsumerFaults {
  readonly faults: Faults
  readonly scope: string | null
  readonly client: string
  readonly streams: readonly string[]
}

/** Holds a request up as fault rules say; an error is what they answer in place of the stream. */
export async function disturbStream(
  { faults, scope, ...asked }: ConsumerFaults,
  url: string,
  reply: FastifyReply,
): Promise<StreamError | undefined> {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  for (const { id, fault, ended } of faults.hit('eventstreams', scope, ['delay', 'status'], asked)) {
    if (fault.do === 'delay') await pause(fault.ms, AbortSignal.any([gone.signal, ended]))
    if (fault.do !== 'status') continue
    if (fault.retryAfterS !== undefined) reply.header('retry-after', fault.retryAfterS)
    const detail = `The fault rule ${id} answers ${fault.status}. End it: event-sandbox faults clear ${id}.`
    return requestError(fault.status, url, 'fault_rule', STATUS_CODES[fault.status] ?? 'Fault', detail)
  }
  return undefined
}

/**
 * A consumer's events as fault rules have them: some twice, and none behind the one after which they hang up. `hangUp` is
 * called when that one has been framed.
 */
export function createDisturbedFraming(framing: Framing, of: ConsumerFaults, hangUp: () => void): Framing {
  const { faults, scope, client, streams } = of
  // How many events each rule that drops has let pass.
  const passed = new Map<string, number>()
  let isOver = false

  return {
    ...framing,
    event(json, positions) {
      if (isOver) return ''
      const asked = { client, streams, event: () => JSON.parse(json) as unknown }
      const text = framing.event(json, positions)
      const [twice] = faults.hit('eventstreams', scope, ['duplicate'], asked)
      if (isLast(asked)) {
        isOver = true
        hangUp()
      }
      return twice ? text + text : text
    },
  }

  function isLast(asked: Asked['eventstreams']): boolean {
    const isDue = (rule: FaultRule<'eventstreams'>) => {
      if (rule.fault.do !== 'drop') return false
      const so = (passed.get(rule.id) ?? 0) + 1
      passed.set(rule.id, so)
      return so >= rule.fault.after
    }
    return faults.hit('eventstreams', scope, ['drop'], asked, isDue).length > 0
  }
}
