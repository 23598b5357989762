import { type Lines, space } from './lines.ts'
import { notPlain, oddKeys } from './scalars.ts'

/** Whether a line begins with a key. */
export function beginsWithKey(lines: Lines): boolean {
  if (knownKey(lines) !== undefined) return true
  keyForm.lastIndex = lines.from
  return keyForm.test(lines.text)
}

/** Reads the key of a line; the line then begins with the value. @throws notPlain */
export function readKey(lines: Lines): string {
  const { text, from } = lines
  const known = knownKey(lines)
  if (known !== undefined) {
    toValue(lines, from + known.length + 1)
    return known
  }
  keyForm.lastIndex = from
  const [, word, inQuotes, inDoubleQuotes] = keyForm.exec(text) ?? []
  const key = word ?? inQuotes ?? inDoubleQuotes
  if (key === undefined || oddKeys.has(key)) throw notPlain
  if (word !== undefined && knownKeys.size < mostKnownKeys) knownKeys.add(word)
  toValue(lines, keyForm.lastIndex)
  return key
}

const keyForm = /(?:([A-Za-z_$][\w$./-]*(?: +[\w$./,-]+)*)|'([^'\n]*)'|"([^"\\\n]*)") *:(?:[ \n]|$)/y

/** Words that were keys before: most keys are the same few, and looking one up is quicker than matching it. */
const knownKeys = new Set<string>()
const mostKnownKeys = 1000
const longestKnownKey = 50

function knownKey({ text, from, to }: Lines): string | undefined {
  const line = text.slice(from, Math.min(to, from + longestKnownKey))
  const colon = line.indexOf(':')
  if (colon === -1 || (colon + 1 < to - from && text.charCodeAt(from + colon + 1) !== space)) return undefined
  const key = line.slice(0, colon)
  return knownKeys.has(key) ? key : undefined
}

function toValue(lines: Lines, from: number): void {
  lines.from = Math.min(from, lines.to)
  while (lines.from < lines.to && lines.text.charCodeAt(lines.from) === space) lines.from++
}
