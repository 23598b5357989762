import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import type { Errored, Refused, Verdict } from '../../intake/outcome.ts'
import { eventgateHeaders } from './headers.ts'

/** What EventGate answers: clients read the reason phrase, so it is part of the contract. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly body?: AnswerBody
}

/** EventBus maps over every list in a failure's body, so each value must be a list of `{event}`. */
export type AnswerBody = Readonly<Partial<Record<'invalid' | 'error', readonly object[]>>>

/** The answer to a judged request (routes/events.js:96-160 of EventGate). */
export function answerTo({ total, refused }: Verdict): Answer {
  if (refused.length === 0) {
    return { status: 201, reason: `All ${total} out of ${total} events were accepted.` }
  }
  const invalid = refused.filter(each => each.status === 'invalid')
  const error = refused.filter(each => each.status === 'error')
  if (invalid.length === total) {
    const reason = `${invalid.length} out of ${total} events were invalid and not accepted.`
    return { status: 400, reason, body: { invalid: invalid.map(shown) } }
  }
  const body = { invalid: invalid.map(shown), error: error.map(shown) }
  const counts = `(${invalid.length} invalid and ${error.length} errored).`
  if (refused.length === total) {
    return {
      status: 500,
      reason: `${total} out of ${total} events had failures and were not accepted. ${counts}`,
      body,
    }
  }
  const reason = `${total - refused.length} out of ${total} events were accepted, but ${refused.length} failed ${counts}`
  return { status: 207, reason, body }
}

/** The answer to `?hasty`, given before the events are judged. */
export function hastyAnswer(total: number): Answer {
  return { status: 202, reason: `${total} events hastily received.` }
}

/** The answer to a body that holds nothing, or whose content type is not read. */
export const emptyAnswer: Answer = {
  status: 400,
  reason: 'Request body was empty. Must provide JSON encoded events.',
}

/** The answer to a request that never came to its events: one error without an event, in the shape EventBus reads. */
export function failedAnswer(status: number, reason: string, context: Errored['context'] & { hint?: string }): Answer {
  return { status, reason, body: { invalid: [], error: [{ status: 'error', event: null, context }] } }
}

// The original's fields first and as they are; what explains goes into further keys.
function shown({ status, event, context, problems }: Refused): object {
  const hint = problems[0]?.hint
  return { status, event, context: { ...context, problems, ...(hint === undefined ? {} : { hint }) } }
}

/** Writes an answer; bodies over 1 kB are gzipped for those who accept it. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (!answer.body) {
    response.writeHead(answer.status, answer.reason, eventgateHeaders as string[])
    response.end()
    return
  }
  const json = Buffer.from(JSON.stringify(answer.body))
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (json.length <= 1024 || !acceptsGzip) return sendBody(response, answer, json)
  gzip(json, { level: 3 }, (failure, zipped) => {
    if (failure) sendBody(response, answer, json)
    else sendBody(response, answer, zipped, ['content-encoding', 'gzip'])
  })
}

function sendBody(response: ServerResponse, { status, reason }: Answer, body: Buffer, further: string[] = []): void {
  const type = ['content-type', 'application/json; charset=utf-8', 'vary', 'Accept-Encoding']
  const headers = [...eventgateHeaders, ...type, ...further, 'content-length', String(body.length)]
  response.writeHead(status, reason, headers)
  response.end(body)
}
