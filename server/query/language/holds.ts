import { valuesAt } from './field.ts'
import type { Known, Query, Term } from './query.ts'
import { textHit } from './text.ts'

/** Whether a query holds of an event; undefined where what is known of it does not tell. */
export function holds(query: Query, known: Known): boolean | undefined {
  if (query.kind === 'not') {
    const inner = holds(query.of, known)
    return inner === undefined ? undefined : !inner
  }
  if (query.kind !== 'all' && query.kind !== 'any') return termHolds(query, known)
  // One false decides `all`, one true decides `any`.
  const deciding = query.kind === 'any'
  let isOpen = false
  for (const each of query.of) {
    const inner = holds(each, known)
    if (inner === deciding) return deciding
    if (inner === undefined) isOpen = true
  }
  return isOpen ? undefined : !deciding
}

/** Every term of a query; `not` says whether it is excluded. */
export function* termsIn(query: Query, not = false): Generator<{ readonly term: Term; readonly not: boolean }> {
  if (query.kind === 'not') yield* termsIn(query.of, !not)
  else if (query.kind === 'all' || query.kind === 'any') for (const each of query.of) yield* termsIn(each, not)
  else yield { term: query, not }
}

function termHolds(term: Term, known: Known): boolean | undefined {
  if (term.kind === 'key') return term.test(known)
  if (term.kind === 'time') {
    if (known.receivedAt === undefined) return undefined
    return term.key === 'since' ? known.receivedAt >= term.at : known.receivedAt < term.at
  }
  const { content } = known
  if (content === undefined) return undefined
  if (term.kind === 'text') return textHit(term.text, content) !== undefined
  return valuesAt(content.event, term.path).some(term.test)
}
