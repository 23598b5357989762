import { tokensOf } from './tokens.ts'

/** The term that asks for a field's value as it is; of an object or array: for the field, whatever it holds. */
export function fieldTerm(path: readonly string[], value: unknown): string {
  return `${fieldKey(path)}:${typeof value === 'object' && value !== null ? '*' : writtenValue(value)}`
}

/** The key of a field: `page.page_id`, `.test` at the top, `$schema`, `meta."odd key"`. */
export function fieldKey(path: readonly string[]): string {
  const parts = path.map(part => (/^[^\s"():.\\]+$/.test(part) ? part : quoted(part)))
  const [first = ''] = parts
  if (parts.length === 1 && first.startsWith('$')) return first
  return parts.length === 1 || /^[-/]/.test(first) ? `.${parts.join('.')}` : parts.join('.')
}

/** `key:value`, in quotes where the value needs them. Quotes take `*` for a star. */
export function keyTermText(key: string, value: string): string {
  return `${key}:${/^[^\s"()]+$/.test(value) ? value : quoted(value)}`
}

/** A text as a search for these very words. */
export function wordsText(words: string): string {
  return quoted(words)
}

/** Both at once: what has an OR outside its parentheses gets some. */
export function joined(one: string, other: string): string {
  const parts = [one, other].filter(part => part.trim() !== '')
  return parts.length < 2 ? (parts[0] ?? '') : parts.map(part => (hasOr(part) ? `(${part})` : part)).join(' ')
}

function writtenValue(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  // What would be taken for a number, a wildcard or a comparison is meant as text.
  const isPlain = /^[^\s"()*<>][^\s"()*]*$/.test(value) && !/^(-?\d.*|true|false|null)$/.test(value)
  return isPlain ? value : quoted(value)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function hasOr(text: string): boolean {
  let depth = 0
  for (const { kind } of tokensOf(text)) {
    if (kind === 'open') depth += 1
    else if (kind === 'close') depth -= 1
    else if (kind === 'or' && depth === 0) return true
  }
  return false
}
