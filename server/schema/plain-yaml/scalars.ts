/** Nothing: the text has something in it that only a whole YAML reader can judge. */
export const notPlain = Symbol('not plain')

/** A plain scalar on one line. `resolve` is what js-yaml makes of one that may be a number. @throws notPlain */
export function resolved(scalar: string, resolve: (scalar: string) => unknown): unknown {
  if (!maybeOther.has(scalar.charCodeAt(0))) return scalar
  if (scalar === 'true') return true
  if (scalar === 'false') return false
  if (/^-?[1-9]\d{0,15}$|^0$/.test(scalar) && Number.isSafeInteger(Number(scalar))) return Number(scalar)
  const value = /^[-+.\d~]|^(?:null|true|false)$/i.test(scalar) ? resolve(scalar) : scalar
  if (typeof value === 'object' && value !== null) throw notPlain
  return value
}

/** A text in quotes, without an escape but `''`. @throws notPlain */
export function quoted(text: string): string {
  const quote = text[0] ?? ''
  const inner = text.slice(1, -1)
  if (text.length < 2 || !text.endsWith(quote)) throw notPlain
  if (quote === '"') {
    if (inner.includes('"') || inner.includes('\\')) throw notPlain
    return inner
  }
  const unescaped = inner.replaceAll("''", '')
  if (unescaped.includes("'")) throw notPlain
  return inner.replaceAll("''", "'")
}

/** Lists of words, and the reference that examples have. @throws notPlain */
export function flow(text: string): unknown {
  if (text === '[]') return []
  if (text === '{}') return {}
  const reference = /^\{ ?\$ref: (?:'([^'"\\]*)'|"([^'"\\]*)") ?\}$/.exec(text)
  if (reference) return { $ref: reference[1] ?? reference[2] }
  const words = /^\[([\w$, ]*)\]$/.exec(text)?.[1]?.split(',')
  const items = words?.map(word => word.trim())
  if (!items?.every(word => /^[A-Za-z_$][\w$]*$/.test(word) && !oddKeys.has(word))) throw notPlain
  return items
}

/** Keys that js-yaml reads as something else, or that an object has already. */
export const oddKeys: ReadonlySet<string> = new Set([
  'null',
  'Null',
  'NULL',
  'true',
  'True',
  'TRUE',
  'false',
  'False',
  'FALSE',
  '__proto__',
])
/** What cannot begin a plain scalar, or begins another thing. */
export const indicators: ReadonlySet<number> = new Set([...'&*!|>%@`"\'#,[]{}?-:='].map(letter => letter.charCodeAt(0)))
/** First letters of what may be a number, a boolean or null. */
const maybeOther: ReadonlySet<number> = new Set([...'-+.0123456789~nNtTfF'].map(letter => letter.charCodeAt(0)))
