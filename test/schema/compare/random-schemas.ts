import { accepts } from '../../../server/schema/accepts.ts'
import { isObject, type JsonObject } from '../../../server/schema/json-object.ts'

/** A number from 0 to 1. */
export type Random = () => number

const names = ['a', 'b', 'c'] as const

/** A draft-07 schema of few names and small numbers, so that two of them often have to do with each other. */
export function randomSchema(random: Random, depth = 0): JsonObject {
  const kinds = depth > 2 ? scalarKinds : [...scalarKinds, 'object', 'object', 'object', 'array', 'branch']
  const kind = depth === 0 && random() < 0.8 ? 'object' : pick(kinds, random)
  if (kind === 'string') return some({ type: 'string' }, texts, random)
  if (kind === 'number') return some({ type: pick(['number', 'integer'], random) }, numbers, random)
  if (kind === 'object') return randomObject(random, depth)
  if (kind === 'array') return randomArray(random, depth)
  if (kind === 'branch') return randomBranch(random, depth)
  return pick<JsonObject>(
    [{ type: 'boolean' }, { type: ['string', 'null'] }, { enum: ['x', 1, null] }, {}, { const: 'x' }],
    random,
  )
}

/** A pair: the second is the first with one thing in it changed, or another schema altogether. */
export function randomPair(random: Random): readonly [JsonObject, JsonObject] {
  const old = randomSchema(random)
  return [old, random() < 0.1 ? randomSchema(random) : changed(old, random, 0)]
}

const scalarKinds = ['string', 'string', 'number', 'number', 'plain']

type Rules = Readonly<Record<string, (random: Random, depth: number) => unknown>>

const texts: Rules = {
  minLength: random => whole(3, random),
  maxLength: random => whole(5, random),
  pattern: random => pick(['^a', 'b$', '^[ab]+$', 'x'], random),
  format: random => pick(['date', 'date-time', 'email'], random),
  enum: random => pick([['x'], ['x', 'ab'], ['ab', 'a', '']], random),
  const: random => pick(['x', 'ab'], random),
}
const numbers: Rules = {
  minimum: random => whole(8, random) - 4,
  maximum: random => whole(8, random) - 2,
  exclusiveMinimum: random => whole(8, random) - 5,
  exclusiveMaximum: random => whole(8, random) - 1,
  multipleOf: random => pick([0.5, 1, 2, 3], random),
  enum: random => pick([[1], [1, 2.5], [0, -3, 2]], random),
}
const objects: Rules = {
  required: random => names.filter(() => random() < 0.3),
  additionalProperties: (random, depth) => (random() < 0.5 ? random() < 0.5 : randomSchema(random, depth + 1)),
  patternProperties: (random, depth) => ({ [pick(['^a', '^b', 'c'], random)]: randomSchema(random, depth + 1) }),
  propertyNames: random => pick([{ maxLength: 1 }, { pattern: '^[ab]' }, { enum: ['a', 'b'] }], random),
  minProperties: random => whole(2, random),
  maxProperties: random => 1 + whole(3, random),
  dependencies: (random, depth) => ({
    [pick(names, random)]: random() < 0.5 ? [pick(names, random)] : randomSchema(random, depth + 1),
  }),
}
const arrays: Rules = {
  minItems: random => whole(2, random),
  maxItems: random => 1 + whole(3, random),
  uniqueItems: random => random() < 0.7,
}
const branches: Rules = {
  anyOf: (random, depth) => [randomSchema(random, depth + 1), randomSchema(random, depth + 1)],
  oneOf: (random, depth) => [randomSchema(random, depth + 1), randomSchema(random, depth + 1)],
  allOf: (random, depth) => [randomSchema(random, depth + 1)],
  not: (random, depth) => randomSchema(random, depth + 1),
  if: (random, depth) => randomSchema(random, depth + 1),
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  then: (random, depth) => randomSchema(random, depth + 1),
  else: (random, depth) => randomSchema(random, depth + 1),
}
const every: Rules = {
  ...texts,
  ...numbers,
  ...objects,
  ...arrays,
  ...branches,
  type: random => pick(['string', 'integer', 'number', 'object', ['string', 'null']], random),
}

function randomObject(random: Random, depth: number): JsonObject {
  const properties = names.filter(() => random() < 0.6).map(name => [name, randomSchema(random, depth + 1)])
  const declares = random() < 0.9 ? { properties: Object.fromEntries(properties) } : {}
  const branch = random() < 0.15 ? some({}, branches, random, depth) : {}
  return some({ type: 'object', ...declares, ...branch }, objects, random, depth)
}

function randomArray(random: Random, depth: number): JsonObject {
  const item = () => randomSchema(random, depth + 1)
  // No `contains`: inside a list Ajv 8.20 takes an empty list for one that contains what the list before it did.
  if (random() < 0.2)
    return some(
      { type: 'array', items: [item(), item()], additionalItems: random() < 0.5 ? item() : false },
      arrays,
      random,
    )
  return some({ type: 'array', ...(random() < 0.85 ? { items: item() } : {}) }, arrays, random)
}

function randomBranch(random: Random, depth: number): JsonObject {
  return some({}, branches, random, depth)
}

/** None, one or two of these rules. */
function some(schema: JsonObject, rules: Rules, random: Random, depth = 0): JsonObject {
  let whole = schema
  for (let count = Math.floor(random() * 2.5); count > 0; count--) {
    const keyword = pick(Object.keys(rules), random)
    whole = { ...whole, [keyword]: rules[keyword]?.(random, depth) }
  }
  return whole
}

