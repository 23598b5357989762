import { notPlain, oddKeys, quoted, resolved } from './scalars.ts'

type Resolve = (scalar: string) => unknown

/** A list or an object in brackets on one line, of words, numbers, texts in quotes, and such lists again. @throws notPlain */
export function flow(text: string, resolve: Resolve): unknown {
  const { value, end } = valueAt(text, 0, resolve)
  if (end !== text.length) throw notPlain
  return value
}

interface Read {
  readonly value: unknown
  /** Where the text goes on, spaces passed over. */
  readonly end: number
}

function valueAt(text: string, from: number, resolve: Resolve): Read {
  const first = text[from]
  if (first === '[') return listAt(text, from, resolve)
  if (first === '{') return objectAt(text, from, resolve)
  return scalarAt(text, from, resolve)
}

function listAt(text: string, from: number, resolve: Resolve): Read {
  const value: unknown[] = []
  let at = afterSpaces(text, from + 1)
  if (text[at] === ']') return { value, end: afterSpaces(text, at + 1) }
  for (;;) {
    const item = valueAt(text, at, resolve)
    value.push(item.value)
    if (text[item.end] === ']') return { value, end: afterSpaces(text, item.end + 1) }
    if (text[item.end] !== ',') throw notPlain
    at = afterSpaces(text, item.end + 1)
  }
}

function objectAt(text: string, from: number, resolve: Resolve): Read {
  const value: Record<string, unknown> = {}
  let at = afterSpaces(text, from + 1)
  if (text[at] === '}') return { value, end: afterSpaces(text, at + 1) }
  for (;;) {
    keyForm.lastIndex = at
    const [found = '', word, inQuotes, inDoubleQuotes] = keyForm.exec(text) ?? []
    const key = word ?? inQuotes ?? inDoubleQuotes
    if (key === undefined || oddKeys.has(key) || Object.hasOwn(value, key)) throw notPlain
    const inside = valueAt(text, afterSpaces(text, at + found.length), resolve)
    value[key] = inside.value
    if (text[inside.end] === '}') return { value, end: afterSpaces(text, inside.end + 1) }
    if (text[inside.end] !== ',') throw notPlain
    at = afterSpaces(text, inside.end + 1)
  }
}

/** A colon without a space behind it may belong to a word, but not after quotes. */
const keyForm = /([A-Za-z_$][\w$./-]*): |'([^']*)': ?|"([^"\\]*)": ?/y

/** A word has no colon and no `#`: with them it may be a key, an address, or end in a comment. */
const scalarForm = /(?:'(?:[^']|'')*'|"[^"\\]*"|(?:[A-Za-z_$./+]|-?\d)[\w$./+-]*(?: +[\w$./+-]+)*) */y

function scalarAt(text: string, from: number, resolve: Resolve): Read {
  scalarForm.lastIndex = from
  const found = scalarForm.exec(text)?.[0]
  if (found === undefined) throw notPlain
  const scalar = found.trimEnd()
  const isQuoted = scalar.startsWith("'") || scalar.startsWith('"')
  return { value: isQuoted ? quoted(scalar) : resolved(scalar, resolve), end: from + found.length }
}

function afterSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at++
  return at
}
