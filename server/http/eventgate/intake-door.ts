import type { IncomingMessage, ServerResponse } from 'node:http'
import { messageOf, SandboxError } from '../../base/errors.ts'
import type { Logger } from '../../base/logger.ts'
import type { Faults } from '../../faults/faults.ts'
import { readBody } from '../../intake/body.ts'
import type { Gate } from '../../intake/gate.ts'
import type { Note } from '../../log/types.ts'
import { type Answer, answerTo, emptyAnswer, type Failure, failureAnswer, hastyAnswer, sendAnswer } from './answer.ts'
import { eventgateHeaders } from './headers.ts'
import { disturbRequest, type RequestFault } from './intake-faults.ts'
import { type RequestBody, readRequestBody } from './request-body.ts'
import { requestFacts } from './request-facts.ts'

/** What the doors of the gates share. */
export interface IntakeDoorParts {
  readonly logger: Logger
  /** A uuid of version 1, as EventGate gives requests that bring no id. */
  readonly newId: () => string
  /** Names requests; unique over restarts. */
  readonly newRequestId: () => string
  /** Told of each answer: its status, and how long it took. */
  readonly observe: (status: number, milliseconds: number) => void
  readonly faults: Faults
}

/** Takes the requests that are its own and returns true; false leaves a request to somebody else. */
export type IntakeDoor = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * `POST /v1/events` in front of Fastify: this one route carries the load, and a handler of its own answers 15 % more
 * requests than a Fastify route. `prefix` is in front of the path, such as `/gates/NAME`; `scope` is what its log belongs to.
 */
export function createIntakeDoor(
  gate: Gate,
  parts: IntakeDoorParts,
  { prefix = '', scope = null }: { readonly prefix?: string; readonly scope?: string | null } = {},
): IntakeDoor {
  const { logger, faults } = parts
  const { settings } = gate
  const headers = eventgateHeaders(settings)
  const path = new RegExp(`^${prefix.replaceAll('.', '\\.')}/v1/events/?(?:\\?|$)`, 'i')

  return (request, response) => {
    if (!path.test(request.url ?? '')) return false
    if (request.method === 'OPTIONS') answerOptions(response)
    else if (request.method === 'POST') {
      const began = performance.now()
      readRequestBody(request, settings.maxBodyBytes, body => {
        receive(request, response, body, answer).catch(failure => answerThrown(request, response, failure, answer))
      })
      function answer(given: Answer): void {
        parts.observe(given.status, performance.now() - began)
        sendAnswer(request, response, given, headers)
      }
    } else return false
    return true
  }

  async function receive(
    request: IncomingMessage,
    response: ServerResponse,
    received: RequestBody,
    answer: (given: Answer) => void,
  ): Promise<void> {
    if (received.is === 'unread') return answer(emptyAnswer)
    if (received.is === 'refused') return refuse(request, received.failure, '', answer)

    const body = readBody(received.text)
    if (body.holds === 'nothing') return answer(emptyAnswer)
    if (body.holds === 'no events') {
      const { message, hint } = body.problem
      const original = { title: 'SyntaxError', detail: body.detail }
      await gate.refuseBody(received.text, body.problem, noteOf(request, 0))
      const failure: Failure = { status: 400, message, original, ...(hint === undefined ? {} : { hint }) }
      return answer(failureAnswer(failure, request, settings.isStrict))
    }
    const { events, textOf } = body
    const query = queryOf(request)
    const isHasty = (query?.get('hasty') ?? '') !== ''
    const facts = requestFacts(request, query, settings, parts.newId)
    const fault = faults.areOn.intake
      ? await disturbRequest(faults, scope, { request, response, gate: settings.name, events, stream: facts.stream })
      : undefined
    if (fault?.when === 'before') return end(fault)
    if (isHasty && !fault) answer(hastyAnswer(events.length))
    const verdict = await gate.submit(events, { note: noteOf(request, events.length), facts, isHasty, textOf })
    if (fault) end(fault)
    else if (!isHasty) answer(answerTo(verdict))

    function end(fault: RequestFault): void {
      if (fault.answer) answer(fault.answer)
      else request.socket.destroy()
    }
  }

  async function refuse(
    request: IncomingMessage,
    failure: Failure,
    raw: string,
    answer: (given: Answer) => void,
  ): Promise<void> {
    const { status, message, hint } = failure
    const problem = { pointer: '', keyword: status === 413 ? 'size' : 'syntax', message, ...(hint ? { hint } : {}) }
    await gate.refuseBody(raw, problem, noteOf(request, 0))
    // What is left of the body is read and dropped, so that the client gets to read the answer.
    request.resume()
    answer(failureAnswer(failure, request, settings.isStrict))
  }

  function answerThrown(
    request: IncomingMessage,
    response: ServerResponse,
    thrown: unknown,
    answer: (given: Answer) => void,
  ): void {
    const known = thrown instanceof SandboxError ? thrown : undefined
    if (known?.code !== 'closed') logger.error(`The intake cannot answer: ${messageOf(thrown)}`)
    if (response.headersSent) return
    const message = known?.message ?? 'The event cannot be processed. The log says why.'
    const original = { title: 'Error', detail: message }
    const failure: Failure = {
      status: known ? 503 : 500,
      message,
      original,
      ...(known?.hint ? { hint: known.hint } : {}),
    }
    answer(failureAnswer(failure, request, settings.isStrict))
  }

  function noteOf(request: IncomingMessage, requestSize: number): Note {
    const producer = request.headers['user-agent']
    const note = { door: 'http', gate: settings.name, request: parts.newRequestId(), requestSize }
    return producer ? { ...note, producer } : note
  }

  function answerOptions(response: ServerResponse): void {
    const type = ['allow', 'POST', 'content-type', 'text/html; charset=utf-8', 'content-length', '4']
    response.writeHead(200, 'OK', [...headers, ...type])
    response.end('POST')
  }
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams | undefined {
  const at = url.indexOf('?')
  return at < 0 ? undefined : new URLSearchParams(url.slice(at))
}
