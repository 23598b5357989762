import { accepts, isDeclared, lengthOf } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { type Choices, fixedChoices } from './choices.ts'
import { matching } from './matching.ts'

/** A value that a schema describes, with everything optional in it; valid unless the schema is hard to please. */
export function exampleOf(schema: unknown, choices: Choices = fixedChoices): unknown {
  return sampleOf(schema, choices, 0)
}

/** A valid example, or undefined where none was found. The example a schema has itself comes first for seed 0. */
export function validExample(schema: JsonObject, choices: Choices): unknown {
  for (let attempt = 0; attempt < 20; attempt++) {
    const example = sampleOf(schema, choices, 0)
    if (accepts(schema, example)) return example
  }
  return undefined
}

/** Deeper than any real event; a schema cannot be endless, its references are in place. */
const deepest = 40

function sampleOf(schema: unknown, choices: Choices, depth: number): unknown {
  if (!isObject(schema)) return choices.text()
  const { const: constant, enum: values, default: usual } = schema
  if (constant !== undefined) return constant
  if (Array.isArray(values) && values.length > 0) return oneOf(values, choices)
  if (usual !== undefined && accepts(schema, usual)) return usual
  const chosen = withBranch(schema, choices)
  const type = typeOf(chosen, choices)
  if (type === 'object') return objectOf(chosen, choices, depth)
  if (type === 'array') return arrayOf(chosen, choices, depth)
  if (type === 'integer' || type === 'number') return numberOf(chosen, type, choices)
  if (type === 'boolean') return choices.next() < 0.1 || choices.next() > 0.5
  if (type === 'null') return null
  return textOf(chosen, choices)
}

function oneOf<Value>(values: readonly Value[], choices: Choices): Value | undefined {
  return values[Math.floor(choices.next() * values.length)]
}

/** A schema with one branch of its `oneOf` or `anyOf`, and with all of its `allOf`: near enough for an example. */
function withBranch(schema: JsonObject, choices: Choices): JsonObject {
  const { allOf, anyOf, oneOf: branches, ...rest } = schema
  const parts = [
    ...(Array.isArray(allOf) ? allOf : []),
    ...[anyOf, branches].flatMap(list => (Array.isArray(list) ? [oneOf(list, choices)] : [])),
  ]
  let whole: JsonObject = rest
  for (const part of parts.filter(isObject)) {
    const required = [...namesIn(whole.required), ...namesIn(part.required)]
    const properties = { ...objectIn(whole.properties), ...objectIn(part.properties) }
    const named = Object.keys(properties).length > 0 ? { properties } : {}
    whole = { ...whole, ...withBranch(part, choices), ...(required.length > 0 ? { required } : {}), ...named }
  }
  return whole
}

function typeOf(schema: JsonObject, choices: Choices): string {
  const { type } = schema
  if (Array.isArray(type)) return typeOf({ type: oneOf(type, choices) }, choices)
  if (typeof type === 'string') return type
  if ('properties' in schema || 'required' in schema || 'additionalProperties' in schema) return 'object'
  if ('items' in schema) return 'array'
  return 'minimum' in schema || 'maximum' in schema ? 'number' : 'string'
}

function objectOf(schema: JsonObject, choices: Choices, depth: number): JsonObject {
  const properties = objectIn(schema.properties)
  const required = namesIn(schema.required)
  const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : Number.POSITIVE_INFINITY
  const names = [...new Set([...required, ...Object.keys(properties)])].filter(name => properties[name] !== false)
  const kept = names.slice(0, Math.max(required.length, most))
  const isDeep = depth > deepest || choices.isMinimal === true
  const entries = kept
    .filter(name => !isDeep || required.includes(name))
    .map(name => [name, sampleOf(properties[name] ?? mapValue(schema), choices, depth + 1)])
  const made = Object.fromEntries(entries) as JsonObject
  const least = Math.max(
    Number(schema.minProperties ?? 0),
    isObject(schema.additionalProperties) && kept.length === 0 ? 1 : 0,
  )
  return isDeep ? made : filledUp(made, least, schema, choices, depth)
}

