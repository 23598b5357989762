import { isObject, type JsonObject } from '../json-object.ts'
import { mapSubschemas, untraversed } from '../subschemas.ts'

/** The least and the greatest number that a schema allows, where it says nothing itself. */
export type NumericBounds = readonly [number, number]

/** Beyond these a double no longer tells whole numbers apart. */
export const safeIntegers: NumericBounds = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]

/** Gives every number of a schema the bounds it lacks. Bounds it has stay, also where they are wider. */
export function withNumericBounds(document: JsonObject, [least, most]: NumericBounds): JsonObject {
  const known = knownWith(least, most)
  const bounded = (schema: unknown, keyword = ''): unknown => {
    if (!isObject(schema) || untraversed.has(keyword)) return schema
    const before = known.get(schema)
    if (before) return before
    const parts = mapSubschemas(schema, bounded)
    const isNumber = schema.type === 'number' || schema.type === 'integer'
    const after = isNumber ? { ...parts, minimum: parts.minimum ?? least, maximum: parts.maximum ?? most } : parts
    known.set(schema, after)
    return after
  }
  return bounded(document) as JsonObject // as: an object stays one
}

const byBounds = new Map<string, WeakMap<JsonObject, JsonObject>>()

/** What was given these bounds before: schemas share most of their parts, and none is ever changed. */
function knownWith(least: number, most: number): WeakMap<JsonObject, JsonObject> {
  const name = `${least} ${most}`
  const known = byBounds.get(name) ?? new WeakMap<JsonObject, JsonObject>()
  byBounds.set(name, known)
  return known
}
