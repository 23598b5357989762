import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import type { Refused, Verdict } from '../../intake/outcome.ts'

/** What EventGate answers: clients read the reason phrase, so it is part of the contract. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly body?: object
  /** Further ones, as alternating names and values. */
  readonly headers?: readonly string[]
}

/** Why a request never came to its events. */
export interface Failure {
  readonly status: 400 | 413 | 415 | 500 | 503
  readonly message: string
  readonly hint?: string
  /** What the original calls it on its own page, which answers 500 whatever is wrong. */
  readonly original: { readonly title: string; readonly detail: string }
}

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

const reasons = {
  400: 'Bad Request',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/**
 * The answer to a request that never came to its events: one error without an event. EventBus maps over every value of
 * a failure's body, so each must be a list of `{event}`; the original's own page makes it fail (`strict` gives that).
 */
export function failureAnswer(failure: Failure, request: IncomingMessage, isStrict: boolean): Answer {
  const { status, message, hint, original } = failure
  if (isStrict && status !== 503) {
    const page = { status: 500, type: 'internal_error', ...original, method: request.method, uri: request.url }
    return { status: 500, reason: reasons[500], body: page }
  }
  const context = hint === undefined ? { message } : { message, hint }
  return { status, reason: reasons[status], body: { invalid: [], error: [{ status: 'error', event: null, context }] } }
}

// The original's fields first and as they are; what explains goes into further keys.
function shown({ status, event, context, problems }: Refused): object {
  const hint = problems[0]?.hint
  return { status, event, context: { ...context, problems, ...(hint === undefined ? {} : { hint }) } }
}

/** Writes an answer; bodies over 1 kB are gzipped for those who accept it. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason, body, headers: further }: Answer,
  gateHeaders: readonly string[],
): void {
  const headers = further ? [...gateHeaders, ...further] : gateHeaders
  if (!body) {
    response.writeHead(status, reason, headers as string[]) // as: Node only reads it
    response.end()
    return
  }
  const json = Buffer.from(JSON.stringify(body))
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (json.length <= 1024 || !acceptsGzip) return send(json, [])
  gzip(json, { level: 3 }, (failure, zipped) => {
    if (failure) send(json, [])
    else send(zipped, ['content-encoding', 'gzip'])
  })

  function send(bytes: Buffer, further: readonly string[]): void {
    const type = ['content-type', 'application/json; charset=utf-8', 'vary', 'Accept-Encoding']
    response.writeHead(status, reason, [...headers, ...type, ...further, 'content-length', String(bytes.length)])
    response.end(bytes)
  }
}
