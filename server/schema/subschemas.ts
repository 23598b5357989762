import { pointerTo } from '../event/json-pointer.ts'
import { isObject, type JsonObject } from './json-object.ts'

/** How a keyword of draft-07 holds schemas: one, a list, a map by name; `items` is one or a list, `dependencies` may hold lists of names. */
const holds: ReadonlyMap<string, 'one' | 'list' | 'map'> = new Map([
  ...['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'items', 'not', 'propertyNames', 'then'].map(
    keyword => [keyword, 'one'] as const,
  ),
  ...['allOf', 'anyOf', 'items', 'oneOf'].map(keyword => [keyword, 'list'] as const),
  ...['$defs', 'definitions', 'dependencies', 'patternProperties', 'properties'].map(
    keyword => [keyword, 'map'] as const,
  ),
])

/** A schema inside another. */
export interface Subschema {
  readonly schema: unknown
  /** From the outer schema, such as `/properties/page`. */
  readonly pointer: string
  readonly keyword: string
  /** The property, pattern or definition, of a list the index. */
  readonly key?: string
}

/** The schemas that stand directly in this one. */
export function subschemasOf(schema: JsonObject, at = ''): readonly Subschema[] {
  const found: Subschema[] = []
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = kindOf(keyword, value)
    const pointer = pointerTo(at, keyword)
    if (kind === 'one') found.push({ schema: value, pointer, keyword })
    if (kind !== 'list' && kind !== 'map') continue
    for (const [key, part] of Object.entries(value as JsonObject)) {
      if (!Array.isArray(part)) found.push({ schema: part, pointer: pointerTo(pointer, key), keyword, key })
    }
  }
  return found
}

/** A schema and where it stands. */
export interface PlacedSchema {
  readonly schema: JsonObject
  readonly pointer: string
  readonly way: Way
}

/** What leads from the outermost schema to one inside. */
export interface Way {
  readonly properties: boolean
  /** Properties and `allOf` alone. */
  readonly fields: boolean
  /** A branch or a condition is on it: then what stands around it may declare more. */
  readonly condition: boolean
  /** json-schema-traverse 0.4, with which jsonschema-tools gives numbers their bounds, comes here. */
  readonly traversed: boolean
  /** Draft-07 knows each keyword on it. */
  readonly known: boolean
  /** One of several `items` is on it: Ajv's schema of secure schemas does not come there. */
  readonly tuple: boolean
  /** Ajv 6 compiles what stands there. */
  readonly compiled: boolean
}

/** Whether Ajv 6 compiles what a keyword holds: half a condition it passes over, and what only references lead to. */
export function isCompiled(schema: JsonObject, keyword: string): boolean {
  if (keyword === 'definitions' || keyword === '$defs') return false
  if (keyword === 'if') return Object.hasOwn(schema, 'then') || Object.hasOwn(schema, 'else')
  if (keyword === 'then' || keyword === 'else') return Object.hasOwn(schema, 'if')
  return keyword !== 'additionalItems' || Array.isArray(schema.items)
}

/** This schema and all inside it, outermost first. */
export function schemasIn(schema: unknown): readonly PlacedSchema[] {
  const found: PlacedSchema[] = []
  const visit = (part: unknown, pointer: string, way: Way): void => {
    if (!isObject(part)) return
    found.push({ schema: part, pointer, way })
    for (const keyword in part) {
      const value = part[keyword]
      const kind = kindOf(keyword, value)
      if (kind === undefined) continue
      const inner = wayThrough(way, keyword, kind === 'list', isCompiled(part, keyword))
      const at = pointerTo(pointer, keyword)
      if (kind === 'one') visit(value, at, inner)
      else for (const key of Object.keys(value as JsonObject)) visitMember(value as JsonObject, key, at, inner)
    }
  }
  const visitMember = (holder: JsonObject, key: string, at: string, way: Way): void => {
    const part = holder[key]
    if (isObject(part)) visit(part, pointerTo(at, key), way)
  }
  visit(schema, '', outermost)
  return found
}

const outermost: Way = {
  properties: true,
  fields: true,
  condition: false,
  traversed: true,
  known: true,
  tuple: false,
  compiled: true,
}
const ways = new Map<string, Way>()
/** From a way through a keyword to the next: the same few steps, again and again. */
const steps = new Map<Way, Map<string, Way>>()

function wayThrough(way: Way, keyword: string, isList: boolean, isCompiledHere: boolean): Way {
  const step = isCompiledHere && !isList ? keyword : `${keyword} ${isList} ${isCompiledHere}`
  const known = steps.get(way)?.get(step)
  if (known) return known
  const made = wayWith({
    properties: way.properties && keyword === 'properties',
    fields: way.fields && (keyword === 'properties' || keyword === 'allOf'),
    condition: way.condition || conditions.has(keyword),
    traversed: way.traversed && !untraversed.has(keyword),
    known: way.known && keyword !== '$defs',
    tuple: way.tuple || (keyword === 'items' && isList),
    compiled: way.compiled && isCompiledHere,
  })
  steps.set(way, (steps.get(way) ?? new Map()).set(step, made))
  return made
}

/** One object for all that are the same. */
function wayWith(way: Way): Way {
  const name = Object.values(way).join(' ')
  const before = ways.get(name)
  if (before) return before
  ways.set(name, way)
  return way
}

const conditions: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'dependencies',
  'else',
  'if',
  'not',
  'oneOf',
  'then',
])

/** Keywords that json-schema-traverse 0.4 does not know. */
export const untraversed: ReadonlySet<string> = new Set(['if', 'then', 'else', '$defs'])

/** The schema with what `change` makes of each schema directly in it; the same one where that is nothing new. */
export function mapSubschemas(schema: JsonObject, change: (schema: unknown, keyword: string) => unknown): JsonObject {
  let changed: Record<string, unknown> | undefined
  for (const keyword in schema) {
    const value = schema[keyword]
    const after = mappedKeyword(keyword, value, change)
    if (after === value) continue
    changed ??= { ...schema }
    changed[keyword] = after
  }
  return changed ?? schema
}

function mappedKeyword(
  keyword: string,
  value: unknown,
  change: (schema: unknown, keyword: string) => unknown,
): unknown {
  const kind = kindOf(keyword, value)
  if (kind === undefined) return value
  if (kind === 'one') return change(value, keyword)
  const changed = (part: unknown) => (Array.isArray(part) ? part : change(part, keyword))
  if (kind === 'list') {
    const list = value as readonly unknown[] // as: kindOf has looked
    const after = list.map(changed)
    return after.every((part, index) => part === list[index]) ? list : after
  }
  const entries = Object.entries(value as JsonObject) // as: kindOf has looked
  const after = entries.map(([key, part]) => [key, changed(part)] as const)
  return after.every(([, part], index) => part === entries[index]?.[1]) ? value : Object.fromEntries(after)
}

function kindOf(keyword: string, value: unknown): 'one' | 'list' | 'map' | undefined {
  if (keyword === 'items') return Array.isArray(value) ? 'list' : isSchema(value) ? 'one' : undefined
  const kind = holds.get(keyword)
  if (kind === 'list') return Array.isArray(value) ? kind : undefined
  if (kind === 'map') return isObject(value) ? kind : undefined
  return kind === 'one' && isSchema(value) ? kind : undefined
}

function isSchema(value: unknown): boolean {
  return isObject(value) || typeof value === 'boolean'
}
