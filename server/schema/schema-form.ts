import { isObject } from './json-object.ts'
import type { PlacedSchema } from './subschemas.ts'

/**
 * Whether all these schemas, one and those inside it, surely have the form that draft-07 asks for. Of hardly any schema
 * of a repository this is not sure; then the meta-schema decides, which takes Ajv's time to load and compile.
 */
export function hasSureForm(all: readonly PlacedSchema[]): boolean {
  for (const { schema } of all) {
    for (const keyword in schema) {
      const isRight = forms.get(keyword)
      if (isRight && !isRight(schema[keyword])) return false
    }
  }
  return true
}

const isSchema = (value: unknown) => isObject(value) || typeof value === 'boolean'
const isSchemaList = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isSchema)
const isSchemaMap = (value: unknown) => isObject(value) && Object.values(value).every(isSchema)
const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0 // as: isSafeInteger has looked
const isFlag = (value: unknown) => typeof value === 'boolean'
const areNames = (value: unknown) =>
  Array.isArray(value) && value.every(isText) && (value.length < 2 || new Set(value).size === value.length)

/** Addresses without anything that needs a second look. */
const isPlainUri = (value: unknown) => typeof value === 'string' && /^(?:https?:\/\/[\w.-]+)?[\w/.$-]*#?$/.test(value)

const types: ReadonlySet<unknown> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'])
const isType = (value: unknown) => types.has(value)
const areTypes = (value: unknown) =>
  areNames(value) && (value as unknown[]).length > 0 && (value as unknown[]).every(isType)

/** Numbers and texts differ where they are not the same; of objects this is left to the meta-schema. */
const areChoices = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(one => one === null || typeof one !== 'object') &&
  new Set(value).size === value.length

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string' || /\\Z/.test(value)) return false
  try {
    new RegExp(value)
    return true
  } catch {
    return false
  }
}

const forms: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ...among(
    ['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'not', 'propertyNames', 'then'],
    isSchema,
  ),
  ...among(['allOf', 'anyOf', 'oneOf'], isSchemaList),
  ...among(['definitions', 'properties'], isSchemaMap),
  ...among(['$comment', 'contentEncoding', 'contentMediaType', 'description', 'format', 'title'], isText),
  ...among(['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum'], isNumber),
  ...among(['maxItems', 'maxLength', 'maxProperties', 'minItems', 'minLength', 'minProperties'], isCount),
  ...among(['readOnly', 'uniqueItems'], isFlag),
  ...among(['$id', '$ref'], value => isPlainUri(value)),
  ['$schema', value => isPlainUri(value) && String(value).startsWith('http')],
  ['dependencies', value => isObject(value) && Object.values(value).every(one => isSchema(one) || areNames(one))],
  ['enum', areChoices],
  ['examples', Array.isArray],
  ['items', value => isSchema(value) || isSchemaList(value)],
  ['multipleOf', value => isNumber(value) && (value as number) > 0],
  ['pattern', isPattern],
  ['patternProperties', value => isSchemaMap(value) && Object.keys(value as object).every(isPattern)],
  ['required', areNames],
  ['type', value => isType(value) || areTypes(value)],
])

function among(keywords: readonly string[], isRight: (value: unknown) => boolean) {
  return keywords.map(keyword => [keyword, isRight] as const)
}
