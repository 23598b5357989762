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
])('a witness shows %s', (_, old, next) => {
  const [change] = compareSchemas({ type: 'object', ...old }, { type: 'object', ...next }).changes
  expect(change?.witness).toMatchObject({ validUnder: 'old' })
})
