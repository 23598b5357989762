import { isObject, type JsonObject } from '../source-file.ts'
import { mapSubschemas } from '../subschemas.ts'

/** The least and the greatest number that a schema allows, where it says nothing itself. */
export type NumericBounds = readonly [number, number]

/** Beyond these a double no longer tells whole numbers apart. */
export const safeIntegers: NumericBounds = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]

/** Gives every number of a schema the bounds it lacks. Bounds it has stay, also where they are wider. */
export function withNumericBounds(document: JsonObject, [least, most]: NumericBounds): JsonObject {
  const bounded = (schema: unknown, keyword = ''): unknown => {
    if (!isObject(schema) || passedOver.has(keyword)) return schema
    const parts = mapSubschemas(schema, bounded)
    if (schema.type !== 'number' && schema.type !== 'integer') return parts
    return { ...parts, minimum: parts.minimum ?? least, maximum: parts.maximum ?? most }
  }
  return bounded(document) as JsonObject // as: an object stays one
}

/** jsonschema-tools' walk (json-schema-traverse 0.4) does not know these. */
const passedOver: ReadonlySet<string> = new Set(['if', 'then', 'else', '$defs'])
