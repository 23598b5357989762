/** Whether a value of an event is the one asked for; undefined is a field that is not there. */
export type ValueTest = (value: unknown) => boolean

type Scalar = string | number | boolean | null

/**
 * What a field is to be. In quotes: that very text. Else `>5`, `<=2026-01-31` (numbers as numbers, texts as texts), `*`
 * for whatever is there, text with `*` for any part, or the value as JSON or plain text has it: `42` is 42 and "42".
 */
export function valueTest(text: string, quoted: boolean): ValueTest {
  if (quoted) return value => value === text
  const [, sign, bound] = /^([<>]=?)(.+)$/.exec(text) ?? []
  if (sign !== undefined && bound !== undefined) return compared(sign, bound)
  if (text === '*') return value => value !== undefined
  if (text.includes('*')) {
    const fits = globTest(text)
    return value => isScalar(value) && fits(String(value))
  }
  const number = numberOf(text)
  return value => (typeof value === 'number' ? value === number : isScalar(value) && String(value) === text)
}

/** The one text that a value which fits has, as `String` writes it; undefined where several fit. */
export function exactText(text: string, quoted: boolean): string | undefined {
  if (quoted) return text
  const number = numberOf(text)
  // `042` is the number 42 and the text "042".
  if (number !== undefined) return String(number) === text ? text : undefined
  return /^[<>]=?.|\*/.test(text) ? undefined : text
}

/** Whether a text fits a pattern in which `*` stands for any part. Takes time in proportion to the text. */
export function globTest(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*')
  const [head = ''] = parts
  if (parts.length === 1) return text => text === pattern
  const tail = parts.at(-1) ?? ''
  const middle = parts.slice(1, -1)
  return text => {
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false
    let at = head.length
    for (const part of middle) {
      const found = text.indexOf(part, at)
      if (found === -1) return false
      at = found + part.length
    }
    return at <= text.length - tail.length
  }
}

function compared(sign: string, bound: string): ValueTest {
  const number = numberOf(bound)
  const order = (value: unknown): number => {
    if (typeof value === 'number' && number !== undefined) return value - number
    if (typeof value === 'string' && number === undefined) return value < bound ? -1 : value > bound ? 1 : 0
    return Number.NaN
  }
  if (sign === '>') return value => order(value) > 0
  if (sign === '>=') return value => order(value) >= 0
  if (sign === '<') return value => order(value) < 0
  return value => order(value) <= 0
}

function numberOf(text: string): number | undefined {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
