import { keysOf } from '../../server/event/json-pointer.ts'
import { termsOf } from '../../server/query/language/terms-of.ts'
import { fieldTerm, joined, keyTermText } from '../../server/query/language/write.ts'

/** The query as a list of chips: the chip is the query, the query is the URL. */
export { type TopTerm as Term, termsOf, withoutTerm } from '../../server/query/language/terms-of.ts'
export { joined, keyTermText } from '../../server/query/language/write.ts'

/** The query with `key:value` in place of whatever it said about `key`; undefined takes the key out. */
export function withTerm(query: string, key: string, value: string | undefined): string {
  const kept = termsOf(query).filter(term => term.key !== key || term.not)
  const rest = kept.map(term => term.text).join(' ')
  return value === undefined ? rest : joined(rest, keyTermText(key, value))
}

/** The term that asks for what an event has at a pointer. */
export function termFor(pointer: string, value: unknown): string {
  if (pointer === '/meta/stream' && typeof value === 'string') return keyTermText('stream', value)
  if (pointer === '/$schema' && typeof value === 'string') return keyTermText('schema', value)
  return fieldTerm(keysOf(pointer), value)
}

/** The query with a term more, unless it says so already. */
export function withMore(query: string, term: string): string {
  return termsOf(query).some(({ text }) => text === term) ? query : joined(query, term)
}

/** The value the query asks of a key, if it asks one. */
export function askedOf(query: string, key: string): string | undefined {
  return termsOf(query).find(term => term.key === key && !term.not)?.value
}

/** The part of a stream's name that a glob in the query states already: `mediawiki.` for `stream:mediawiki.*`. */
export function statedPrefix(query: string): string {
  const stream = askedOf(query, 'stream')
  return stream?.endsWith('*') ? stream.slice(0, -1) : ''
}
