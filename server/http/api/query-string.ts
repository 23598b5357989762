import { SandboxError } from '../../base/errors.ts'
import type { Cursor } from '../../log/types.ts'
import { bothQueries, type EventQuery, inCluster, keysQuery, readQuery } from '../../query/event-query.ts'
import type { PageOptions } from '../../query/event-reader.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'

/** A query string as Fastify parses it. */
export type QueryString = Readonly<Record<string, string | readonly string[] | undefined>>

/** The search of a request: stream=, status=, since= and until= say the same as their terms in q=; scope= and cluster= narrow it. */
export function queryOf(asked: QueryString, now: number, parts: ClusterParts): EventQuery {
  const terms = (['stream', 'status', 'since', 'until'] as const).flatMap(key => {
    const text = textOf(key, asked[key])
    return text === undefined ? [] : [[key, key === 'stream' ? text.split(',') : [text]] as const]
  })
  const query = readQuery(textOf('q', asked.q) ?? '', now)
  const both = terms.length === 0 ? query : bothQueries(query, keysQuery(terms, now))
  const cluster = askedCluster(asked, parts)
  return cluster === undefined ? both : inCluster(both, cluster.log.cluster)
}

/** The page a request asks for: after=, before=, order=, limit=. */
export function pageOf(asked: QueryString, initial: { order: 'asc' | 'desc'; limit: number }): PageOptions {
  const after = textOf('after', asked.after)
  const before = textOf('before', asked.before)
  const order = textOf('order', asked.order) ?? initial.order
  if (order !== 'asc' && order !== 'desc') throw new SandboxError('bad_request', 'order is asc or desc.')
  return {
    order,
    limit: numberOf('limit', asked.limit, 1, Number.MAX_SAFE_INTEGER) ?? initial.limit,
    ...(after === undefined ? {} : { after: cursorOf('after', after) }),
    ...(before === undefined ? {} : { before: cursorOf('before', before) }),
  }
}

/** The text of a parameter; undefined where it is absent or empty. */
export function textOf(name: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value || undefined
  throw new SandboxError('bad_request', `${name} is given more than once.`)
}

/** A whole number from `least` to `most`, where given. */
export function numberOf(name: string, value: QueryString[string], least: number, most: number): number | undefined {
  const text = textOf(name, value)
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new SandboxError('bad_request', `${name} takes a whole number from ${least} on, not "${text}".`)
}

/** A time in milliseconds since 1970, where given. */
export function timeOf(name: string, value: QueryString[string]): number | undefined {
  const text = textOf(name, value)
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time))
    throw new SandboxError('bad_request', `${name} takes a time such as 2026-01-31T12:00:00Z, not "${text}".`)
  return time
}

/** A cursor. @throws SandboxError bad_cursor where the text has not the form of one. */
export function cursorOf(name: string, text: string): Cursor {
  if (/^\d{1,15}\.\d{1,9}$/.test(text)) return text as Cursor // as: it has the form of one
  throw new SandboxError('bad_cursor', `${name} "${text}" is no cursor.`, {
    hint: 'Cursors look like 14231.0; every event has one.',
  })
}
