import type { Place } from './query.ts'

/*
 * A query's text, in words:
 *
 *   query  = all *("OR" all)
 *   all    = 1*(["-"] ("(" query ")" / word))        "NOT" is "-", "AND" is nothing
 *   word   = [key ":"] value
 *   key    = a key's name / .field / field.path / /json/pointer     names of fields may be quoted
 *   value  = "quoted" / anything up to a space or parenthesis       \" and \\ inside quotes
 */

/** A part of the text that stands for itself. */
export type Token = Mark | Word

/** A parenthesis, a minus, or one of the words `OR`, `AND`, `NOT`. */
export interface Mark {
  readonly kind: 'open' | 'close' | 'not' | 'or' | 'and'
  readonly at: Place
}

/** `key:value`, or a value alone. */
export interface Word {
  readonly kind: 'word'
  readonly at: Place
  readonly key: Piece | undefined
  readonly value: Piece
}

/** A key or a value. */
export interface Piece {
  readonly at: Place
  /** As it is meant: without quotes and what they escape. */
  readonly text: string
  /** It stands in quotes; of a key: a part of it does. */
  readonly quoted: boolean
  /** Quotes that begin and do not end. */
  readonly open: boolean
}

const operators: Readonly<Record<string, Mark['kind']>> = { OR: 'or', AND: 'and', NOT: 'not' }
const marks: Readonly<Record<string, Mark['kind']>> = { '(': 'open', ')': 'close', '-': 'not' }

/** The tokens of a text. Every text has some: what is wrong with it, the parser says. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const first = text.charAt(at)
    if (/\s/.test(first)) {
      at += 1
      continue
    }
    const mark = marks[first]
    const token: Token = mark ? { kind: mark, at: { offset: at, length: 1 } } : wordAt(text, at)
    tokens.push(token)
    at += token.at.length
  }
  return tokens
}

function wordAt(text: string, start: number): Token {
  const colon = endOfKey(text, start)
  if (text.charAt(colon) !== ':') {
    const value = valueAt(text, start)
    const operator = value.quoted ? undefined : operators[value.text]
    if (operator) return { kind: operator, at: value.at }
    return { kind: 'word', at: value.at, key: undefined, value }
  }
  const keyText = text.slice(start, colon)
  const key = { at: place(start, colon), text: keyText, quoted: keyText.includes('"'), open: false }
  const value = valueAt(text, colon + 1)
  return { kind: 'word', at: place(start, value.at.offset + value.at.length), key, value }
}

/** Where the colon stands that ends a key, or whatever else ends the word first. */
function endOfKey(text: string, start: number): number {
  let at = start
  while (at < text.length && !/[\s():]/.test(text.charAt(at))) {
    at = text.charAt(at) === '"' ? endOfQuotes(text, at) : at + 1
  }
  return at
}

function valueAt(text: string, start: number): Piece {
  if (text.charAt(start) === '"') {
    const end = endOfQuotes(text, start)
    const open = !isClosed(text, start, end)
    return { at: place(start, end), text: unquoted(text.slice(start + 1, open ? end : end - 1)), quoted: true, open }
  }
  let end = start
  while (end < text.length && !/[\s()]/.test(text.charAt(end))) end += 1
  return { at: place(start, end), text: text.slice(start, end), quoted: false, open: false }
}

/** The offset behind the closing quote, or the end of the text where there is none. */
function endOfQuotes(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1
    else if (text.charAt(at) === '"') return at + 1
  }
  return text.length
}

function isClosed(text: string, start: number, end: number): boolean {
  return end - start >= 2 && text.charAt(end - 1) === '"' && endOfQuotes(`${text.slice(start, end)} `, 0) <= end - start
}

/** The text that stands in quotes. */
export function unquoted(inner: string): string {
  return inner.replace(/\\(["\\])/g, '$1')
}

function place(start: number, end: number): Place {
  return { offset: start, length: end - start }
}
