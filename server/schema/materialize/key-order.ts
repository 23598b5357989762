import { isObject, type JsonObject } from '../json-object.ts'

/**
 * Puts the keys of every object in jsonschema-tools' order, also inside `properties` and examples. What is one value in
 * two places of the examples stays one, and is written once, with an alias.
 */
export function inKeyOrder(document: JsonObject): JsonObject {
  const inExamples = new Map<unknown, unknown>()
  return orderedObject(document, (part, key) => ordered(part, key === 'examples' ? inExamples : undefined))
}

function ordered(value: unknown, known: Map<unknown, unknown> | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value
  const before = known?.get(value)
  if (before !== undefined) return before
  const inOrder = isObject(value)
    ? orderedObject(value, part => ordered(part, known))
    : (value as unknown[]).map(item => ordered(item, known))
  known?.set(value, inOrder)
  return inOrder
}

function orderedObject(value: JsonObject, order: (part: unknown, key: string) => unknown): JsonObject {
  const keys = Object.keys(value).sort(compareKeys)
  return Object.fromEntries(keys.map(key => [key, order(value[key], key)]))
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

// One collator for all: `localeCompare` without one is ten times as slow. Made when it is needed: Node's first takes 10 ms.
let collator: Intl.Collator | undefined

/** Those of the list in its order, then all others by the alphabet. */
export function compareKeys(a: string, b: string): number {
  const left = first.get(a)
  const right = first.get(b)
  if (left !== undefined && right !== undefined) return left - right
  if (left !== undefined) return -1
  if (right !== undefined) return 1
  collator ??= new Intl.Collator()
  return collator.compare(a, b)
}
