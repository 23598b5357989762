import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
import { type Event, isEvent } from '../../event/event.ts'
import type { Cursor } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'
import { type EventQuery, inCluster, readQuery } from '../../query/event-query.ts'
import type { EventReader } from '../../query/event-reader.ts'
import type { ReadEvent } from '../../query/items.ts'
import { reset } from '../../query/reset.ts'
import type { StreamNames } from '../../query/stream-names.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import type { OpenCluster, Scope } from '../scopes/scope.ts'
import { apiOf, badEvent, goodEvent } from './micro-events.ts'

interface MicroParts extends ClusterParts {
  readonly events: EventReader
  readonly activity: Activity
  readonly names: StreamNames
  readonly clock: Clock
  /** The scope whose address a request came by. */
  readonly scopeOf: (request: IncomingMessage) => Scope | undefined
}

const atOnce = 500

/**
 * Snowplow Micro's API for test suites that come from there (docs.snowplow.io, Snowplow Micro REST API): accepted events
 * are good, refused ones bad, and lists begin with the newest.
 */
export function microRoutes(app: FastifyInstance, parts: MicroParts): void {
  const method = ['GET', 'POST']
  app.route({ method, url: '/micro/all', handler: request => summary(parts, clusterOf(parts, request)) })
  app.route({ method, url: '/micro/good', handler: request => good(parts, request) })
  app.route({ method, url: '/micro/bad', handler: request => bad(parts, request) })
  app.route({ method, url: '/micro/reset', handler: request => resetAll(parts, request) })
}

function summary({ activity }: MicroParts, cluster: OpenCluster | undefined): object {
  const { valid, invalid } = activity.totals(cluster?.log.cluster)
  return { total: valid + invalid, good: valid, bad: invalid }
}

async function good(parts: MicroParts, request: FastifyRequest): Promise<object[]> {
  const filters = filtersOf(request.body)
  const type = textOf(filters, 'event_type')
  const schema = textOf(filters, 'schema')
  const contexts = textsOf(filters, 'contexts')
  // Events of the platform have no contexts, so none has those that are asked for.
  if (contexts.length > 0) return []
  const isWanted = ({ item }: ReadEvent) =>
    (type === undefined || item.stream === type) && (schema === undefined || item.schema === schema)
  return (await find(parts, request, 'status:valid', limitOf(filters), isWanted)).map(goodEvent)
}

async function bad(parts: MicroParts, request: FastifyRequest): Promise<object[]> {
  const filters = filtersOf(request.body)
  const vendor = textOf(filters, 'vendor')
  const version = textOf(filters, 'version')
  const isWanted = ({ item }: ReadEvent) => {
    const api = apiOf(item)
    return (vendor === undefined || api.vendor === vendor) && (version === undefined || api.version === version)
  }
  return (await find(parts, request, 'status:invalid', limitOf(filters), isWanted)).map(badEvent)
}

async function resetAll(parts: MicroParts, request: FastifyRequest): Promise<object> {
  // A link or picture on another site makes a browser GET this, and sends no Origin.
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') {
    throw new SandboxError('foreign_origin', 'A page of another site does not reset the sandbox.', {
      hint: 'Send the request from the test itself.',
    })
  }
  const asked = clusterOf(parts, request)
  for (const { log } of asked ? [asked] : parts.clusters) await reset(log, parts.names)
  return summary(parts, asked)
}

async function find(
  parts: MicroParts,
  request: FastifyRequest,
  search: string,
  limit: number,
  isWanted: (read: ReadEvent) => boolean,
): Promise<readonly ReadEvent[]> {
  const { events } = parts
  const query = within(readQuery(search, parts.clock.now()), clusterOf(parts, request))
  const found: ReadEvent[] = []
  let before: Cursor | undefined
  while (found.length < limit) {
    const page = await events.find(query, { order: 'desc', limit: atOnce, ...(before ? { before } : {}) })
    found.push(...page.records.map(record => events.read(record)).filter(isWanted))
    if (page.next === null) break
    before = page.next
  }
  return found.slice(0, limit)
}

function within(query: EventQuery, cluster: OpenCluster | undefined): EventQuery {
  return cluster ? inCluster(query, cluster.log.cluster) : query
}

function clusterOf(parts: MicroParts, request: FastifyRequest): OpenCluster | undefined {
  return parts.scopeOf(request.raw) ?? askedCluster(request.query as object, parts) // as: Fastify parses it into one
}

function filtersOf(body: unknown): Event {
  if (body === undefined || body === null) return {}
  if (isEvent(body)) return body
  throw wrong('The filters are no object.')
}

function textOf(filters: Event, key: string): string | undefined {
  const value = filters[key] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw wrong(`${key} takes a text.`)
}

function textsOf(filters: Event, key: string): readonly string[] {
  const value = filters[key] ?? []
  if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value
  throw wrong(`${key} takes a list of texts.`)
}

function limitOf({ limit }: Event): number {
  if (limit === undefined || limit === null) return Number.POSITIVE_INFINITY
  if (typeof limit === 'number' && Number.isInteger(limit)) return Math.max(0, limit)
  throw wrong('limit takes a whole number.')
}

function wrong(message: string): SandboxError {
  return new SandboxError('bad_request', message, {
    hint: '/micro/good takes {event_type, schema, contexts, limit}, /micro/bad {vendor, version, limit}.',
  })
}
