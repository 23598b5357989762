import { pointerTo as escaped } from '../event/json-pointer.ts'
import { isObject, type JsonObject } from './source-file.ts'

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
}

/** This schema and all inside it, outermost first. */
export function schemasIn(schema: unknown): readonly PlacedSchema[] {
  const found: PlacedSchema[] = []
  const visit = (part: unknown, pointer: string): void => {
    if (!isObject(part)) return
    found.push({ schema: part, pointer })
    for (const inner of subschemasOf(part, pointer)) visit(inner.schema, inner.pointer)
  }
  visit(schema, '')
  return found
}

/** The schema with what `change` makes of each schema directly in it. */
export function mapSubschemas(schema: JsonObject, change: (schema: unknown, keyword: string) => unknown): JsonObject {
  const entries = Object.entries(schema).map(([keyword, value]) => {
    const kind = kindOf(keyword, value)
    const changed = (part: unknown) => (Array.isArray(part) ? part : change(part, keyword))
    if (kind === 'one') return [keyword, change(value, keyword)]
    if (kind === 'list') return [keyword, (value as unknown[]).map(changed)] // as: kindOf has looked
    if (kind !== 'map') return [keyword, value]
    const parts = Object.entries(value as JsonObject) // as: kindOf has looked
    return [keyword, Object.fromEntries(parts.map(([key, part]) => [key, changed(part)]))]
  })
  return Object.fromEntries(entries)
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

/** Most keys need no escaping, and looking whether one does is quicker than escaping it. */
function pointerTo(at: string, key: string): string {
  return /[~/]/.test(key) ? escaped(at, key) : `${at}/${key}`
}
