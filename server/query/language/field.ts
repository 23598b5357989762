import { valueAt } from '../../event/field-path.ts'
import { keysOf } from '../../event/json-pointer.ts'
import { unquoted } from './tokens.ts'

/**
 * The path a key names where it names a field: `page.page_id`, `.test` at the top, `$schema`, `meta."odd key"`, or a
 * JSON pointer. A part that is empty without being quoted is undefined; a word without a dot names no field.
 */
export function fieldOf(key: { readonly text: string; readonly quoted: boolean }): (string | undefined)[] | undefined {
  if (key.text.startsWith('/')) return keysOf(key.text)
  const parts: readonly string[] = key.text.match(/"(?:[^"\\]|\\.)*"|[^."]+|\./g) ?? []
  if (!parts.includes('.') && !key.quoted && !key.text.startsWith('$')) return undefined
  const path: (string | undefined)[] = [undefined]
  for (const part of key.text.startsWith('.') ? parts.slice(1) : parts) {
    if (part === '.') path.push(undefined)
    else path[path.length - 1] = (path.at(-1) ?? '') + (part.startsWith('"') ? unquoted(part.slice(1, -1)) : part)
  }
  return path
}

/** Every value at a path: of an array on the way, those of all its items, or of the one whose index the path names. */
export function valuesAt(event: unknown, path: readonly string[]): unknown[] {
  // Most paths lead through objects alone, to one value.
  const only = valueAt(event, path)
  if (only !== undefined && !Array.isArray(only)) return [only]
  let values = [event]
  for (const key of path) values = values.flatMap(value => step(value, key))
  return values.flatMap(value => (Array.isArray(value) ? [value, ...value] : [value]))
}

function step(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Object.hasOwn(value, key) && !(Array.isArray(value) && !/^\d+$/.test(key))) {
    return [(value as Record<string, unknown>)[key]]
  }
  return Array.isArray(value) ? value.flatMap(item => (Array.isArray(item) ? [] : step(item, key))) : []
}
