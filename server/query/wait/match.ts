import { SandboxError } from '../../base/errors.ts'
import { type Event, isEvent, streamOf } from '../../event/event.ts'
import { bothQueries, keysQuery, readQuery } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import type { Match } from './candidate.ts'
import { searchMatch } from './search-match.ts'
import { compileSubset } from './subset.ts'

/** Reads the `match` of a wait: a search, a part of an event, or nothing for any event. @throws SandboxError */
export function readMatch(match: unknown, events: EventReader, now: number): Match {
  if (typeof match === 'string') return searchMatch(readQuery(match, now), events)
  if (match === undefined || isEvent(match)) return subsetMatch(match ?? {}, events, now)
  throw new SandboxError('bad_request', 'match is neither a search nor an object.', {
    hint: 'Send {"match": "stream:test.event"} or {"match": {"meta": {"stream": "test.event"}}}.',
  })
}

function subsetMatch(pattern: Event, events: EventReader, now: number): Match {
  const subset = compileSubset(pattern)
  const stream = streamOf(pattern)
  const asksForCanary = isEvent(pattern.meta) && pattern.meta.domain === 'canary'
  const all = readQuery('', now)
  const query = stream === undefined ? all : bothQueries(all, keysQuery([['stream', [stream]]], now))
  return {
    stream,
    // The stream has said it already.
    equalities: subset.equalities.filter(({ path }) => path.join() !== 'meta,stream'),
    saysStatus: false,
    size: subset.size,
    wantsTopic: (topic, cluster) => events.wantsTopic(query, topic, cluster),
    holds: ({ record, event }) => (asksForCanary || !record.note?.canary) && subset.holds(event()),
    misses: ({ event }) => subset.misses(event()),
  }
}
