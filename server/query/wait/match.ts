import { SandboxError } from '../../base/errors.ts'
import { isEvent, streamOf } from '../../event/event.ts'
import type { StoredRecord } from '../../log/types.ts'
import { type EventQuery, parseQuery } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import type { ReadEvent } from '../items.ts'
import { compileSubset, type Miss } from './subset.ts'

/** A record that may be the one that is waited for. It is read once, however many look at it, and only if one does. */
export interface Candidate {
  readonly record: StoredRecord
  readonly status: 'valid' | 'invalid'
  /** null is a refused event that names none. */
  readonly stream: string | null
  read(): ReadEvent
}

/** What is waited for. */
export interface Match {
  /** The one stream whose events can answer, where it names one. */
  readonly stream: string | undefined
  /** The status the text of a search asks for by itself. */
  readonly status: 'valid' | 'invalid' | undefined
  /** How many values it asks for. */
  readonly size: number
  wantsTopic(topic: string): boolean
  holds(candidate: Candidate): boolean
  /** What a candidate lacks. */
  misses(candidate: Candidate): readonly Miss[]
}

/** Reads the `match` of a wait: a search, a JSON subset, or nothing for any event. @throws SandboxError */
export function readMatch(match: unknown, events: EventReader, now: number): Match {
  if (typeof match === 'string') return searchMatch(parseQuery(match, now), match, events)
  if (match === undefined || isEvent(match)) return subsetMatch(match ?? {}, events)
  throw new SandboxError('bad_request', 'match is neither a search nor an object.', {
    hint: 'Send {"match": "stream:test.event"} or {"match": {"meta": {"stream": "test.event"}}}.',
  })
}

function subsetMatch(pattern: Record<string, unknown>, events: EventReader): Match {
  const subset = compileSubset(pattern)
  const stream = streamOf(pattern)
  const query: EventQuery = stream === undefined ? {} : { wantsStream: asked => asked === stream, namesStreams: true }
  return {
    stream,
    status: undefined,
    size: subset.size,
    wantsTopic: topic => events.wantsTopic(query, topic),
    holds: ({ read }) => subset.holds(read().event),
    misses: ({ read }) => subset.misses(read().event),
  }
}

function searchMatch(query: EventQuery, text: string, events: EventReader): Match {
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = query
  const holds = ({ record, status }: Candidate) =>
    (query.status === undefined || query.status === status) &&
    events.wantsRecord(query, record) &&
    record.receivedAt >= since &&
    record.receivedAt < until
  return {
    stream: undefined,
    status: query.status,
    size: 1,
    wantsTopic: topic => events.wantsTopic(query, topic),
    holds,
    misses: candidate =>
      holds(candidate) ? [] : [{ pointer: '', wanted: text, message: `It does not answer ${text}.` }],
  }
}
