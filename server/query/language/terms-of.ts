import { type Token, tokensOf } from './tokens.ts'

/** A part of a query that can be taken away by itself. */
export interface TopTerm {
  /** As it stands in the query, its minus included. */
  readonly text: string
  readonly offset: number
  /** Where it is one term with a key: the key and its value, without quotes. */
  readonly key: string | undefined
  readonly value: string
  readonly not: boolean
}

/**
 * The parts of a query that must hold together, in their order. What an OR binds is one part, with its parentheses. Of a
 * query that cannot be read too.
 */
export function termsOf(text: string): readonly TopTerm[] {
  const groups = groupsOf(tokensOf(text))
  const isOne = groups.some(group => group[0]?.kind === 'or')
  const parts = isOne ? [groups.flat()] : groups
  return parts
    .filter(part => part.some(({ kind }) => kind === 'word' || kind === 'open'))
    .map(part => termOf(text, part))
}

/** The query without one of its parts. */
export function withoutTerm(text: string, term: TopTerm): string {
  const kept = termsOf(text).filter(({ offset }) => offset !== term.offset)
  return kept.map(each => each.text).join(' ')
}

/** Tokens by what stands together at the top: a word or parentheses, with the minus in front of them. */
function groupsOf(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = []
  let group: Token[] = []
  let depth = 0
  for (const token of tokens) {
    group.push(token)
    if (token.kind === 'open') depth += 1
    if (token.kind === 'close') depth = Math.max(0, depth - 1)
    if (depth > 0 || token.kind === 'not') continue
    groups.push(group)
    group = []
  }
  return group.length > 0 ? [...groups, group] : groups
}

function termOf(text: string, part: readonly Token[]): TopTerm {
  const [first] = part
  const last = part.at(-1)
  const offset = first?.at.offset ?? 0
  const end = last ? last.at.offset + last.at.length : text.length
  const not = first?.kind === 'not'
  const [word] = not ? part.slice(1) : part
  const isWord = word?.kind === 'word' && part.length === (not ? 2 : 1)
  return {
    text: text.slice(offset, end),
    offset,
    key: isWord ? word.key?.text : undefined,
    value: isWord ? word.value.text : text.slice(offset, end),
    not,
  }
}