function mapValue({ additionalProperties }: JsonObject): unknown {
  return isObject(additionalProperties) ? additionalProperties : { type: 'string' }
}

function filledUp(made: JsonObject, least: number, schema: JsonObject, choices: Choices, depth: number): JsonObject {
  const entries = Object.entries(made)
  for (let attempt = 0; entries.length < least && attempt < 100; attempt++) {
    const { pattern } = objectIn(schema.propertyNames)
    const stem = typeof pattern === 'string' ? matching(pattern) : choices.key()
    const key = entries.some(([name]) => name === stem) ? `${stem}${attempt}` : stem
    if (!isDeclared(schema, key)) entries.push([key, sampleOf(mapValue(schema), choices, depth + 1)])
  }
  return Object.fromEntries(entries)
}

function arrayOf(schema: JsonObject, choices: Choices, depth: number): readonly unknown[] {
  const { items, minItems, maxItems, uniqueItems } = schema
  if (maxItems === 0 || depth > deepest) return []
  if (Array.isArray(items)) return items.map(item => sampleOf(item, choices, depth + 1))
  const least = typeof minItems === 'number' ? minItems : 1
  const made: unknown[] = []
  for (let attempt = 0; made.length < least && attempt < least * 10 && attempt < 1000; attempt++) {
    const item = sampleOf(items, choices, depth + 1)
    const isNew = uniqueItems !== true || !made.some(other => JSON.stringify(other) === JSON.stringify(item))
    if (isNew) made.push(item)
    else if (typeof item === 'string') made.push(`${item}${attempt}`)
    else if (typeof item === 'number') made.push(item + attempt)
  }
  return made
}

function numberOf(schema: JsonObject, type: 'integer' | 'number', choices: Choices): number {
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : type === 'integer' ? 1 : undefined
  const unit = step ?? 1
  const least = lowest(schema, unit)
  const most = highest(schema, unit)
  const from = least ?? (most === undefined ? 0 : most - 100 * unit)
  const to = most ?? from + 1000 * unit
  const number = from + choices.next() * (to - from)
  if (step === undefined) return number
  const stepped = Math.floor(number / step) * step
  return stepped < from ? Math.ceil(from / step) * step : stepped
}

function lowest({ minimum, exclusiveMinimum }: JsonObject, unit: number): number | undefined {
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + unit : undefined
  return typeof minimum === 'number' ? Math.max(minimum, above ?? minimum) : above
}

function highest({ maximum, exclusiveMaximum }: JsonObject, unit: number): number | undefined {
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum - unit : undefined
  return typeof maximum === 'number' ? Math.min(maximum, below ?? maximum) : below
}

function textOf(schema: JsonObject, choices: Choices): string {
  const { format, pattern, minLength, maxLength } = schema
  if (format === 'date-time') return choices.dateTime()
  if (typeof format === 'string' && Object.hasOwn(formatted, format)) return formatted[format] ?? ''
  if (typeof pattern === 'string') return matching(pattern)
  const text = choices.text()
  const least = typeof minLength === 'number' ? minLength : 0
  const long = lengthOf(text) < least ? text.repeat(Math.ceil(least / text.length)).slice(0, least) : text
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long
}

/** A value of each format that schemas use. */
export const formatted: Readonly<Record<string, string>> = {
  date: '2021-01-01',
  time: '00:00:00Z',
  email: 'someone@example.org',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'http://example.org',
  url: 'http://example.org',
  'uri-reference': 'http://example.org',
  'uri-template': 'http://example.org/{id}',
  uuid: '6f1b5c0a-7c7d-4d6e-9a51-0c2f3b8e4d21',
  regex: '^a$',
  'json-pointer': '/a',
  'relative-json-pointer': '0/a',
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(name => typeof name === 'string') : []
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}
