import type { EventQuery } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import { valuesAt } from '../language/field.ts'
import { holds, termsIn } from '../language/holds.ts'
import type { Known, Query } from '../language/query.ts'
import type { Match } from './candidate.ts'
import { shown } from './shown.ts'
import type { Miss } from './subset.ts'

/** A wait for what answers a search. */
export function searchMatch(query: EventQuery, events: EventReader): Match {
  const parts = partsOf(query.query)
  return {
    stream: parts.flatMap(part => (part.kind === 'key' && part.key === 'stream' ? (part.exact ?? []) : []))[0],
    equalities: parts.flatMap(part =>
      part.kind === 'field' && part.exact !== undefined ? [{ path: part.path, text: part.exact }] : [],
    ),
    saysStatus: [...termsIn(query.query)].some(
      ({ term }) => term.kind === 'key' && ['status', 'is'].includes(term.key),
    ),
    size: Math.max(1, parts.length),
    wantsTopic: (topic, cluster) => events.wantsTopic(query, topic, cluster),
    holds(candidate) {
      return holds(query.query, candidate.known()) ?? holds(query.query, candidate.whole()) ?? false
    },
    misses(candidate) {
      const known = candidate.whole()
      return parts.filter(part => holds(part, known) !== true).map(part => missOf(part, known))
    },
  }
}

/** What must all hold. */
function partsOf(query: Query): readonly Query[] {
  return query.kind === 'all' ? query.of.flatMap(partsOf) : [query]
}

function missOf(part: Query, known: Known): Miss {
  const wanted = writtenOf(part)
  if (part.kind === 'field') {
    const pointer = part.path.map(key => `/${key}`).join('')
    const [found] = valuesAt(known.content?.event, part.path)
    if (found === undefined)
      return { pointer, wanted, message: `${part.path.join('.')} is missing; wanted is ${wanted}.` }
    return { pointer, wanted, found, message: `${part.path.join('.')} is ${shown(found)}; wanted is ${wanted}.` }
  }
  const found = part.kind === 'key' ? known[part.key as keyof Known] : undefined // as: undefined for every other key
  if (part.kind !== 'key' || found === undefined)
    return { pointer: '', wanted, message: `It does not answer ${wanted}.` }
  return { pointer: '', wanted, found, message: `${part.key} is ${String(found)}; wanted is ${wanted}.` }
}

function writtenOf(query: Query): string {
  if (query.kind === 'not') return `-${writtenOf(query.of)}`
  if (query.kind === 'all') return `(${query.of.map(writtenOf).join(' ')})`
  if (query.kind === 'any') return query.of.map(writtenOf).join(' OR ')
  return query.written ?? query.kind
}
