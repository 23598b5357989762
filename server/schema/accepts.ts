import { isDeepStrictEqual } from 'node:util'
import { textOf } from '../base/text-of.ts'
import { formats } from './formats.ts'
import { isObject, type JsonObject } from './json-object.ts'

/**
 * Whether a value is valid under a draft-07 schema without references, judged by walking through it: the same verdict
 * as Ajv's, for a schema that is used a few times only. Compiling one takes 18 ms, walking through it microseconds.
 */
export function accepts(schema: unknown, value: unknown): boolean {
  if (typeof schema === 'boolean') return schema
  if (!isObject(schema)) return true
  for (const keyword in schema) {
    const judge = judges[keyword]
    if (judge && !judge(schema[keyword], value, schema)) return false
  }
  return true
}

/** Whether a value is of a type of JSON Schema: `1.0` is an integer. */
export function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return typeof value === 'number'
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  return typeof value === type
}

/** Length in code points, as JSON Schema counts. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** A pattern as Ajv is told to take it; undefined where it is no regular expression. */
export function regExpOf(pattern: unknown): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined
  let known = expressions.get(pattern)
  if (known === undefined) {
    try {
      known = new RegExp(pattern)
    } catch {
      return undefined
    }
    if (expressions.size > 1000) expressions.clear()
    expressions.set(pattern, known)
  }
  return known
}

const expressions = new Map<string, RegExp>()

type Judge = (rule: unknown, value: unknown, schema: JsonObject) => boolean

/** Each takes values it says nothing about. Rules of a wrong form are not judged: the meta-schema has refused them. */
const judges: Readonly<Record<string, Judge>> = {
  __proto__: null as never,
  type: (rule, value) => (Array.isArray(rule) ? rule.some(type => isOfType(value, type)) : isOfType(value, rule)),
  enum: (rule, value) => !Array.isArray(rule) || rule.some(one => isDeepStrictEqual(one, value)),
  const: (rule, value) => isDeepStrictEqual(rule, value),
  minimum: (rule, value) => typeof value !== 'number' || typeof rule !== 'number' || value >= rule,
  maximum: (rule, value) => typeof value !== 'number' || typeof rule !== 'number' || value <= rule,
  exclusiveMinimum: (rule, value) => typeof value !== 'number' || typeof rule !== 'number' || value > rule,
  exclusiveMaximum: (rule, value) => typeof value !== 'number' || typeof rule !== 'number' || value < rule,
  multipleOf: (rule, value) => typeof value !== 'number' || typeof rule !== 'number' || Number.isInteger(value / rule),
  minLength: (rule, value) => typeof value !== 'string' || typeof rule !== 'number' || lengthOf(value) >= rule,
  maxLength: (rule, value) => typeof value !== 'string' || typeof rule !== 'number' || lengthOf(value) <= rule,
  pattern: (rule, value) => typeof value !== 'string' || (regExpOf(rule)?.test(value) ?? true),
  format: (rule, value) => typeof value !== 'string' || hasFormat(rule, value),
  items: (rule, value, schema) => !Array.isArray(value) || acceptsItems(rule, value, schema),
  contains: (rule, value) => !Array.isArray(value) || value.some(item => accepts(rule, item)),
  minItems: (rule, value) => !Array.isArray(value) || typeof rule !== 'number' || value.length >= rule,
  maxItems: (rule, value) => !Array.isArray(value) || typeof rule !== 'number' || value.length <= rule,
  uniqueItems: (rule, value) => !Array.isArray(value) || rule !== true || areUnique(value),
  required: (rule, value) =>
    !isObject(value) || !Array.isArray(rule) || rule.every(name => Object.hasOwn(value, textOf(name))),
  properties: (rule, value) =>
    !isObject(value) ||
    !isObject(rule) ||
    Object.keys(rule).every(name => !Object.hasOwn(value, name) || accepts(rule[name], value[name])),
  patternProperties: (rule, value) =>
    !isObject(value) ||
    !isObject(rule) ||
    Object.keys(rule).every(pattern => acceptsMatching(pattern, rule[pattern], value)),
  additionalProperties: (rule, value, schema) =>
    !isObject(value) || Object.keys(value).every(name => isDeclared(schema, name) || accepts(rule, value[name])),
  propertyNames: (rule, value) => !isObject(value) || Object.keys(value).every(name => accepts(rule, name)),
  minProperties: (rule, value) => !isObject(value) || typeof rule !== 'number' || Object.keys(value).length >= rule,
  maxProperties: (rule, value) => !isObject(value) || typeof rule !== 'number' || Object.keys(value).length <= rule,
  dependencies: (rule, value) =>
    !isObject(value) || !isObject(rule) || Object.keys(rule).every(name => acceptsDependency(name, rule[name], value)),
  allOf: (rule, value) => !Array.isArray(rule) || rule.every(part => accepts(part, value)),
  anyOf: (rule, value) => !Array.isArray(rule) || rule.some(part => accepts(part, value)),
  oneOf: (rule, value) => !Array.isArray(rule) || rule.filter(part => accepts(part, value)).length === 1,
  not: (rule, value) => !accepts(rule, value),
  if: (rule, value, schema) => {
    const branch = accepts(rule, value) ? schema.then : schema.else
    return branch === undefined || accepts(branch, value)
  },
}

/** Whether a schema names a property itself, or by a pattern. */
export function isDeclared({ properties, patternProperties }: JsonObject, name: string): boolean {
  if (isObject(properties) && Object.hasOwn(properties, name)) return true
  return isObject(patternProperties) && Object.keys(patternProperties).some(pattern => regExpOf(pattern)?.test(name))
}

function hasFormat(name: unknown, text: string): boolean {
  const format = typeof name === 'string' && Object.hasOwn(formats, name) ? formats[name] : undefined
  if (format === undefined) return true
  return typeof format === 'function' ? format(text) : format.test(text)
}

function acceptsItems(rule: unknown, items: readonly unknown[], { additionalItems }: JsonObject): boolean {
  if (!Array.isArray(rule)) return items.every(item => accepts(rule, item))
  return items.every((item, at) => (at < rule.length ? accepts(rule[at], item) : accepts(additionalItems, item)))
}

function areUnique(items: readonly unknown[]): boolean {
  return items.every((item, at) => items.findIndex(other => isDeepStrictEqual(item, other)) === at)
}

function acceptsMatching(pattern: string, rule: unknown, value: JsonObject): boolean {
  const expression = regExpOf(pattern)
  return !expression || Object.keys(value).every(name => !expression.test(name) || accepts(rule, value[name]))
}

function acceptsDependency(name: string, rule: unknown, value: JsonObject): boolean {
  if (!Object.hasOwn(value, name)) return true
  return Array.isArray(rule) ? rule.every(needed => Object.hasOwn(value, textOf(needed))) : accepts(rule, value)
}
