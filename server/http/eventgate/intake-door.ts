import type { IncomingMessage, ServerResponse } from 'node:http'
import { messageOf, SandboxError } from '../../base/errors.ts'
import type { Logger } from '../../base/logger.ts'
import { readBody } from '../../intake/body.ts'
import type { Gate } from '../../intake/gate.ts'
import type { Note } from '../../log/types.ts'
import { type Answer, answerTo, emptyAnswer, failedAnswer, hastyAnswer, sendAnswer } from './answer.ts'
import { eventgateHeaders } from './headers.ts'
import { type RequestBody, readRequestBody } from './request-body.ts'

/** `max_body_size` of production's EventGate, 10mb in body-parser's units. */
const maxBodyBytes = 10 * 1024 * 1024

const intakePath = /^\/v1\/events\/?(?:\?|$)/i

/**
 * `POST /v1/events` in front of Fastify: this one route carries the load, and a handler of its own answers 15 % more
 * requests than a Fastify route. Returns false for every other request.
 */
export function createIntakeDoor(parts: { gate: Gate; logger: Logger; newRequestId: () => string }) {
  const { gate, logger } = parts

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!intakePath.test(request.url ?? '')) return false
    if (request.method === 'POST') {
      readRequestBody(request, maxBodyBytes, body => {
        receive(request, response, body).catch(failure => answerFailure(request, response, failure))
      })
    } else if (request.method === 'OPTIONS') answerOptions(response)
    else return false
    return true
  }

  async function receive(request: IncomingMessage, response: ServerResponse, received: RequestBody): Promise<void> {
    if (received.is === 'unread') return sendAnswer(request, response, emptyAnswer)
    if (received.is === 'refused') return refuse(request, response, received)

    const body = readBody(received.text)
    if (body.holds === 'nothing') return sendAnswer(request, response, emptyAnswer)
    if (body.holds === 'no events') {
      const { message, hint } = body.problem
      await gate.refuseBody(received.text, body.problem, noteOf(request, 0))
      const context = { message, ...(hint === undefined ? {} : { hint }) }
      return sendAnswer(request, response, failedAnswer(400, 'Bad Request', context))
    }
    const submission = { note: noteOf(request, body.events.length), textOf: body.textOf }
    if (isHasty(request)) {
      sendAnswer(request, response, hastyAnswer(body.events.length))
      await gate.submit(body.events, submission)
      return
    }
    const verdict = await gate.submit(body.events, submission)
    sendAnswer(request, response, answerTo(verdict))
  }

  async function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { status, message, hint }: { status: 400 | 413 | 415; message: string; hint: string },
  ): Promise<void> {
    const keyword = status === 413 ? 'size' : 'syntax'
    await gate.refuseBody('', { pointer: '', keyword, message, hint }, noteOf(request, 0))
    // The rest of the body is not read: the connection ends with the answer.
    response.shouldKeepAlive = false
    request.resume()
    const reasons = { 400: 'Bad Request', 413: 'Payload Too Large', 415: 'Unsupported Media Type' }
    sendAnswer(request, response, failedAnswer(status, reasons[status], { message, hint }))
  }

  async function answerFailure(request: IncomingMessage, response: ServerResponse, failure: unknown): Promise<void> {
    const known = failure instanceof SandboxError
    if (!known || failure.code !== 'closed') logger.error(`The intake cannot answer: ${messageOf(failure)}`)
    if (response.headersSent) return
    const answer: Answer = known
      ? failedAnswer(503, 'Service Unavailable', {
          message: failure.message,
          ...(failure.hint === undefined ? {} : { hint: failure.hint }),
        })
      : failedAnswer(500, 'Internal Server Error', { message: 'The event cannot be processed. The log says why.' })
    sendAnswer(request, response, answer)
  }

  function noteOf(request: IncomingMessage, requestSize: number): Note {
    const producer = request.headers['user-agent']
    const note = { door: 'http', gate: gate.name, request: parts.newRequestId(), requestSize }
    return producer ? { ...note, producer } : note
  }
}

// Any non-empty text is hasty, `false` and `0` included: EventGate's clients rely on no less.
function isHasty(request: IncomingMessage): boolean {
  const url = request.url ?? ''
  const query = url.indexOf('?')
  return query > 0 && (new URLSearchParams(url.slice(query)).get('hasty') ?? '') !== ''
}

function answerOptions(response: ServerResponse): void {
  const body = 'POST'
  const headers = [
    ...eventgateHeaders,
    'allow',
    body,
    'content-type',
    'text/html; charset=utf-8',
    'content-length',
    '4',
  ]
  response.writeHead(200, 'OK', headers)
  response.end(body)
}
