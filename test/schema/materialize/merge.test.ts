import { expect, it } from 'vitest'
import { mergeAllOf } from '../../../server/schema/materialize/merge-all-of.ts'

const text = { type: 'string' }

// Each answer is what jsonschema-tools 1.3.0 gives.
it.each([
  ['a not', { not: text }, { not: { anyOf: [text] } }],
  ['a not of a property', { properties: { x: { not: {} } } }, { properties: { x: { not: { anyOf: [{}] } } } }],
  ['a not in a condition', { if: { not: text } }, { if: { not: text } }],
  ['empty properties of its own', { properties: {}, allOf: [text] }, { properties: {}, type: 'string' }],
  ['empty properties of a part', { allOf: [{ properties: {} }] }, {}],
  ['empty properties of a property', { properties: { x: { properties: {} } } }, { properties: { x: {} } }],
  ['empty items of its own', { items: {} }, { items: {} }],
  ['empty items of a property', { properties: { x: { items: {} } } }, { properties: { x: {} } }],
  ['an empty allOf', { properties: { x: { allOf: [] } } }, { properties: { x: {} } }],
  [
    'any further value of its own',
    { additionalProperties: {}, allOf: [{ properties: { a: text } }] },
    { additionalProperties: {}, properties: { a: text } },
  ],
  [
    'a property that can never be, in a closed object',
    { additionalProperties: false, properties: { x: false, y: {} } },
    { additionalProperties: false, properties: { y: {} } },
  ],
  ['required lists that differ', { required: ['b'], allOf: [{ required: ['c', 'a'] }] }, { required: ['a', 'b', 'c'] }],
  [
    'required lists that name the same',
    { required: ['b', 'a'], allOf: [{ required: ['a', 'b'] }] },
    { required: ['b', 'a'] },
  ],
])('%s is merged as jsonschema-tools does', (_, schema, merged) => {
  expect(mergeAllOf(schema)).toEqual({ document: merged, conflicts: [] })
})
