import type { ReadEvent } from './items.ts'
import { fieldKey, fieldTerm, keyTermText } from './language/write.ts'

/** What a few events have in them, for who writes a search. */
export interface Seen {
  /** The most frequent first. `key` is how a search names the field. */
  readonly fields: readonly { readonly key: string; readonly type: string }[]
  /** Values by key of the language or of a field, as a search writes them. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

const deepest = 4
const mostFields = 300
const mostValues = 12
const longestValue = 60

/** Looks through events. */
export function seenIn(read: readonly ReadEvent[]): Seen {
  const fields = new Map<string, { times: number; type: string }>()
  const values = new Map<string, Set<string>>()
  for (const { item, event, problems } of read) {
    look(event, [])
    for (const key of ['schema', 'producer', 'gate'] as const) {
      const value = item[key]
      if (value !== null) note(key, keyTermText('', value).slice(1))
    }
    for (const { keyword } of problems) note('error', keyword)
  }
  // An event's own fields before those of every event.
  const isOwn = (key: string) => Number(!/^(?:\$schema|meta\.|\.dt$)/.test(key))
  const sorted = [...fields].sort(
    ([key, one], [otherKey, other]) => isOwn(otherKey) - isOwn(key) || other.times - one.times,
  )
  return {
    fields: sorted.map(([key, { type }]) => ({ key, type })),
    values: new Map([...values].map(([key, each]) => [key, [...each]])),
  }

  function look(value: unknown, path: readonly string[]): void {
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 5)) look(item, path)
    } else if (typeof value === 'object' && value !== null) {
      if (path.length < deepest) for (const [key, inner] of Object.entries(value)) look(inner, [...path, key])
    } else if (path.length > 0) {
      const key = fieldKey(path)
      const field = fields.get(key)
      if (field) field.times += 1
      else if (fields.size < mostFields) fields.set(key, { times: 1, type: typeOf(value) })
      if (String(value).length <= longestValue) note(key, fieldTerm(path, value).slice(key.length + 1))
    }
  }

  function note(key: string, value: string): void {
    const each = values.get(key) ?? new Set()
    if (each.size < mostValues) values.set(key, each.add(value))
  }
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return value === null ? 'null' : typeof value
}
