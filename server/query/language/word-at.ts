import { type Token, tokensOf, type Word } from './tokens.ts'

/** The part of a query that somebody is writing: a key (or a word that may become one), or the value of a key. */
export interface WordAt {
  readonly key: string | undefined
  /** What stands there up to the caret. */
  readonly begun: string
  /** What a completion takes the place of. */
  readonly from: number
  readonly to: number
  /** The query without the term under way. */
  readonly rest: string
}

/** What is written at `caret`. */
export function wordAt(text: string, caret: number): WordAt {
  const word = tokensOf(text).find(token => isWord(token) && token.at.offset < caret && caret <= endOf(token))
  if (word === undefined || !isWord(word)) return { key: undefined, begun: '', from: caret, to: caret, rest: text }
  const rest = text.slice(0, word.at.offset) + text.slice(endOf(word))
  const { key, value } = word
  const isInKey = key !== undefined && caret <= key.at.offset + key.at.length
  const piece = key === undefined || isInKey ? word : value
  const from = piece.at.offset
  const begun = text.slice(from, caret).replace(/^"/, '')
  return { key: key === undefined || isInKey ? undefined : key.text, begun, from, to: endOf(piece), rest }
}

function isWord(token: Token): token is Word {
  return token.kind === 'word'
}

function endOf({ at }: { readonly at: Token['at'] }): number {
  return at.offset + at.length
}
