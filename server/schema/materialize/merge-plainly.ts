import { isObject, type JsonObject } from '../json-object.ts'
import { isSameJson } from '../same-json.ts'
import { isEmpty, shapeOf } from '../shape.ts'

/**
 * Merges the `allOf` of a schema whose parts agree, or differ only where everybody knows what wins: nearly all of a
 * repository's. Undefined where anything needs json-schema-merge-allof, which copies what it gets many times and takes
 * a hundred times as long.
 */
export function mergePlainly(schema: JsonObject): JsonObject | undefined {
  return shapeOf(schema).isMerged ? mergedParts([schema]) : schema
}

function mergedParts(schemas: readonly JsonObject[]): JsonObject | undefined {
  const members: JsonObject[] = []
  for (const schema of schemas) if (!gather(schema, members)) return undefined
  const merged: Record<string, unknown> = {}
  for (const member of members) {
    for (const keyword in member) {
      if (keyword === 'allOf' || Object.hasOwn(merged, keyword)) continue
      const value = mergedKeyword(keyword, distinct(members, keyword))
      if (value === undefined) return undefined
      merged[keyword] = value
    }
  }
  return merged
}

/** The schema itself and all its `allOf`, outermost first; false where one of them is not an object. */
function gather(schema: unknown, members: JsonObject[]): boolean {
  if (!isObject(schema) || Object.hasOwn(schema, '__proto__')) return false
  members.push(schema)
  const parts = schema.allOf ?? []
  return Array.isArray(parts) && parts.every(part => gather(part, members))
}

function distinct(members: readonly JsonObject[], keyword: string): readonly unknown[] {
  const values: unknown[] = []
  for (const member of members) {
    if (!Object.hasOwn(member, keyword)) continue
    const value = member[keyword]
    if (!values.some(known => isSameJson(known, value))) values.push(value)
  }
  return values
}

function mergedKeyword(keyword: string, values: readonly unknown[]): unknown {
  if (keyword === 'properties') return mergedProperties(values)
  const [only] = values
  if (inside.has(keyword) && values.length === 1 && isObject(only) && !isEmpty(only)) return mergePlainly(only)
  if (left.has(keyword) || values.some(value => isEmpty(value) || shapeOf(value).isMerged)) return undefined
  if (keyword === 'additionalProperties') return mergedAdditional(values)
  if (values.length === 1 || firstWins.has(keyword)) return values[0]
  if (keyword === 'required') return mergedNames(values)
  const choose = bounds[keyword]
  return choose && values.every(isNumber) ? choose(...values) : undefined
}

function mergedProperties(values: readonly unknown[]): JsonObject | undefined {
  // What is empty the library leaves out.
  if (!values.every(value => isObject(value) && Object.keys(value).length > 0)) return undefined
  const maps = values as readonly JsonObject[] // as: looked at above
  const merged: Record<string, unknown> = {}
  for (const map of maps) {
    for (const name in map) {
      if (Object.hasOwn(merged, name)) continue
      const parts = distinct(maps, name)
      if (name === '__proto__' || !parts.every(isObject)) return undefined
      const [only] = parts
      const part = parts.length === 1 && only && !shapeOf(only).isMerged ? only : mergedParts(parts)
      if (part === undefined) return undefined
      merged[name] = part
    }
  }
  return merged
}

function mergedAdditional(values: readonly unknown[]): unknown {
  if (values.includes(false)) return false
  const [schema = true, ...more] = values.filter(value => value !== true)
  return more.length === 0 && (schema === true || (isObject(schema) && Object.keys(schema).length > 0))
    ? schema
    : undefined
}

/** All of them in the order of the alphabet, but untouched where all lists name the same. */
function mergedNames(values: readonly unknown[]): unknown {
  if (!values.every(value => Array.isArray(value) && value.every(name => typeof name === 'string'))) return undefined
  const lists = values as readonly (readonly string[])[] // as: looked at above
  const all = [...new Set(lists.flat())].sort()
  return lists.every(list => list.length === all.length) ? lists[0] : all
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

/** Hold one schema, of all values or items. */
const inside: ReadonlySet<string> = new Set(['additionalProperties', 'items'])
const firstWins: ReadonlySet<string> = new Set(['$id', '$schema', 'title', 'description', 'default', 'examples'])
const bounds: Readonly<Record<string, (...values: number[]) => number>> = {
  __proto__: null as never,
  minimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  exclusiveMinimum: Math.max,
  maximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
  exclusiveMaximum: Math.min,
}
/** Merged by rules of their own, or with what stands beside them. */
const left: ReadonlySet<string> = new Set([
  'additionalItems',
  'anyOf',
  'dependencies',
  'not',
  'oneOf',
  'patternProperties',
])