/** Takes a keyword out, puts one in or changes one, here or deeper. */
function changed(schema: JsonObject, random: Random, depth: number): JsonObject {
  const { properties } = schema
  if (isObject(properties) && random() < 0.6 && depth < 4) {
    const name = pick(names, random)
    const { [name]: before, ...others } = properties
    const after =
      random() < 0.15
        ? undefined
        : isObject(before)
          ? changed(before, random, depth + 1)
          : randomSchema(random, depth + 1)
    return { ...schema, properties: after === undefined ? others : { ...properties, [name]: after } }
  }
  const keyword = pick(
    Object.keys(schema).filter(key => key !== 'properties'),
    random,
  )
  const what = random()
  if (what < 0.35 && keyword !== undefined && keyword !== 'type')
    return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword))
  if (what < 0.7 && keyword !== undefined && every[keyword])
    return { ...schema, [keyword]: every[keyword](random, depth) }
  const rules =
    schema.type === 'string' ? texts : schema.type === 'object' ? objects : schema.type === 'array' ? arrays : numbers
  return some(schema, rules, random, depth)
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[Math.floor(random() * values.length)] as Value // as: the lists are not empty, or undefined is handled
}

function whole(most: number, random: Random): number {
  return Math.floor(random() * (most + 1))
}

/** A document that holds, at each place, only properties that the schema declares there. */
export function declaredDocument(schema: unknown, random: Random, depth = 0): unknown {
  const parts = partsIn(schema, random, depth)
  const listed = parts.flatMap(part => [
    ...(Array.isArray(part.enum) ? part.enum : []),
    ...(Object.hasOwn(part, 'const') ? [part.const] : []),
  ])
  if (listed.length > 0 && random() < 0.6) return pick(listed, random)
  const types = parts.flatMap(part => (part.type === undefined ? [] : part.type)) as string[]
  const type =
    random() < 0.8 && types.length > 0
      ? pick(types, random)
      : pick(['string', 'number', 'object', 'array', 'boolean', 'null'], random)
  if (type === 'string') return pick(strings, random)
  if (type === 'integer') return Math.floor(random() * 11) - 5
  if (type === 'number') return Math.floor(random() * 22) / 2 - 5
  if (type === 'boolean') return random() < 0.5
  if (type === 'null' || depth > 4) return null
  if (type === 'array') {
    const items = parts
      .flatMap(({ items: rule, additionalItems, contains }) => [
        ...(Array.isArray(rule) ? rule : [rule]),
        additionalItems,
        contains,
      ])
      .filter(isObject)
    return Array.from({ length: Math.floor(random() * 4) }, () =>
      declaredDocument(pick(items, random) ?? {}, random, depth + 1),
    )
  }
  const entries = parts.flatMap(part => memberEntries(part))
  const chosen = entries.filter(() => random() < 0.6)
  return Object.fromEntries(chosen.map(([key, inner]) => [key, declaredDocument(inner, random, depth + 1)]))
}

function memberEntries({
  properties,
  patternProperties,
  additionalProperties,
}: JsonObject): readonly [string, unknown][] {
  const own = isObject(properties) ? Object.entries(properties) : []
  const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : []
  const matching = patterns.flatMap(([pattern, inner]) =>
    names.filter(one => new RegExp(pattern).test(one)).map(one => [one, inner] as [string, unknown]),
  )
  const map = isObject(additionalProperties)
    ? names
        .filter(one => !own.some(([key]) => key === one))
        .map(one => [one, additionalProperties] as [string, unknown])
    : []
  return [...map, ...matching, ...own]
}

/** Whether each property is declared at its place, of several branches by one that the value is valid under. */
export function isDeclaredThroughout(schemas: readonly unknown[], value: unknown): boolean {
  const parts = schemas.flatMap(schema => holdingParts(schema, value))
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items: rule, additionalItems, contains }) =>
      [rule, additionalItems, contains].flat(),
    )
    return value.every(item => isDeclaredThroughout(items, item))
  }
  if (!isObject(value)) return true
  const entries = parts.flatMap(memberEntries)
  return Object.entries(value).every(([name, inner]) => {
    const own = entries.filter(([key]) => key === name).map(([, schema]) => schema)
    return own.length > 0 && isDeclaredThroughout(own, inner)
  })
}

function holdingParts(schema: unknown, value: unknown): readonly JsonObject[] {
  const branches = isObject(schema)
    ? [schema.anyOf, schema.oneOf].flatMap(list => (Array.isArray(list) ? list : []))
    : []
  const holding = branches.filter(branch => accepts(branch, value))
  return withConditions(schema, 0).concat(holding.flatMap(branch => holdingParts(branch, value)))
}

/** The schemas that may hold of one document: all conditions, but one branch of each choice. */
function partsIn(schema: unknown, random: Random, depth: number): readonly JsonObject[] {
  if (!isObject(schema) || depth > 8) return []
  const chosen = [schema.anyOf, schema.oneOf].flatMap(list => (Array.isArray(list) ? [pick(list, random)] : []))
  return withConditions(schema, depth).concat(chosen.flatMap(part => partsIn(part, random, depth + 1)))
}

function withConditions(schema: unknown, depth: number): JsonObject[] {
  if (!isObject(schema) || depth > 8) return []
  const dependencies = isObject(schema.dependencies) ? Object.values(schema.dependencies) : []
  const all = Array.isArray(schema.allOf) ? schema.allOf : []
  const conditional = schema.if === undefined ? [] : [schema.if, schema.then, schema.else]
  const inner = [...all, ...conditional, ...dependencies]
  return [schema, ...inner.flatMap(part => withConditions(part, depth + 1))]
}

const strings = ['', 'x', 'a', 'b', 'ab', 'aab', 'aaaa', 'xb', '2020-01-01', '2020-01-01T00:00:00Z', 'a@b.example']
