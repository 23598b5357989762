import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isEvent } from '../../event/event.ts'
import type { EventLog, StoredRecord } from '../../log/types.ts'
import { idOf, type PartitionCursor, startPositions } from './position.ts'
import { readStreamRequest } from './stream-request.ts'

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'accept, x-requested-with, content-type, last-event-id',
  'access-control-expose-headers': 'etag',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
}

/** Framing of a record: server-sent events, or a line of JSON where Accept begins with application/json. */
interface Framing {
  readonly contentType: string
  readonly preamble: string
  readonly frame: (json: string, positions: readonly PartitionCursor[]) => string
}

const sse: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  preamble: ':ok\n\n',
  frame: (json, positions) => `event: message\nid: ${idOf(positions)}\ndata: ${json}\n\n`,
}

const lines: Framing = {
  contentType: 'application/json; charset=utf-8',
  preamble: '\n',
  frame: json => `${json}\n`,
}

/** `GET /v2/stream/{streams}`: events of one or more streams as they arrive, as EventStreams gives them. */
export function streamRoutes(app: FastifyInstance, parts: { log: EventLog; stopping: AbortSignal }): void {
  app.get('/v2/stream/:streams', (request, reply) => openStream(parts, request, reply))
}

function openStream(
  { log, stopping }: { log: EventLog; stopping: AbortSignal },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { streams: streamsText } = request.params as { streams: string }
  const { since } = request.query as { since?: unknown }
  const asked = readStreamRequest(streamsText, since, request.headers, request.url)
  reply.headers(headers)
  if (!asked.understood) return reply.code(asked.status).send(asked.body)

  const framing = request.headers.accept?.startsWith('application/json') ? lines : sse
  if (request.method === 'HEAD') return reply.type(framing.contentType).send()
  const positions = startPositions(log, asked.streams, asked.start)
  reply.hijack()
  const response = reply.raw
  response.writeHead(200, {
    ...headers,
    'content-type': framing.contentType,
    'cache-control': 'no-cache',
    connection: 'keep-alive',
  })
  response.write(framing.preamble)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.on('error', () => gone.abort())
  deliver(response, log, positions, framing, AbortSignal.any([gone.signal, stopping])).finally(() => response.end())
  return reply
}

// Reads on from the consumer's own positions, and no faster than it takes what it is given.
async function deliver(
  response: ServerResponse,
  log: EventLog,
  positions: PartitionCursor[],
  framing: Framing,
  signal: AbortSignal,
): Promise<void> {
  const topics = [...new Set(positions.map(({ topic }) => topic))]
  let appended = log.appended(topics, signal)
  while (!signal.aborted) {
    let delivered = 0
    for (const position of positions) {
      const records = log.read(position.topic, position.partition, position.offset, { limit: 100 })
      for (const record of records) {
        position.offset = record.offset + 1
        const json = shown(record)
        if (json === undefined) continue
        position.delivered = record.timestamp
        if (!response.write(framing.frame(json, positions))) await drained(response, signal)
        if (signal.aborted) break
      }
      delivered += records.length
    }
    if (delivered > 0) continue
    await appended
    appended = log.appended(topics, signal)
  }
}

// The event with its place in meta, over whatever stood there; what is no JSON object or array is passed over.
function shown(record: StoredRecord): string | undefined {
  if (record.value === null) return undefined
  let event: unknown
  try {
    event = JSON.parse(record.value.toString('utf8'))
  } catch {
    return undefined
  }
  if (Array.isArray(event)) return JSON.stringify(event)
  if (!isEvent(event)) return undefined
  const meta = isEvent(event.meta) ? event.meta : {}
  const { topic, partition, offset } = record
  return JSON.stringify({ ...event, meta: { ...meta, topic, partition, offset } })
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
