import type { IncomingHttpHeaders } from 'node:http'
import type { EventLog } from '../../log/types.ts'
import type { StreamDirectory } from '../../stream/stream-topics.ts'
import { readAssignments } from './assignments.ts'
import { type PartitionCursor, topicPositions } from './position.ts'
import { resumePositions } from './resume.ts'
import {
  assignmentError,
  nothingAvailable,
  requestError,
  type StreamError,
  topicNotAvailable,
  unknownPartition,
} from './stream-error.ts'

/** A request for streams as it came. */
export interface AskedStreams {
  readonly streams: string
  readonly since: unknown
  readonly headers: IncomingHttpHeaders
  readonly url: string
}

/** Where a consumer begins in each partition, or the original's own answer to what cannot be served. */
export type StreamStart = { readonly positions: PartitionCursor[] } | { readonly error: StreamError }

/** Resolves streams to topics and finds the start: `Last-Event-ID` before `since` before the end. */
export function startOf(asked: AskedStreams, parts: { log: EventLog; streams: StreamDirectory }): StreamStart {
  const { log, streams } = parts
  const names = namesIn(asked.streams)
  const found = names.map(name => ({ name, stream: streams.find(name) }))
  const unknown = found.flatMap(({ name, stream }) => (stream ? [] : [name]))
  if (names.length === 0 || unknown.length > 0) {
    const detail = `Invalid streams: ${unknown.join(',')}`
    return { error: requestError(400, asked.url, 'not_found', 'Stream Not Found', detail) }
  }
  const since = readSince(asked.since)
  if (since === 'unreadable') {
    const detail = `since timestamp is not a UTC milliseconds unix epoch and was not parseable: '${String(asked.since)}'`
    return { error: requestError(400, asked.url, 'invalid_timestamp', 'Invalid timestamp', detail) }
  }
  const allowed = [...new Set(found.flatMap(({ stream }) => stream?.topics ?? []))]
  const listed = new Set(found.flatMap(({ stream }) => (stream?.areListed ? stream.topics : [])))
  // Topics that are listed must be there; those made from a name are waited for.
  const available = allowed.filter(topic => !listed.has(topic) || log.topic(topic) !== undefined)
  if (available.length === 0) return { error: nothingAvailable(allowed) }

  const lastEventId = asked.headers['last-event-id']
  if (typeof lastEventId === 'string' && lastEventId !== '') return resumed(log, lastEventId, available, since)
  const missing = allowed.find(topic => !available.includes(topic))
  if (missing !== undefined) return { error: topicNotAvailable(missing, available) }
  return { positions: allowed.flatMap(topic => topicPositions(log, topic, since)) }
}

/** The streams that a path names, each once. */
export function namesIn(streams: string): readonly string[] {
  return [...new Set(streams.split(',').filter(Boolean))]
}

function resumed(
  log: EventLog,
  lastEventId: string,
  available: readonly string[],
  since: number | undefined,
): StreamStart {
  const assigned = readAssignments(lastEventId)
  if ('wrong' in assigned) return { error: assignmentError(assigned.wrong) }
  const { topics, partitions } = assigned
  const foreign = [...topics, ...partitions.map(({ topic }) => topic)].find(topic => !available.includes(topic))
  if (foreign !== undefined) return { error: topicNotAvailable(foreign, available) }
  const missing = partitions.find(({ topic, partition }) => partition >= (log.topic(topic)?.partitions.length ?? 1))
  if (missing) return { error: unknownPartition(missing.topic, missing.partition) }
  const own = resumePositions(log, partitions)
  return { positions: [...topics.flatMap(topic => topicPositions(log, topic, since)), ...own] }
}

function readSince(since: unknown): number | undefined | 'unreadable' {
  if (since === undefined || since === '') return undefined
  if (typeof since !== 'string') return 'unreadable'
  // A plus that was not encoded arrives as a space: 12:00:00 02:00 is 12:00:00+02:00.
  const text = since.replace(/(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$/, '$1+$2')
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(time) ? 'unreadable' : time
}
