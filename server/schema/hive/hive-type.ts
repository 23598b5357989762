import { isObject, type JsonObject } from '../json-object.ts'

/** The type of the Hive column that a value becomes. */
export type HiveType =
  | { readonly kind: 'scalar'; readonly name: 'STRING' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, HiveType> }
  | { readonly kind: 'map'; readonly values: HiveType }
  | { readonly kind: 'array'; readonly items: HiveType }
  /** None can be worked out of the schema. `isOdd` where it says something, but nothing that a column can be. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly isOdd: boolean; readonly schema: unknown }

/** The column type of a materialized schema. Nulls do not count: every column may be empty. */
export function hiveTypeOf(schema: unknown): HiveType {
  if (!isObject(schema)) return unknown('it has no type', schema)
  const types = typesOf(schema).filter(type => type !== 'null')
  const [type, ...more] = types
  if (type === undefined) return unknown('it has no type', schema)
  if (more.length > 0) return unknown(`it may be ${types.join(' or ')}`, schema)
  const scalar = scalars[type]
  if (scalar) return { kind: 'scalar', name: scalar }
  if (type === 'array') return arrayType(schema)
  return type === 'object' ? objectType(schema) : unknown(`\`${type}\` is no type`, schema)
}

/** A type as Hive writes it. */
export function hiveName(type: HiveType): string {
  if (type.kind === 'scalar') return type.name
  if (type.kind === 'array') return `ARRAY<${hiveName(type.items)}>`
  if (type.kind === 'map') return `MAP<STRING, ${hiveName(type.values)}>`
  if (type.kind === 'unknown') return 'no type'
  const fields = [...type.fields].map(([name, field]) => `${name}: ${hiveName(field)}`)
  return `STRUCT<${fields.length > 3 ? `${fields.slice(0, 3).join(', ')}, …` : fields.join(', ')}>`
}

const scalars: Readonly<Record<string, 'STRING' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN'>> = {
  __proto__: null as never,
  string: 'STRING',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
}

function typesOf({ type }: JsonObject): readonly string[] {
  return (Array.isArray(type) ? type : [type]).filter(one => typeof one === 'string')
}

function arrayType(schema: JsonObject): HiveType {
  const { items } = schema
  if (Array.isArray(items)) return unknown('its items have different types by their place', schema, true)
  return { kind: 'array', items: hiveTypeOf(items) }
}

function objectType(schema: JsonObject): HiveType {
  const { additionalProperties: values, patternProperties } = schema
  const fields = fieldsOf(schema)
  if (patternProperties !== undefined) return unknown('its keys are patterns', schema, true)
  if (isObject(values) && fields.size > 0) return unknown('it is a struct and a map at once', schema, true)
  if (isObject(values)) return { kind: 'map', values: hiveTypeOf(values) }
  return fields.size > 0 || schema.properties !== undefined
    ? { kind: 'struct', fields }
    : unknown('it has no properties', schema)
}

/** What `oneOf` and the like declare are fields as well. */
function fieldsOf(schema: JsonObject): ReadonlyMap<string, HiveType> {
  const own = isObject(schema.properties) ? schema.properties : {}
  const branches = [schema.allOf, schema.anyOf, schema.oneOf].flatMap(list => (Array.isArray(list) ? list : []))
  const inner = branches.filter(isObject).flatMap(branch => [...fieldsOf(branch)])
  return new Map([...inner, ...Object.entries(own).map(([name, field]) => [name, hiveTypeOf(field)] as const)])
}

function unknown(reason: string, schema: unknown, isOdd = false): HiveType {
  return { kind: 'unknown', reason, isOdd, schema }
}
