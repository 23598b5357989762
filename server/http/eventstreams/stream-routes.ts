import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import type { Faults } from '../../faults/faults.ts'
import type { EventLog } from '../../log/types.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'
import { sendExpressNotFound } from '../eventgate/eventgate-routes.ts'
import type { ConnectionLimit } from './connection-limit.ts'
import { readFilter } from './consumer-filter.ts'
import type { StreamConsumers } from './consumers.ts'
import { type Crowds, createCrowds } from './crowds.ts'
import { deliver } from './delivery.ts'
import { framingFor } from './framing.ts'
import { requestError, type StreamError } from './stream-error.ts'
import { disturbStream } from './stream-faults.ts'
import { namesIn, startOf } from './stream-request.ts'

const csp = "default-src 'self'; object-src 'none'; media-src *; img-src *; style-src *; frame-ancestors 'self'"

/** The headers of every answer. */
export const eventStreamsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'accept, x-requested-with, content-type',
  'access-control-expose-headers': 'etag',
  'x-xss-protection': '1; mode=block',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'content-security-policy': csp,
  'x-content-security-policy': csp,
  'x-webkit-csp': csp,
}

/** What EventStreams is served from. */
export interface StreamParts {
  readonly log: EventLog
  readonly streams: StreamDirectory
  readonly consumers: StreamConsumers
  readonly limit: ConnectionLimit
  readonly clock: Clock
  readonly stopping: AbortSignal
  readonly faults: Faults
  /** The scope a request came by: another log, which may end before. */
  readonly scopeOf: (request: IncomingMessage) => StreamScope | undefined
}

interface StreamScope {
  readonly name: string
  readonly log: EventLog
  readonly ended: AbortSignal
}

/** `GET /v2/stream/{streams}`: events of one or more streams as they arrive, as EventStreams gives them. */
export function streamRoutes(app: FastifyInstance, parts: StreamParts): void {
  const crowds = createCrowds(parts.log)
  app.get('/v2/stream/:streams', (request, reply) => {
    const scope = parts.scopeOf(request.raw)
    if (!scope) return openStream(parts, crowds, request, reply)
    const stopping = AbortSignal.any([parts.stopping, scope.ended])
    return openStream({ ...parts, log: scope.log, stopping }, createCrowds(scope.log), request, reply, scope.name)
  })
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/v2/stream/:streams',
    handler: (request, reply) => sendExpressNotFound(request, reply.headers(eventStreamsHeaders)),
  })
  // A browser asks before it sends Last-Event-ID by fetch; the original does not allow it.
  app.options('/v2/stream/:streams', (_, reply) =>
    reply
      .headers({
        ...eventStreamsHeaders,
        'access-control-allow-headers': `${eventStreamsHeaders['access-control-allow-headers']}, last-event-id`,
      })
      .header('allow', 'GET,HEAD')
      .type('text/html; charset=utf-8')
      .send('GET,HEAD'),
  )
}

async function openStream(
  parts: StreamParts,
  crowds: Crowds,
  request: FastifyRequest,
  reply: FastifyReply,
  scope: string | null = null,
): Promise<FastifyReply> {
  const { limit, stopping, faults } = parts
  const { streams } = request.params as { streams: string }
  const query = request.query as Readonly<Record<string, unknown>>
  reply.headers(eventStreamsHeaders)
  const refusal = limit.refusal(request.headers, request.url)
  if (refusal) return refuse(reply, refusal)
  const client = request.headers['user-agent'] ?? 'unknown'
  const disturbed = { faults, scope, client, streams: namesIn(streams) }
  const fault = faults.areOn.eventstreams ? await disturbStream(disturbed, request.url, reply) : undefined
  if (fault) return refuse(reply, fault)
  const filter = readFilter(query)
  if (!filter) {
    const detail = 'filter must be field:value.'
    return refuse(reply, requestError(400, request.url, 'invalid_filter', 'Invalid filter', detail))
  }
  const start = startOf({ streams, since: query.since, headers: request.headers, url: request.url }, parts)
  if ('error' in start) return refuse(reply, start.error)

  const framing = framingFor(request.headers.accept)
  if (request.method === 'HEAD') return reply.type(framing.contentType).header('cache-control', 'no-cache').send()
  reply.hijack()
  const response = reply.raw
  const { contentType } = framing
  response.writeHead(200, {
    ...eventStreamsHeaders,
    'content-type': contentType,
    'cache-control': 'no-cache',
    connection: 'keep-alive',
  })
  response.write(framing.preamble)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.on('error', () => gone.abort())
  const consumer = {
    client,
    address: request.ip,
    streams: disturbed.streams,
    connectedAt: parts.clock.now(),
    positions: start.positions,
    delivered: 0,
  }
  const leave = [parts.consumers.add(consumer), limit.add(request.headers)]
  const signal = AbortSignal.any([gone.signal, stopping, parts.consumers.ended])
  void deliver(response, { crowds, consumer, framing, filter, signal, disturbed }).finally(() => {
    for (const step of leave) step()
  })
  return reply
}

// KafkaSSE's errors stand in the status line too; that it says no content type is not repeated.
function refuse(reply: FastifyReply, { status, body }: StreamError): FastifyReply {
  const { name, message } = body
  if (typeof name === 'string') reply.raw.statusMessage = `${name}: ${String(message)}`.replace(/[^\t\x20-\x7e]/g, '?')
  return reply.code(status).type('application/json; charset=utf-8').send(body)
}
