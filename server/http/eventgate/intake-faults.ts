import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { pause } from '../../base/pause.ts'
import { isEvent, streamOf } from '../../event/event.ts'
import type { Faults } from '../../faults/faults.ts'
import type { FaultTime } from '../../faults/rule.ts'
import type { Answer } from './answer.ts'

/** How a request ends on purpose: with an answer, or without one; before it is judged or after. */
export interface RequestFault {
  readonly when: FaultTime
  /** null hangs up. */
  readonly answer: Answer | null
}

/** Holds a request up as fault rules say, and tells how they end it; undefined where it goes on. */
export async function disturbRequest(
  faults: Faults,
  scope: string | null,
  asked: {
    readonly request: IncomingMessage
    readonly response: ServerResponse
    readonly gate: string
    readonly events: readonly unknown[]
    /** Of events that name none. */
    readonly stream: string | undefined
  },
): Promise<RequestFault | undefined> {
  const { request, response, gate, events, stream = null } = asked
  const rules = faults.hit('intake', scope, ['delay', 'status', 'drop'], {
    gate,
    producer: request.headers['user-agent'] ?? null,
    events: events.map(event => ({ event, stream: isEvent(event) ? (streamOf(event) ?? stream) : stream })),
  })
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  for (const { id, fault, ended } of rules) {
    if (fault.do === 'delay') {
      await pause(fault.ms, AbortSignal.any([gone.signal, ended]))
      // The sandbox may be stopping, and a connection that stays open would be waited for.
      if (ended.aborted) response.shouldKeepAlive = false
    } else if (fault.do === 'drop') return { when: fault.when, answer: null }
    else if (fault.do === 'status') return { when: fault.when, answer: answerOf(id, fault) }
  }
  return undefined
}

// In the form of the gate's own failures, which its clients can read.
function answerOf(id: string, { status, retryAfterS }: { status: number; retryAfterS?: number }): Answer {
  const context = {
    message: `The fault rule ${id} answers ${status}.`,
    hint: `End it: event-sandbox faults clear ${id}.`,
  }
  return {
    status,
    reason: STATUS_CODES[status] ?? 'Fault',
    body: { invalid: [], error: [{ status: 'error', event: null, context }] },
    ...(retryAfterS === undefined ? {} : { headers: ['retry-after', String(retryAfterS)] }),
  }
}
