import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
import { readable } from '../../event/event-text.ts'
import type { Log, StoredRecord } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'
import { completionsOf } from '../../query/completions.ts'
import type { EventQuery } from '../../query/event-query.ts'
import type { EventReader, PageOptions } from '../../query/event-reader.ts'
import { histogramOf } from '../../query/histogram.ts'
import type { ReadEvent } from '../../query/items.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import { cursorOf, numberOf, pageOf, type QueryString, queryOf, textOf, timeOf } from './query-string.ts'

interface EventRouteParts extends ClusterParts {
  readonly log: Log
  readonly events: EventReader
  readonly activity: Activity
  readonly schemas: SchemaRepository
  readonly clock: Clock
}

const mostPerPage = 1000
const ndjsonPage = 500

/** What came in: lists, single events, counts, and what a search may go on with. */
export function eventRoutes(app: FastifyInstance, parts: EventRouteParts): void {
  app.get('/_sandbox/events', (request, reply) => listEvents(parts, request, reply))
  app.get('/_sandbox/events/:cursor', request => oneEvent(parts, request.params as { cursor: string }))
  app.get('/_sandbox/summary', request => summary(parts, request.query as QueryString))
  app.get('/_sandbox/histogram', request => histogram(parts, request.query as QueryString))
  app.get('/_sandbox/completions', request => completions(parts, request.query as QueryString))
}

async function listEvents(parts: EventRouteParts, request: FastifyRequest, reply: FastifyReply) {
  const asked = request.query as QueryString
  const { events, clock } = parts
  const query = queryOf(asked, clock.now(), parts)
  if (request.headers.accept?.startsWith('application/x-ndjson')) {
    const page = pageOf(asked, { order: 'asc', limit: Number.POSITIVE_INFINITY })
    return reply.type('application/x-ndjson').send(Readable.from(ndjson(events, query, page)))
  }
  const page = pageOf(asked, { order: 'desc', limit: 100 })
  const { records, next } = await events.find(query, { ...page, limit: Math.min(page.limit, mostPerPage) })
  return { items: records.map(record => listed(events, query, record)), next }
}

function listed(events: EventReader, query: EventQuery, record: StoredRecord): object {
  const { item, event } = events.read(record, query)
  return { ...item, event }
}

async function* ndjson(events: EventReader, query: EventQuery, page: PageOptions): AsyncGenerator<string> {
  let left = page.limit
  let { after, before } = page
  while (left > 0) {
    const { records, next } = await events.find(query, {
      order: page.order,
      limit: Math.min(left, ndjsonPage),
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    })
    left -= records.length
    if (records.length > 0) yield records.map(record => `${JSON.stringify(listed(events, query, record))}\n`).join('')
    if (next === null) return
    if (page.order === 'asc') after = next
    else before = next
  }
}

function oneEvent({ log, events, schemas }: EventRouteParts, params: { cursor: string }): object {
  const cursor = cursorOf('The cursor', params.cursor)
  const record = log.at(cursor)
  if (!record || !events.isEvent(record)) {
    throw new SandboxError('event_not_found', `There is no event at ${params.cursor}.`, {
      hint: 'It may have been let go: GET /_sandbox/events lists what is kept.',
    })
  }
  const read = events.read(record)
  const { note } = record
  return {
    ...read.item,
    event: read.event,
    text: shownText(read),
    raw: read.raw,
    key: record.key?.toString('utf8') ?? null,
    headers: Object.fromEntries(
      record.headers.map(({ key, value }) => [key, value === null ? null : Buffer.from(value).toString('utf8')]),
    ),
    timestamp: new Date(record.timestamp).toISOString(),
    request: note?.request === undefined ? null : { id: note.request, size: note.requestSize ?? 1 },
    problems: read.problems,
    fault: note?.fault ?? null,
    ...sourcesOf(read, schemas),
  }
}

// Text that is not JSON, or nests too deep to be laid out, is shown as it came.
function shownText({ raw, problems }: ReadEvent): string {
  return problems.some(({ keyword }) => keyword === 'depth' || keyword === 'syntax') ? raw : readable(raw)
}

function sourcesOf({ item, problems }: ReadEvent, schemas: SchemaRepository) {
  const uris = new Set([item.schema, ...problems.map(problem => problem.schema?.uri)])
  const sources = [...uris].flatMap(uri => {
    const source = uri ? schemas.source(uri) : undefined
    return source ? [{ ...source, path: resolve(source.file) }] : []
  })
  return { schemaSource: sources.find(({ uri }) => uri === item.schema) ?? sources[0] ?? null, sources }
}

function summary(parts: EventRouteParts, asked: QueryString): object {
  const { activity } = parts
  const cluster = askedCluster(asked, parts)?.log.cluster
  const { valid, invalid } = activity.totals(cluster)
  return { total: valid + invalid, valid, invalid, byStream: activity.byStream(cluster) }
}

function completions(parts: EventRouteParts, asked: QueryString): Promise<object> {
  const q = textOf('q', asked.q) ?? ''
  const caret = numberOf('caret', asked.caret, 0, q.length) ?? q.length
  return completionsOf(parts, { q, caret, now: parts.clock.now() })
}

async function histogram(parts: EventRouteParts, asked: QueryString): Promise<object> {
  const now = parts.clock.now()
  const query = queryOf(asked, now, parts)
  const to = timeOf('to', asked.to) ?? query.until ?? now
  const from = timeOf('from', asked.from) ?? query.since ?? to - 600_000
  const bars = numberOf('bars', asked.bars, 1, 1000) ?? 60
  if (from >= to) throw new SandboxError('bad_request', 'from must be before to.')
  const { countedSince, ...counted } = await histogramOf(parts, query, { from, to, bars })
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...counted,
    ...(countedSince === undefined ? {} : { countedSince: new Date(countedSince).toISOString() }),
  }
}
