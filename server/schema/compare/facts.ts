import { isDeepStrictEqual } from 'node:util'
import { accepts, isOfType } from '../accepts.ts'
import { isObject } from '../json-object.ts'
import { lower, upper } from './bounds.ts'
import { type Part, partsOf, valuesOf } from './parts.ts'

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
  const listed = valuesIn(parts) ?? fewValuesOf(parts)
  return listed?.filter(value => accepts(schema, value))
}

/** Whether two schemas say the same of every value; what is written for people does not count. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(withoutWords(a), withoutWords(b))
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
  for (const branches of [...valuesOf(parts, 'anyOf'), ...valuesOf(parts, 'oneOf')]) {
    if (!Array.isArray(branches)) continue
    const values = branches.map(finiteValues)
    if (values.every(one => one !== undefined)) return values.flat()
  }
  return undefined
}

/** More whole numbers than this are not tried one by one. */
const mostNumbers = 100

/** The values of types that have few. */
function fewValuesOf(parts: readonly Part[]): readonly unknown[] | undefined {
  const types = typesOf(parts)
  if ([...types].some(type => type !== 'boolean' && type !== 'null' && type !== 'integer')) return undefined
  if (!types.has('integer')) return [true, false, null]
  const least = Math.max(...lower(parts, true).map(({ value }) => value))
  const most = Math.min(...upper(parts, true).map(({ value }) => value))
  if (!(most - least < mostNumbers)) return undefined
  return [true, false, null, ...Array.from({ length: Math.max(0, most - least + 1) }, (_, at) => least + at)]
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
