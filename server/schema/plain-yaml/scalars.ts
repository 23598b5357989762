/** Nothing: the text has something in it that only a whole YAML reader can judge. */
export const notPlain = Symbol('not plain')

/** A plain scalar on one line. `resolve` is what js-yaml makes of one that may be a number. @throws notPlain */
export function resolved(scalar: string, resolve: (scalar: string) => unknown): unknown {
  if (!maybeOther.has(scalar.charCodeAt(0))) return scalar
  if (scalar === 'true') return true
  if (scalar === 'false') return false
  if (scalar === 'null' || scalar === '~') return null
  if (/^-?(?:0|[1-9]\d{0,19})(?:\.\d{1,20})?$/.test(scalar) && scalar !== '-0') return Number(scalar)
  const value = mayBeOther(scalar) ? resolve(scalar) : scalar
  if (typeof value === 'object' && value !== null) throw notPlain
  return value
}

/** Whether it looks a little like a number, a boolean or null; most that begin like one are versions, ids and paths. */
function mayBeOther(scalar: string): boolean {
  if (/^(?:null|true|false|~)$/i.test(scalar)) return true
  if (!/^[-+]?(?:0b[01_]+|0x[\da-f_]+|[\d_.:]+(?:e[-+]?\d+)?|\.(?:inf|nan))$/i.test(scalar)) return false
  return !/^[-+]?\d+\.\d+\.[\d.]*$/.test(scalar)
}

/** A text in quotes, with the escapes that people write. @throws notPlain */
export function quoted(text: string): string {
  const quote = text[0] ?? ''
  const inner = text.slice(1, -1)
  if (text.length < 2 || !text.endsWith(quote)) throw notPlain
  if (quote === '"') {
    if (!/^(?:[^"\\]|\\.)*$/s.test(inner)) throw notPlain
    return inner.includes('\\') ? inner.replace(/\\(.?)/gs, escaped) : inner
  }
  const unescaped = inner.replaceAll("''", '')
  if (unescaped.includes("'")) throw notPlain
  return inner.replaceAll("''", "'")
}

function escaped(_: string, letter: string): string {
  const meant = escapes[letter]
  if (meant === undefined) throw notPlain
  return meant
}

const escapes: Readonly<Record<string, string>> = {
  __proto__: null as never,
  '"': '"',
  '/': '/',
  '\\': '\\',
  _: '\u00a0',
  n: '\n',
  t: '\t',
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
  '<<',
])
/** What cannot begin a plain scalar, or begins another thing. */
export const indicators: ReadonlySet<number> = new Set([...'&*!|>%@`"\'#,[]{}?-:='].map(letter => letter.charCodeAt(0)))
/** First letters of what may be a number, a boolean or null. */
const maybeOther: ReadonlySet<number> = new Set([...'-+.0123456789~nNtTfF'].map(letter => letter.charCodeAt(0)))
