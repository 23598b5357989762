import { rejectionsTopic } from '../intake/rejections.ts'
import type { StoredRecord } from '../log/types.ts'
import { termsIn } from './language/holds.ts'
import { keyTerm, parseQuery } from './language/parse.ts'
import type { Known, Query } from './language/query.ts'

/** Which events somebody asks for. */
export interface EventQuery {
  readonly query: Query
  /** Streams (or topics) are named, and not only left out. */
  readonly namesStreams: boolean
  /** Streams, status and times decide alone: no record has to be looked at. */
  readonly isBroad: boolean
  /** Arrival, milliseconds since 1970: from `since` (inclusive) to `until` (exclusive). */
  readonly since?: number
  readonly until?: number
  /** The only cluster whose events are asked for; without it those of all. */
  readonly cluster?: string
}

/** Reads a search; `query/language` says what may stand in it. @throws SandboxError bad_query. */
export function readQuery(text: string, now: number): EventQuery {
  return compiled(parseQuery(text, now))
}

/** The search that values of keys ask for, such as those of a URL's parameters. Each entry must hold. */
export function keysQuery(asked: readonly (readonly [key: string, values: readonly string[]])[], now: number): Query {
  const of = asked.map(([key, values]): Query => ({ kind: 'any', of: values.map(value => keyTerm(key, value, now)) }))
  return { kind: 'all', of }
}

/** Both at once. */
export function bothQueries(one: EventQuery, other: Query): EventQuery {
  return compiled({ kind: 'all', of: [one.query, other] })
}

/** The same search in one cluster. No count is kept by cluster, so records are looked at. */
export function inCluster(query: EventQuery, cluster: string): EventQuery {
  return { ...query, cluster, isBroad: false }
}

/** What a record says of itself before its body is read. `stream` is what it belongs to. */
export function knownOf(record: StoredRecord, stream: string | null): Known {
  return {
    status: record.topic === rejectionsTopic ? 'invalid' : 'valid',
    stream,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key?.toString('utf8') ?? null,
    producer: record.note?.producer ?? null,
    gate: record.note?.gate ?? null,
    isCanary: record.note?.canary === true,
    receivedAt: record.receivedAt,
  }
}

/** Canary events are left out unless somebody asks for them, also where one asks for those that are none. */
const notCanary: Query = {
  kind: 'key',
  key: 'is',
  written: '-is:canary',
  test: ({ isCanary }) => (isCanary === undefined ? undefined : !isCanary),
}

function compiled(query: Query): EventQuery {
  const terms = [...termsIn(query)]
  const asksForCanaries = terms.some(({ term }) => term.kind === 'key' && term.written?.includes('canary'))
  const all = asksForCanaries ? query : ({ kind: 'all', of: [query, notCanary] } as const)
  const since = boundsOf(query, 'since')
  const until = boundsOf(query, 'until')
  return {
    query: all,
    namesStreams: terms.some(({ term, not }) => !not && term.kind === 'key' && ['stream', 'topic'].includes(term.key)),
    isBroad: terms.every(({ term }) => isBroad(term)) && hasTimesOnTop(query),
    ...(since.length === 0 ? {} : { since: Math.max(...since) }),
    ...(until.length === 0 ? {} : { until: Math.min(...until) }),
  }
}

function isBroad(term: Query): boolean {
  return term.kind === 'time' || (term.kind === 'key' && ['stream', 'status'].includes(term.key))
}

/** The times that must hold whatever else does. */
function boundsOf(query: Query, key: 'since' | 'until'): number[] {
  if (query.kind === 'time') return query.key === key ? [query.at] : []
  const isChain = query.kind === 'all' || (query.kind === 'any' && query.of.length === 1)
  return isChain ? query.of.flatMap(each => boundsOf(each, key)) : []
}

function hasTimesOnTop(query: Query): boolean {
  const all = [...termsIn(query)].filter(({ term }) => term.kind === 'time')
  return all.length === boundsOf(query, 'since').length + boundsOf(query, 'until').length
}
