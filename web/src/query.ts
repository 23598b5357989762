/** The query as a list of chips: the chip is the query, the query is the URL. */

/** One term: `stream:mediawiki.*`, `-is:canary`, or words without a key. */
export interface Term {
  readonly text: string
  readonly key: string | undefined
  readonly value: string
  readonly not: boolean
}

/** The keys that are offered while typing; the sandbox itself says which others it knows. */
export const offeredKeys = [
  { key: 'stream', says: 'a name, * for any part' },
  { key: 'status', says: 'valid or invalid' },
  { key: 'since', says: '10m, 12:05, or a date' },
  { key: 'until', says: '10m, 12:05, or a date' },
] as const

/** The terms of a query; quotes keep spaces inside a value. */
export function termsOf(query: string): readonly Term[] {
  const texts = query.match(/(?:[^\s"]+|"[^"]*"?)+/g) ?? []
  return texts.map(text => {
    const match = /^(-?)([^\s:"]+):(.*)$/.exec(text)
    if (!match) return { text, key: undefined, value: text, not: false }
    const [, minus, key, value = ''] = match
    return { text, key, value, not: minus === '-' }
  })
}

/** The query with `key:value` in place of whatever it said about `key`; undefined takes the key out. */
export function withTerm(query: string, key: string, value: string | undefined): string {
  const kept = termsOf(query).filter(term => term.key !== key || term.not)
  const texts = kept.map(term => term.text)
  if (value !== undefined) texts.push(`${key}:${/\s/.test(value) ? `"${value}"` : value}`)
  return texts.join(' ')
}

/** The query without one of its terms. */
export function withoutTerm(query: string, term: Term): string {
  const texts = termsOf(query).map(each => each.text)
  texts.splice(texts.indexOf(term.text), 1)
  return texts.join(' ')
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
