import { expect, it } from 'vitest'
import { compareSchemas } from '../../../server/schema/compare/compare.ts'
import type { JsonObject } from '../../../server/schema/json-object.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }

/** Each says: these modes hold, no other. */
it.each<[says: string, old: JsonObject, next: JsonObject, holds: string]>([
  [
    'a list of types as branches',
    { type: ['string', 'null'] },
    { anyOf: [text, { type: 'null' }] },
    'BACKWARD FORWARD',
  ],
  [
    'branches of values as a list of them',
    { oneOf: [{ const: 'x' }, { const: 'y' }] },
    { enum: ['x', 'y'] },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'bounds as the numbers between them',
    { ...whole, minimum: 1, maximum: 3 },
    { ...whole, enum: [1, 2, 3] },
    'BACKWARD FORWARD HIVE',
  ],
  ['bounds that leave a number out', { ...whole, minimum: 1, maximum: 3 }, { ...whole, enum: [1, 2] }, 'FORWARD HIVE'],
  ['a step that is halved', { type: 'number', multipleOf: 0.5 }, { type: 'number', multipleOf: 0.25 }, 'BACKWARD HIVE'],
  ['less that is excluded', { ...text, not: { enum: ['x', 'y'] } }, { ...text, not: { const: 'x' } }, 'BACKWARD HIVE'],
  ['another type that is excluded', text, { ...text, not: { anyOf: [whole] } }, 'BACKWARD FORWARD HIVE'],
  [
    'a dependency written as a schema',
    { dependencies: { a: ['b'] } },
    { dependencies: { a: { required: ['b'] } } },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'required by a dependency of what is required',
    { required: ['a', 'b'] },
    { required: ['a'], dependencies: { a: ['b'] } },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'a declared member that no name can have',
    { type: 'object', properties: { c: text, b: text }, propertyNames: { enum: ['a', 'b'] } },
    { type: 'object', properties: { c: whole, b: text }, propertyNames: { enum: ['a', 'b'] } },
    'BACKWARD FORWARD',
  ],
  [
    'keys by patterns, untouched',
    { type: 'object', properties: { a: { patternProperties: { '^x': text }, type: 'object' } } },
    { type: 'object', properties: { a: { patternProperties: { '^x': text }, type: 'object' }, b: text } },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'keys by patterns, changed',
    { type: 'object', patternProperties: { '^x': text } },
    { type: 'object', patternProperties: { '^x': { ...text, maxLength: 3 } } },
    'FORWARD',
  ],
  ['a wider pattern', { ...text, pattern: '^[a-z]{2}$' }, { ...text, pattern: '^[a-z]+$' }, 'BACKWARD HIVE'],
  ['a pattern in place of a part of it', { ...text, pattern: '^a' }, { ...text, pattern: 'a' }, 'BACKWARD HIVE'],
  [
    'a length that a pattern has already',
    { ...text, pattern: '^[a-z]{2,3}$' },
    { ...text, pattern: '^[a-z]{2,3}$', maxLength: 3 },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'a length that a format has already',
    { ...text, format: 'date' },
    { ...text, format: 'date', maxLength: 128 },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'a pattern as the list of its texts',
    { ...text, pattern: '^(x|y)$' },
    { ...text, enum: ['x', 'y'] },
    'BACKWARD FORWARD HIVE',
  ],
  [
    'a pattern that counts halves of a letter',
    { ...text, maxLength: 2 },
    { ...text, pattern: '^[^]{0,2}$' },
    'FORWARD HIVE',
  ],
  [
    'a pattern that refers back',
    { ...text, pattern: '^(a)\\1$' },
    { ...text, pattern: '^aa$' },
    'BACKWARD FORWARD HIVE',
  ],
])('%s', (_, old, next, holds) => {
  const { verdicts } = compareSchemas(old, next)
  expect(['BACKWARD', 'FORWARD', 'HIVE'].filter(mode => verdicts[mode as 'HIVE']).join(' ')).toBe(holds)
})

it.each<[says: string, old: JsonObject, next: JsonObject]>([
  ['a longer name', { propertyNames: { maxLength: 4 } }, { propertyNames: { maxLength: 3 } }],
  [
    'what a dependency asks of another member',
    { properties: { a: text, b: text } },
    { properties: { a: text, b: text }, dependencies: { a: { properties: { b: { minLength: 1 } } } } },
  ],
  [
    'a text that a narrower pattern refuses',
    { properties: { a: { ...text, pattern: '^[a-z]+-[0-9]{2}$' } } },
    { properties: { a: { ...text, pattern: '^[a-y]+-[0-9]{2}$' } } },
  ],
])('a witness shows %s', (_, old, next) => {
  const [change] = compareSchemas({ type: 'object', ...old }, { type: 'object', ...next }).changes
  expect(change?.witness).toMatchObject({ validUnder: 'old' })
})
