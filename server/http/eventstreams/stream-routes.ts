import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { EventLog } from '../../log/types.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'
import { type ConsumerFilter, readFilter, shownEvent } from './consumer-filter.ts'
import { idOf, type PartitionCursor } from './position.ts'
import { requestError } from './stream-error.ts'
import { startOf } from './stream-request.ts'

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'accept, x-requested-with, content-type',
  'access-control-expose-headers': 'etag',
  'x-xss-protection': '1; mode=block',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
}

/** A comment so often keeps proxies and readers from giving up on a quiet stream. */
const heartbeatMs = 15_000
const recordsAtOnce = 100

/** Framing of a record: server-sent events, or a line of JSON where Accept begins with application/json. */
interface Framing {
  readonly contentType: string
  readonly preamble: string
  readonly heartbeat: string
  readonly frame: (json: string, positions: readonly PartitionCursor[]) => string
}

const sse: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  preamble: ':ok\n\n',
  heartbeat: ':\n\n',
  frame: (json, positions) => `event: message\nid: ${idOf(positions)}\ndata: ${json}\n\n`,
}

const lines: Framing = {
  contentType: 'application/json; charset=utf-8',
  preamble: '\n',
  heartbeat: '\n',
  frame: json => `${json}\n`,
}

interface StreamParts {
  readonly log: EventLog
  readonly streams: StreamDirectory
  readonly stopping: AbortSignal
}

/** `GET /v2/stream/{streams}`: events of one or more streams as they arrive, as EventStreams gives them. */
export function streamRoutes(app: FastifyInstance, parts: StreamParts): void {
  app.get('/v2/stream/:streams', (request, reply) => openStream(parts, request, reply))
  // A browser asks before it sends Last-Event-ID by fetch; the original does not allow it.
  app.options('/v2/stream/:streams', (_, reply) =>
    reply
      .headers({
        ...headers,
        'access-control-allow-headers': `${headers['access-control-allow-headers']}, last-event-id`,
      })
      .header('allow', 'GET,HEAD')
      .type('text/html; charset=utf-8')
      .send('GET,HEAD'),
  )
  app.get('/v2/ui', (_, reply) => reply.redirect('/ui/', 302))
}

function openStream(parts: StreamParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { streams } = request.params as { streams: string }
  const query = request.query as Readonly<Record<string, unknown>>
  reply.headers(headers)
  const filter = readFilter(query)
  if (!filter) {
    const { body } = requestError(400, request.url, 'invalid_filter', 'Invalid filter', 'filter must be field:value.')
    return reply.code(400).send(body)
  }
  const start = startOf({ streams, since: query.since, headers: request.headers, url: request.url }, parts)
  if ('error' in start) return reply.code(start.error.status).send(start.error.body)

  const framing = request.headers.accept?.startsWith('application/json') ? lines : sse
  if (request.method === 'HEAD') return reply.type(framing.contentType).send()
  reply.hijack()
  const response = reply.raw
  const { contentType } = framing
  response.writeHead(200, {
    ...headers,
    'content-type': contentType,
    'cache-control': 'no-cache',
    connection: 'keep-alive',
  })
  response.write(framing.preamble)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.on('error', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, parts.stopping])
  const beat = setInterval(() => response.write(framing.heartbeat), heartbeatMs)
  deliver(response, parts.log, start.positions, { framing, filter, signal }).finally(() => {
    clearInterval(beat)
    response.end()
  })
  return reply
}

// Reads on from the consumer's own positions, and no faster than it takes what it is given.
async function deliver(
  response: ServerResponse,
  log: EventLog,
  positions: PartitionCursor[],
  { framing, filter, signal }: { framing: Framing; filter: ConsumerFilter; signal: AbortSignal },
): Promise<void> {
  const topics = [...new Set(positions.map(({ topic }) => topic))]
  let appended = log.appended(topics, signal)
  while (!signal.aborted) {
    let delivered = 0
    for (const position of positions) {
      const records = log.read(position.topic, position.partition, position.offset, { limit: recordsAtOnce })
      for (const record of records) {
        position.offset = record.offset + 1
        const json = shownEvent(record, filter)
        if (json === undefined) continue
        position.delivered = record.timestamp
        if (!response.write(framing.frame(json, positions))) await drained(response, signal)
        if (signal.aborted) return
      }
      delivered += records.length
    }
    if (delivered > 0) continue
    await appended
    appended = log.appended(topics, signal)
  }
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      response.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    response.on('drain', done)
    signal.addEventListener('abort', done)
  })
}
