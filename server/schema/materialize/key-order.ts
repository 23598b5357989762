import { isObject, type JsonObject } from '../source-file.ts'

/**
 * Puts the keys of every object in jsonschema-tools' order, also inside `properties` and examples. What is one value in
 * two places stays one.
 */
export function inKeyOrder(value: unknown, known: Map<unknown, unknown> = new Map()): unknown {
  if (typeof value !== 'object' || value === null) return value
  const before = known.get(value)
  if (before !== undefined) return before
  const ordered = isObject(value)
    ? orderedObject(value, known)
    : (value as unknown[]).map(item => inKeyOrder(item, known))
  known.set(value, ordered)
  return ordered
}

function orderedObject(value: JsonObject, known: Map<unknown, unknown>): JsonObject {
  const keys = Object.keys(value).sort(compareKeys)
  return Object.fromEntries(keys.map(key => [key, inKeyOrder(value[key], known)]))
}

const first: ReadonlyMap<string, number> = new Map(
  [
    'title',
    'description',
    '$id',
    '$schema',
    'type',
    'additionalProperties',
    'required',
    'properties',
    'allOf',
    'examples',
  ].map((key, rank) => [key, rank]),
)

// One collator for all: `localeCompare` without one is ten times as slow.
const { compare } = new Intl.Collator()

/** Those of the list in its order, then all others by the alphabet. */
export function compareKeys(a: string, b: string): number {
  const left = first.get(a)
  const right = first.get(b)
  if (left !== undefined && right !== undefined) return left - right
  if (left !== undefined) return -1
  if (right !== undefined) return 1
  return compare(a, b)
}
