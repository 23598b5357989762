import { nearest } from '../../base/nearest.ts'
import { textOf } from '../../base/text-of.ts'
import { parentOf, pointerTo } from '../../event/json-pointer.ts'
import { isObject } from '../json-object.ts'
import type { Fault } from './fault.ts'
import { addHint, formatNames, moveHint } from './key-hints.ts'
import type { SchemaParts } from './schema-parts.ts'
import { code, counted, kindOf, named, oneOfThese, shown, typeName, typesOf } from './words.ts'

/** What is wrong in one sentence, and the next step where there is one. */
export interface Sentence {
  readonly message: string
  readonly hint?: string
}

/** The words for a fault, by its keyword. A rule we have no words for is named. */
export function sentenceFor(fault: Fault, parts: SchemaParts): Sentence {
  const write = sentences[fault.keyword]
  const name = nameOf(fault)
  if (write) return write(fault, name, parts)
  return { message: `${name} must hold by the rule ${code(fault.keyword)}.`, hint: 'Read the rule in the schema.' }
}

type Write = (fault: Fault, name: string, parts: SchemaParts) => Sentence

function nameOf({ pointer, propertyName }: Fault): string {
  return propertyName === undefined ? named(pointer) : `The key ${named(pointerTo(pointer, propertyName))}`
}

const sentences: Readonly<Record<string, Write>> = {
  type: ({ expected, value, pointer }, name, parts) => {
    const types = typesOf(expected)
    const wants = oneOfThese(types.map(typeName))
    if (types.includes('integer') && typeof value === 'number') {
      return { message: `${name} must be an integer, but it is \`${value}\`.`, hint: 'Send a whole number.' }
    }
    const message = `${name} must be ${wants}, but it is ${kindOf(value)}.`
    if (value === null && !parts.isRequired(pointer))
      return { message, hint: 'Leave the key out where there is no value.' }
    return { message, hint: `Send ${wants}.` }
  },
  required: ({ pointer, params }, _, parts) => {
    const missing = pointerTo(pointer, String(params.missingProperty))
    return { message: `${named(missing)} is missing.`, hint: addHint(missing, parts) }
  },
  dependencies: ({ pointer, params }, _, parts) => {
    const missing = pointerTo(pointer, String(params.missingProperty))
    const because = named(pointerTo(pointer, String(params.property)))
    return { message: `${named(missing)} is missing; ${because} needs it.`, hint: addHint(missing, parts) }
  },
  additionalProperties: ({ pointer, params, value }, _, parts) => {
    const key = String(params.additionalProperty)
    const taken = [...parts.declaredKeys(pointer)].filter(name => isObject(value) && Object.hasOwn(value, name))
    const near = nearest(key, taken)
    const hint = near
      ? `Take it out; the event has ${code(near)} already.`
      : (moveHint(pointer, key, value, parts) ?? 'Take it out, or add it to the schema.')
    return { message: `${named(pointerTo(pointer, key))} is not a known key.`, hint }
  },
  enum: ({ expected, value }, name) => {
    const values = (Array.isArray(expected) ? expected : []).map(shown)
    const [only] = values
    if (values.length === 1)
      return { message: `${name} must be ${only}, but it is ${shown(value)}.`, hint: `Send ${only}.` }
    const message = `${name} must be one of ${oneOfThese(values)}, but it is ${shown(value)}.`
    return { message, hint: 'Send one of these values.' }
  },
  const: ({ expected, value }, name) => ({
    message: `${name} must be ${shown(expected)}, but it is ${shown(value)}.`,
    hint: `Send ${shown(expected)}.`,
  }),
  format: ({ expected, value }, name) => {
    const { is, such } = formatNames[textOf(expected)] ?? {
      is: `in the format ${code(textOf(expected))}`,
      such: undefined,
    }
    const hint = such === undefined ? undefined : `Send it as \`${such}\`.`
    return { message: `${name} must be ${is}, but it is ${shown(value)}.`, ...(hint ? { hint } : {}) }
  },
  pattern: ({ expected, value }, name) => ({
    message: `${name} must match the pattern ${code(textOf(expected), 120)}, but it is ${shown(value)}.`,
    hint: 'Send a text that the pattern matches.',
  }),
  maxLength: ({ expected, value }, name) => {
    const [most, has] = [Number(expected), lengthOf(value)]
    const message = `${name} must have at most ${counted(most, 'character')}, but it has ${has.toLocaleString('en')}.`
    return { message, hint: `Shorten it by ${(has - most).toLocaleString('en')}.` }
  },
  minLength: ({ expected, value, pointer }, name, parts) => {
    const [least, has] = [Number(expected), lengthOf(value)]
    const is = has === 0 ? 'it is empty' : `it has ${has.toLocaleString('en')}`
    const hint = has === 0 && !parts.isRequired(pointer) ? 'Send a text, or leave the key out.' : 'Send a longer text.'
    return { message: `${name} must have at least ${counted(least, 'character')}, but ${is}.`, hint }
  },
  maximum: limit('at most', most => `Send \`${most}\` or less.`),
  minimum: limit('at least', least => `Send \`${least}\` or more.`),
  exclusiveMaximum: limit('less than', most => `Send less than \`${most}\`.`),
  exclusiveMinimum: limit('more than', least => `Send more than \`${least}\`.`),
  multipleOf: ({ expected, value }, name) => ({
    message: `${name} must be a multiple of \`${expected}\`, but it is \`${value}\`.`,
    hint: `Send a multiple of \`${expected}\`.`,
  }),
  maxItems: size('at most', 'item', 'Take items out.'),
  minItems: size('at least', 'item', 'Add items.'),
  maxProperties: size('at most', 'key', 'Take keys out.'),
  minProperties: size('at least', 'key', 'Add keys.'),
  additionalItems: size('at most', 'item', 'Take items out.'),
  uniqueItems: ({ params: { i, j } }, name) => ({
    message: `${name} must not hold an item twice, but items ${Math.min(Number(i), Number(j)) + 1} and ${Math.max(Number(i), Number(j)) + 1} are equal.`,
    hint: 'Take one of the two out.',
  }),
  contains: (_, name) => ({
    message: `${name} must hold an item that the schema asks for, but no item is one.`,
    hint: 'Add such an item.',
  }),
  propertyNames: ({ params, pointer }) => ({
    message: `${named(pointerTo(pointer, String(params.propertyName)))} is not a name that a key may have here.`,
    hint: 'Rename the key.',
  }),
  not: (_, name) => ({
    message: `${name} must not be what the schema excludes.`,
    hint: 'Read the rule in the schema.',
  }),
  if: ({ params }, name) => ({
    message: `${name} must hold by the branch \`${params.failingKeyword}\` of a condition.`,
    hint: 'Read the rule in the schema.',
  }),
  'false schema': ({ pointer }, name) => {
    const isKey = parentOf(pointer) !== undefined
    return { message: `${name} is not allowed here.`, ...(isKey ? { hint: 'Take it out.' } : {}) }
  },
  anyOf: branches,
  oneOf: branches,
}

