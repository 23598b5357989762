import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import type { StoredRecord } from '../../log/types.ts'
import { glimpse, glimpseKey } from '../../query/glimpse.ts'
import { type RowsAsked, readRows } from '../../query/topic-rows.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import { numberOf, type QueryString, timeOf } from './query-string.ts'

const mostRows = 1000

/**
 * `GET /_sandbox/topics/{name}/rows?order=&offset=&time=&partition=&limit=&next=`: the records of a topic as a list shows
 * them, each key and value in one line, all partitions in the order of their arrival.
 */
export function rowRoutes(app: FastifyInstance, parts: ClusterParts): void {
  type Asked = { Params: { name: string }; Querystring: QueryString }
  app.get<Asked>('/_sandbox/topics/:name/rows', ({ params, query }) => {
    const broker = (askedCluster(query, parts) ?? parts.clusters[0]).log
    const topic = broker.topic(params.name)
    if (!topic) throw new SandboxError('topic_unknown', `There is no topic ${params.name.slice(0, 60)}.`)
    const { records, next } = readRows(broker, topic, readAsked(query))
    return { items: records.map(row), next }
  })
}

function readAsked(query: QueryString): RowsAsked {
  const offset = numberOf('offset', query.offset, 0, Number.MAX_SAFE_INTEGER)
  const time = timeOf('time', query.time)
  const partition = numberOf('partition', query.partition, 0, Number.MAX_SAFE_INTEGER)
  const { order = 'desc', next } = query
  if (order !== 'asc' && order !== 'desc') throw new SandboxError('bad_request', 'order is asc or desc.')
  if (typeof next === 'object') throw new SandboxError('bad_request', 'next is given more than once.')
  return {
    from: offset !== undefined ? { offset } : time !== undefined ? { time } : order === 'asc' ? 'oldest' : 'newest',
    limit: Math.min(numberOf('limit', query.limit, 1, Number.MAX_SAFE_INTEGER) ?? 100, mostRows),
    ...(partition === undefined ? {} : { partition }),
    ...(next ? { next } : {}),
  }
}

function row({ cursor, partition, offset, timestamp, receivedAt, key, value, note }: StoredRecord): object {
  return {
    cursor,
    partition,
    offset,
    // A producer may send any number as a time.
    timestamp: Math.abs(timestamp) <= 8.64e15 ? new Date(timestamp).toISOString() : null,
    receivedAt: new Date(receivedAt).toISOString(),
    key: key && glimpseKey(key),
    value: value && glimpse(value),
    // What its schema has against a record that was kept all the same.
    reason: note?.problems?.[0]?.message ?? null,
  }
}
