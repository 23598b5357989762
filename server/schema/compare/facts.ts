import { isDeepStrictEqual } from 'node:util'
import { pointerTo } from '../../event/json-pointer.ts'
import { accepts, isOfType } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'

/** A schema, or one that stands in its `allOf`, and where. */
export interface Part {
  readonly schema: JsonObject
  readonly at: string
}

/** The schemas that must all hold: this one and those in its `allOf`; undefined where nothing can hold. */
export function partsOf(schema: unknown, at = ''): readonly Part[] | undefined {
  if (schema === false) return undefined
  if (!isObject(schema)) return []
  const parts: Part[] = [{ schema, at }]
  for (const [index, inner] of (Array.isArray(schema.allOf) ? schema.allOf : []).entries()) {
    const more = partsOf(inner, pointerTo(`${at}/allOf`, index))
    if (more === undefined) return undefined
    parts.push(...more)
  }
  return parts
}

/** All of these at once. */
export function allOf(schemas: readonly unknown[]): unknown {
  const [only = true, ...more] = schemas
  if (schemas.includes(false)) return false
  return more.length === 0 ? only : { allOf: schemas }
}

/** The types a value may have, numbers as `number` where they need not be whole. */
export function typesOf(parts: readonly Part[]): ReadonlySet<string> {
  const values = valuesIn(parts)
  let types =
    values === undefined ? everyType : everyType.filter(type => values.some(value => typeNameOf(value) === type))
  for (const { schema } of parts) {
    if (schema.type === undefined) continue
    const allowed = Array.isArray(schema.type) ? schema.type : [schema.type]
    const isWhole = !allowed.includes('number') && allowed.includes('integer')
    types = types.flatMap(type => {
      if (type === 'number') return allowed.includes('number') ? [type] : isWhole ? ['integer'] : []
      return allowed.includes(type) || (type === 'integer' && allowed.includes('number')) ? [type] : []
    })
  }
  return new Set(types)
}

/** All values there are, where they can be counted: of `enum`, `const`, booleans and null. */
export function finiteValues(schema: unknown): readonly unknown[] | undefined {
  const parts = partsOf(schema)
  if (parts === undefined) return []
  const listed = valuesIn(parts)
  if (listed) return listed.filter(value => accepts(schema, value))
  const types = typesOf(parts)
  if ([...types].some(type => type !== 'boolean' && type !== 'null')) return undefined
  return [true, false, null].filter(value => accepts(schema, value))
}

/** Whether two schemas say the same of every value; what is written for people does not count. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(withoutWords(a), withoutWords(b))
}

/** The values of a keyword in all parts that have it. */
export function valuesOf(parts: readonly Part[], keyword: string): readonly unknown[] {
  return parts.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [schema[keyword]]))
}

/** The greatest of a keyword's numbers; undefined where no part has one. */
export function greatest(parts: readonly Part[], keyword: string): number | undefined {
  const numbers = valuesOf(parts, keyword).filter(value => typeof value === 'number')
  return numbers.length === 0 ? undefined : Math.max(...numbers)
}

/** The least of a keyword's numbers; undefined where no part has one. */
export function least(parts: readonly Part[], keyword: string): number | undefined {
  const numbers = valuesOf(parts, keyword).filter(value => typeof value === 'number')
  return numbers.length === 0 ? undefined : Math.min(...numbers)
}

/** The names that are required. */
export function requiredIn(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(valuesOf(parts, 'required').flatMap(names => (Array.isArray(names) ? names.map(String) : [])))
}

/** The name of a value's type. */
export function typeNameOf(value: unknown): string {
  if (Number.isInteger(value)) return 'number'
  return everyType.find(type => isOfType(value, type)) ?? 'null'
}

const everyType = ['string', 'number', 'boolean', 'object', 'array', 'null']

function valuesIn(parts: readonly Part[]): readonly unknown[] | undefined {
  for (const { schema } of parts) {
    if (Object.hasOwn(schema, 'const')) return [schema.const]
    if (Array.isArray(schema.enum)) return schema.enum
  }
  return undefined
}

const words: ReadonlySet<string> = new Set([
  '$comment',
  '$id',
  '$schema',
  'contentEncoding',
  'contentMediaType',
  'default',
  'definitions',
  '$defs',
  'description',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
])
const maps: ReadonlySet<string> = new Set(['dependencies', 'patternProperties', 'properties'])

/** Sets in one order, so that `required` and `enum` written otherwise are the same. */
function withoutWords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutWords)
  if (!isObject(schema)) return schema
  const kept = Object.entries(schema).filter(([keyword, value]) => !words.has(keyword) && !saysNothing(keyword, value))
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === 'const' || keyword === 'enum') return [keyword, sorted(value)]
      if (keyword === 'required' || keyword === 'type') return [keyword, sorted(Array.isArray(value) ? value : [value])]
      if (!maps.has(keyword) || !isObject(value)) return [keyword, withoutWords(value)]
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutWords(part)]))]
    }),
  )
}

function saysNothing(keyword: string, value: unknown): boolean {
  if (keyword === 'required') return Array.isArray(value) && value.length === 0
  if (keyword === 'additionalProperties') return value === true
  return keyword === 'minLength' || keyword === 'minItems' || keyword === 'minProperties' ? value === 0 : false
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(value.map(item => JSON.stringify(item)))].sort() : value
}