function branches({ keyword, expected, params, value }: Fault, name: string): Sentence {
  const all = Array.isArray(expected) ? expected : []
  if (Array.isArray(params.passingSchemas)) {
    const [first, second] = params.passingSchemas.map(index => Number(index) + 1)
    const message = `${name} must match exactly one of ${counted(all.length, 'form')}, but it matches ${first} and ${second}.`
    return { message, hint: 'Send what only one of them allows.' }
  }
  const types = [...new Set(all.filter(isObject).flatMap(({ type }) => typesOf(type)))]
  if (types.length === 0) {
    const many = keyword === 'oneOf' ? 'exactly one' : 'one'
    return { message: `${name} must match ${many} of ${counted(all.length, 'form')}, but it matches none.` }
  }
  const wants = oneOfThese(types.map(typeName))
  return { message: `${name} must be ${wants}, but it is ${kindOf(value)}.`, hint: `Send ${wants}.` }
}

/** draft-04 has the number beside a boolean `exclusiveMaximum`; Ajv puts the number into the parameters. */
function limit(words: string, hint: (limit: unknown) => string): Write {
  return ({ params, expected, value, parent, keyword }, name) => {
    const bound = params.limit ?? expected
    const excludes = parent[`exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`] === true
    const is = excludes ? (keyword === 'minimum' ? 'more than' : 'less than') : words
    const then = excludes ? `Send ${is} \`${bound}\`.` : hint(bound)
    return { message: `${name} must be ${is} \`${bound}\`, but it is \`${value}\`.`, hint: then }
  }
}

function size(words: string, word: string, hint: string): Write {
  return ({ params, value }, name) => {
    const has = Array.isArray(value) ? value.length : Object.keys(value as object).length
    return {
      message: `${name} must have ${words} ${counted(Number(params.limit), word)}, but it has ${has.toLocaleString('en')}.`,
      hint,
    }
  }
}

const lengthOf = (value: unknown) => (typeof value === 'string' ? [...value].length : 0)
