import { SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { fieldOf } from './field.ts'
import { keyNamed, keys } from './keys.ts'
import type { Place, Query, Term } from './query.ts'
import { parseTime, timeOf } from './time.ts'
import { type Piece, type Token, tokensOf, type Word } from './tokens.ts'
import { exactText, valueTest } from './value.ts'

const longest = 10_000
const deepest = 100

/**
 * Reads a query such as `stream:mediawiki.* status:invalid (page.page_id:42 OR "free text") -is:canary since:10m`.
 * Several streams (or schemas, statuses, ...) are alternatives, as an event has one; all else must hold together.
 * @throws SandboxError bad_query, with the place in the text and the nearest thing that would be right.
 */
export function parseQuery(text: string, now: number): Query {
  if (text.length > longest)
    throw badQuery(`The search is longer than ${longest} letters.`, undefined, { offset: longest, length: 0 })
  const tokens = tokensOf(text)
  let next = 0
  const query = tokens.length === 0 ? everything : any(0)
  const left = tokens[next]
  if (left) throw badQuery('A parenthesis closes that was not opened.', 'Take it away.', left.at, '')
  return query

  function written({ offset, length }: Place): string {
    return text.slice(offset, offset + length)
  }

  function any(depth: number): Query {
    const of = [all(depth)]
    while (tokens[next]?.kind === 'or') {
      next += 1
      of.push(all(depth))
    }
    return of.length === 1 ? (of[0] ?? everything) : { kind: 'any', of }
  }

  function all(depth: number): Query {
    const of: Query[] = []
    for (let token = tokens[next]; token && token.kind !== 'close' && token.kind !== 'or'; token = tokens[next]) {
      if (token.kind === 'and') next += 1
      else of.push(one(token, depth))
    }
    if (of.length === 0) throw nothingHere(tokens, next, text)
    return together(of)
  }

  function one(token: Token, depth: number): Query {
    if (depth > deepest) throw badQuery(`Parentheses stand ${deepest} deep.`, 'Take some away.', token.at)
    next += 1
    if (token.kind === 'word') return { ...termOf(token, now), written: written(token.at) }
    if (token.kind === 'not') {
      const after = tokens[next]
      if (!after || !['word', 'open', 'not'].includes(after.kind))
        throw badQuery(
          'Nothing stands behind the minus.',
          'Write -is:canary, or put the minus in quotes.',
          token.at,
          '"-"',
        )
      return { kind: 'not', of: one(after, depth + 1) }
    }
    const inside = any(depth + 1)
    if (tokens[next]?.kind !== 'close') throw badQuery('A parenthesis is not closed.', 'Write ) behind it.', token.at)
    next += 1
    return inside
  }
}

/** The query that every event answers. */
export const everything: Query = { kind: 'all', of: [] }

/** What one key asks for, such as `stream` and `mediawiki.*`. @throws SandboxError bad_query. */
export function keyTerm(name: string, value: Piece | string, now: number): Term {
  const piece = typeof value === 'string' ? { text: value, quoted: false, at: undefined } : value
  const key = keyNamed(name)
  if (!key) throw unknownKey(name, piece.text)
  if (piece.text === '') throw badQuery(`\`${name}:\` has no value.`, `Write ${name}: and ${key.says}.`, piece.at)
  if (name === 'since' || name === 'until') {
    const word = parseTime(piece.text, now)
    if (word) return { kind: 'time', key: name, at: timeOf(word, now) }
    const hint = `Write a duration such as ${name}:10m, or a time such as ${name}:2026-01-31T12:00:00Z.`
    throw badQuery(`\`${name}:${piece.text}\` is no time.`, hint, piece.at)
  }
  const test = key.test(piece.text, piece.quoted)
  const isExact = key.isName && (piece.quoted || !piece.text.includes('*'))
  if (test) return { kind: 'key', key: name, test, ...(isExact ? { exact: piece.text } : {}) }
  throw noSuchValue(name, piece, key.values ?? [])
}

function termOf({ key, value, at }: Word, now: number): Term {
  if (value.open) throw badQuery('The quotes are not closed.', 'Write " at the end.', value.at)
  if (!key) return { kind: 'text', text: value.text.toLowerCase() }
  if (keyNamed(key.text)) return keyTerm(key.text, value.text === '' ? { ...value, at } : value, now)
  const path = fieldOf(key)
  if (!path) throw unknownKey(key.text, value.text, { key: key.at, word: at })
  if (path.includes(undefined)) throw badQuery(`\`${key.text}\` is no field.`, 'Write page.page_id.', key.at)
  if (value.text === '' && !value.quoted)
    throw badQuery(`\`${key.text}:\` has no value.`, `Write ${key.text}:* for any.`, at, `${key.text}:*`)
  const exact = exactText(value.text, value.quoted)
  const test = valueTest(value.text, value.quoted)
  return { kind: 'field', path: path as string[], test, ...(exact === undefined ? {} : { exact }) } // as: no part is undefined
}

// Two streams, schemas or statuses can only be meant as alternatives.
function together(of: readonly Query[]): Query {
  const groups = new Map<string, Query[]>()
  for (const [index, query] of of.entries()) {
    const name = query.kind === 'key' && keyNamed(query.key)?.isOne ? query.key : `${index}`
    groups.set(name, [...(groups.get(name) ?? []), query])
  }
  const merged = [...groups.values()].map((queries): Query => {
    const [only] = queries
    return only && queries.length === 1 ? only : { kind: 'any', of: queries }
  })
  const [only] = merged
  return only && merged.length === 1 ? only : { kind: 'all', of: merged }
}

function unknownKey(name: string, value: string, at?: { readonly key: Place; readonly word: Place }): SandboxError {
  const names = keys.map(key => key.name)
  const message = `\`${name}\` is not a key.`
  const meant = nearest(name, names)
  if (meant) return badQuery(message, `Did you mean ${meant}?`, at?.key, meant)
  const isText = value.startsWith('//') || !/^[a-z_]\w*$/i.test(name)
  if (isText) return badQuery(message, 'Put a text with a colon in quotes.', at?.word, `"${name}:${value}"`)
  const hint = `A field at the top of the event is written .${name}:${value || '*'}; keys are ${names.join(', ')}.`
  return badQuery(message, hint, at?.key, `.${name}`)
}

const otherWords: Readonly<Record<string, string>> = { accepted: 'valid', refused: 'invalid' }

function noSuchValue(key: string, { text, at }: { text: string; at: Place | undefined }, values: readonly string[]) {
  const meant = otherWords[text] ?? nearest(text, values)
  const all = values.map(value => `${key}:${value}`)
  const hint = meant ? `Did you mean ${key}:${meant}?` : `Write ${all.slice(0, -1).join(', ')} or ${all.at(-1)}.`
  const what = key === 'status' ? 'is no status' : 'is nothing to ask for'
  return badQuery(`\`${key}:${text}\` ${what}.`, hint, at, meant)
}

function nothingHere(tokens: readonly Token[], next: number, text: string): SandboxError {
  const operator = [tokens[next - 1], tokens[next]].find(token => token?.kind === 'or' || token?.kind === 'and')
  if (!operator) {
    const at = tokens[next]?.at ?? { offset: text.length, length: 0 }
    return badQuery('The parentheses are empty.', 'Write a term between them.', at)
  }
  const word = text.slice(operator.at.offset, operator.at.offset + operator.at.length)
  const hint = `Write a term on both sides of ${word}, or put it in quotes to look for the word.`
  return badQuery(`\`${word}\` has nothing on one side.`, hint, operator.at, `"${word}"`)
}

function badQuery(message: string, hint: string | undefined, at: Place | undefined, instead?: string): SandboxError {
  return new SandboxError('bad_query', message, {
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at: instead === undefined ? at : { ...at, instead } }),
  })
}
