import { keysOf, parentOf, valueAt } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'

/** What a schema says about the places of an event, apart from any verdict. */
export interface SchemaParts {
  /** The schemas that speak about the value at a pointer; of alternatives, all of them. */
  at(pointer: string): readonly JsonObject[]
  /** The keys that an object at a pointer may have by name. */
  declaredKeys(pointer: string): ReadonlySet<string>
  /** Whether a key of the object at a pointer is known, by name or by pattern or because all are. */
  declares(pointer: string, key: string): boolean
  isRequired(pointer: string): boolean
  /** The value at a pointer in the schema's own example, or undefined. */
  example(pointer: string): unknown
}

/** Reads a schema whose references are in place. */
export function createSchemaParts(document: JsonObject): SchemaParts {
  const at = (pointer: string): readonly JsonObject[] => {
    let parts = alternatives(document)
    for (const key of keysOf(pointer)) parts = parts.flatMap(part => within(part, key)).flatMap(alternatives)
    return parts
  }
  const declaredKeys = (pointer: string) =>
    new Set(at(pointer).flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])))
  const [example] = Array.isArray(document.examples) ? document.examples : []

  return {
    at,
    declaredKeys,
    declares: (pointer, key) =>
      at(pointer).some(
        part => hasKey(part, key) || isObject(part.additionalProperties) || byPattern(part, key).length > 0,
      ),
    isRequired(pointer) {
      const above = parentOf(pointer)
      if (above === undefined) return false
      return at(above.parent).some(({ required }) => Array.isArray(required) && required.includes(above.key))
    },
    example: pointer => valueAt(example, pointer),
  }
}

const hasKey = ({ properties }: JsonObject, key: string) => isObject(properties) && Object.hasOwn(properties, key)

/** The schema and those it is made of. */
function alternatives(schema: unknown): readonly JsonObject[] {
  if (!isObject(schema)) return []
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].filter(Array.isArray).flat()
  return [schema, ...[...lists, schema.then, schema.else].flatMap(alternatives)]
}

function within(schema: JsonObject, key: string): readonly unknown[] {
  const { properties, additionalProperties, items, additionalItems } = schema
  const named = [
    ...(isObject(properties) && Object.hasOwn(properties, key) ? [properties[key]] : []),
    ...byPattern(schema, key),
  ]
  if (named.length > 0) return named
  if (/^\d+$/.test(key) && items !== undefined) {
    return Array.isArray(items) ? [items[Number(key)] ?? additionalItems] : [items]
  }
  return [additionalProperties]
}

function byPattern({ patternProperties }: JsonObject, key: string): readonly unknown[] {
  if (!isObject(patternProperties)) return []
  return Object.entries(patternProperties).flatMap(([pattern, part]) => (new RegExp(pattern).test(key) ? [part] : []))
}
