import { pointerTo } from '../event/json-pointer.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { isCompiled } from './subschemas.ts'

/** A schema as the validator gets it, and the formats it asks for. */
export interface Judged {
  readonly schema: JsonObject
  readonly formats: readonly { readonly pointer: string; readonly name: string }[]
  /** Whether it speaks of a property that every JavaScript object has, such as `constructor`. */
  readonly namesInherited: boolean
}

/**
 * Takes out of a schema what Ajv 8 would act on and Ajv 6 (EventGate) does not know, and every id: a fragment that is
 * used twice brings its `$id` twice, which Ajv 8 refuses (10 of 510 real schemas). References are in place already.
 */
export function judgedSchema(document: JsonObject): Judged {
  const formats: { pointer: string; name: string }[] = []
  let namesInherited = false
  const copySchema = (schema: unknown, at: string, isJudged: boolean): unknown => {
    if (!isObject(schema)) return schema
    namesInherited ||= namesIn(schema).some(name => name in Object.prototype)
    const kept = Object.entries(schema).filter(([key, value]) => !isLeftOut(key, value))
    const copies = kept.map(([key, value]) => [
      key,
      copyKeyword(key, value, pointerTo(at, key), isJudged && isCompiled(schema, key)),
    ])
    return Object.fromEntries(copies)
  }
  const copyKeyword = (key: string, value: unknown, at: string, isJudged: boolean): unknown => {
    if (key === 'format' && typeof value === 'string' && isJudged) formats.push({ pointer: at, name: value })
    if (inOne.has(key) && isObject(value)) return copySchema(value, at, isJudged)
    if (inList.has(key) && Array.isArray(value))
      return value.map((part, index) => copySchema(part, pointerTo(at, index), isJudged))
    if (!inMap.has(key) || !isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, copySchema(part, pointerTo(at, name), isJudged)]),
    )
  }
  return { schema: copySchema(document, '', true) as JsonObject, formats, namesInherited }
}

function namesIn({ properties, required, dependencies }: JsonObject): readonly string[] {
  const listed = Array.isArray(required) ? required.filter(name => typeof name === 'string') : []
  return [properties, dependencies].filter(isObject).flatMap(Object.keys).concat(listed)
}

/** `definitions` go as well: nothing refers to them any more, and what is not used must not be refused. */
function isLeftOut(key: string, value: unknown): boolean {
  if (key === '$id' || key === 'id') return typeof value === 'string'
  return leftOut.has(key)
}

const leftOut: ReadonlySet<string> = new Set([
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$async',
  'nullable',
  'discriminator',
  'definitions',
  '$defs',
  'examples',
])
const inOne: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
])
const inList: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'items', 'oneOf'])
const inMap: ReadonlySet<string> = new Set(['dependencies', 'patternProperties', 'properties'])
