import { Fragment, type ReactNode } from 'react'
import type { Correction } from '../wire.ts'
import type { Part } from './wrong-part.ts'

export type Language = 'json' | 'yaml'

/** What is drawn of one line: nobody reads further, and a value may be megabytes long. */
const longest = 2000

/** A line of code, nearly without colour, so that the pencils are seen. */
export function CodeLine(props: {
  text: string
  language: Language
  wrong?: Part | undefined
  /** The rule itself: its value stands out. */
  strong?: boolean
  fix?: Correction | undefined
}) {
  const text = props.text.length > longest ? `${props.text.slice(0, longest)}…` : props.text
  const tokens = props.language === 'json' ? jsonTokens(text) : yamlTokens(text, props.strong === true)
  const { wrong, fix } = props
  if (wrong === undefined) return tokens.map(drawn)
  return (
    <>
      {cut(tokens, 0, wrong.from).map(drawn)}
      {fix === undefined ? (
        <u>{text.slice(wrong.from, wrong.to)}</u>
      ) : (
        <span className="pencil">
          <del>{text.slice(wrong.from, wrong.to)}</del>
          <ins>{asWritten(text.slice(wrong.from, wrong.to), fix)}</ins>
        </span>
      )}
      {cut(tokens, wrong.to, text.length).map(drawn)}
    </>
  )
}

interface Token {
  readonly kind: 'k' | 's' | 'v' | 'p' | 'b' | ''
  readonly text: string
  readonly at: number
}

function jsonTokens(text: string): Token[] {
  const pattern = /("(?:\\.|[^"\\])*")(?=\s*:)|("(?:\\.|[^"\\])*(?:"|$))|([,:])|([^"\s,:]+|\s+)/g
  return [...text.matchAll(pattern)].map(({ 0: part, 1: key, 2: value, 3: mark, index }) => {
    const kind = key !== undefined ? 'k' : value !== undefined ? 's' : mark !== undefined ? 'p' : ''
    return { kind, text: part, at: index }
  })
}

function yamlTokens(text: string, strong: boolean): Token[] {
  const before = /^\s*(?:- )*/.exec(text)?.[0] ?? ''
  const rest = text.slice(before.length)
  const key = /^(?:"[^"]*"|'[^']*'|[^\s#'":][^#:]*)(?=:(?:\s|$))/.exec(rest)?.[0]
  if (key === undefined) return [token('', before, 0), token(strong ? 'b' : 's', rest, before.length)]
  const value = rest.slice(key.length + 1)
  const space = value.length - value.trimStart().length
  const valueAt = before.length + key.length + 1
  return [
    token('', before, 0),
    token(strong && value.trim() === '' ? 'b' : 'k', key, before.length),
    token('p', ':', valueAt - 1),
    token('', value.slice(0, space), valueAt),
    token(strong ? 'b' : 's', value.slice(space), valueAt + space),
  ]
}

function token(kind: Token['kind'], text: string, at: number): Token {
  return { kind, text, at }
}

/** The tokens from one column to another, cut where they reach over. */
function cut(tokens: readonly Token[], from: number, to: number): readonly Token[] {
  return tokens.flatMap(({ kind, text, at }) => {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at))
    return part === '' ? [] : [{ kind, text: part, at: Math.max(at, from) }]
  })
}

function drawn({ kind, text, at }: Token): ReactNode {
  if (kind === '') return <Fragment key={at}>{text}</Fragment>
  if (kind === 'b') return <b key={at}>{text}</b>
  return (
    <span key={at} className={kind}>
      {text}
    </span>
  )
}

/** A struck key stands in quotes, so what replaces it does. */
function asWritten(struck: string, fix: Correction): string {
  return struck !== fix.was && struck === JSON.stringify(fix.was) ? JSON.stringify(fix.becomes) : fix.becomes
}
