import { accepts } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { fixedChoices, seededChoices } from '../sample/choices.ts'
import { exampleOf } from '../sample/example.ts'
import { matching } from '../sample/matching.ts'
import { subschemasOf } from '../subschemas.ts'
import { finiteValues, typesOf } from './facts.ts'
import { type Part, partsOf, valuesOf } from './parts.ts'
import { numbers, numbersIn, texts, textsBeyond } from './probe-scalars.ts'

/**
 * Values on which two schemas may well differ: at the bounds of both, with and without each member, one for each branch.
 * Not all are valid under either; whoever uses them judges them. The plainest come first.
 */
export function probesFor(a: unknown, b: unknown, depth = 0): readonly unknown[] {
  if (depth > 6) return [exampleOf(a)]
  const parts = [...(partsOf(a) ?? []), ...(partsOf(b) ?? [])]
  const types = typesOf(partsOf(a) ?? [])
  const all = [
    ...(finiteValues(a) ?? []),
    ...(types.has('string') ? [...textsBeyond(partsOf(a) ?? [], partsOf(b) ?? []), ...texts(parts)] : []),
    ...(types.has('number') || types.has('integer') ? numbers(parts) : []),
    ...(types.has('boolean') ? [true, false] : []),
    ...(types.has('null') ? [null] : []),
    ...(types.has('object') ? objects(a, b, parts, depth) : []),
    ...(types.has('array') ? arrays(parts, depth) : []),
    ...branches(parts, depth),
    ...valuesOf(parts, 'const'),
    ...valuesOf(parts, 'enum').flatMap(values => (Array.isArray(values) ? values : [])),
  ]
  return distinct(all).slice(0, depth === 0 ? 3000 : 200)
}

const minimal = { ...fixedChoices, isMinimal: true }

function objects(a: unknown, b: unknown, parts: readonly Part[], depth: number): readonly unknown[] {
  const [least, whole] = [exampleOf(a, minimal), exampleOf(a)].map(value => (isObject(value) ? value : {}))
  if (least === undefined || whole === undefined) return []
  const names = Object.keys(whole).filter(name => !Object.hasOwn(least, name))
  const withOne = names.map(name => ({ ...least, [name]: whole[name] }))
  const without = Object.keys(whole).map(name => omitted(whole, name))
  const required = new Set(valuesOf(parts, 'required').flatMap(list => (Array.isArray(list) ? list.map(String) : [])))
  const undeclared = [...new Set([...required, ...Object.keys(whole), ...keysFor(parts)])].flatMap(name =>
    [1, 's', null].map(value => ({ ...least, [name]: value })),
  )
  const sizes = numbersIn(parts, ['minProperties', 'maxProperties']).flatMap(size => [size - 1, size, size + 1])
  const maps = sizes.filter(size => size >= 0 && size < 1000).flatMap(size => mapsOf(whole, size))
  const fromB = exampleOf(b)
  const merged = isObject(fromB)
    ? [
        { ...fromB, ...least },
        { ...whole, ...fromB },
      ]
    : []
  return [{}, least, whole, ...withOne, ...without, ...undeclared, ...maps, ...merged, ...inside(parts, least, depth)]
}

/** Objects that differ in one member, which differs as its own schemas do. */
function inside(parts: readonly Part[], least: JsonObject, depth: number): readonly unknown[] {
  if (depth > 2) return []
  const members = parts.flatMap(({ schema }) => subschemasOf(schema).filter(({ keyword }) => keyword === 'properties'))
  return members.flatMap(({ key = '', schema }) =>
    probesFor(schema, schema, depth + 1)
      .slice(0, 12)
      .map(value => ({ ...least, [key]: value })),
  )
}

/** Keys that patterns and rules about names ask for, and one that nobody knows. */
function keysFor(parts: readonly Part[]): readonly string[] {
  const patterns = parts.flatMap(({ schema }) =>
    Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {}),
  )
  const rules = valuesOf(parts, 'propertyNames').filter(isObject)
  const named = rules.flatMap(rule => texts(partsOf(rule) ?? []))
  const isTelling = (name: string) => new Set(rules.map(rule => accepts(rule, name))).size > 1
  return ['q', 'k', ...patterns.map(matching), ...named.filter(isTelling).slice(0, 12), ...named.slice(0, 12)]
}

/** Short, for what is said of names is often their length. */
const letters = 'abcdefghijklmnopqrstuvwxyz'

function mapsOf(whole: JsonObject, size: number): readonly JsonObject[] {
  const [value = 'x'] = Object.values(whole)
  const keys = [...Object.keys(whole), ...Array.from({ length: size }, (_, at) => letters[at] ?? `k${at}`)].slice(
    0,
    size,
  )
  return [Object.fromEntries(keys.map(key => [key, whole[key] ?? value]))]
}

function arrays(parts: readonly Part[], depth: number): readonly unknown[] {
  const lists = valuesOf(parts, 'items')
  const schemas = lists.flatMap(items => (Array.isArray(items) ? items : [items]))
  const contained = valuesOf(parts, 'contains')
  const items = distinct(
    [...schemas, ...contained].flatMap(schema => probesFor(schema, schema, depth + 2).slice(0, 12)),
  )
  const some = items.length > 0 ? items : ['x', 'y', 1, 2]
  const sizes = [1, ...numbersIn(parts, ['minItems', 'maxItems'])].flatMap(size => [size - 1, size, size + 1])
  const sized = sizes
    .filter(size => size >= 0 && size <= 2000)
    .flatMap(size => [
      Array.from({ length: size }, (_, at) => some[at % some.length]),
      Array.from({ length: size }, () => some[0]),
      Array.from({ length: size }, (_, at) => at),
      Array.from({ length: size }, (_, at) => `x${at}`),
    ])
  const tuples = lists
    .filter(Array.isArray)
    .flatMap(tuple => [
      tuple.map(item => exampleOf(item)),
      [...tuple.map(item => exampleOf(item)), 1],
      [...tuple.map(item => exampleOf(item)), 'x'],
    ])
  return [[], ...some.map(item => [item]), ...some.map(item => [item, item]), ...sized, ...tuples]
}

/** A value for each branch and condition, and objects of two branches at once. */
function branches(parts: readonly Part[], depth: number): readonly unknown[] {
  const inner = parts.flatMap(({ schema }) =>
    subschemasOf(schema).filter(({ keyword }) =>
      ['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependencies'].includes(keyword),
    ),
  )
  const values = inner.flatMap(({ schema }) =>
    depth > 3 ? [exampleOf(schema)] : probesFor(schema, schema, depth + 1).slice(0, 40),
  )
  const whole = parts.map(({ schema }) => exampleOf(schema)).filter(isObject)
  const objectsOnly = [...whole.slice(0, 2), ...values.filter(isObject).slice(0, 20)]
  const pairs = objectsOnly.flatMap(one => objectsOnly.map(other => ({ ...one, ...other })))
  return [...values, ...pairs]
}

/** Documents out of nowhere, valid more often than not: for what probes do not reach. */
export function* randomDocuments(schema: unknown, count: number): Generator<unknown> {
  for (let seed = 1; seed <= count; seed++)
    yield exampleOf(schema, { ...seededChoices(seed), isMinimal: seed % 3 === 0 })
}

function omitted(value: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = value
  return rest
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>()
  return values.filter(value => {
    const text = JSON.stringify(value)
    if (text === undefined || seen.has(text)) return false
    seen.add(text)
    return true
  })
}
