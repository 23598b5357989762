import { expect, it } from 'vitest'
import { lintSchema } from '../../../server/schema/lint/lint.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'

const number = { type: 'number' }
const slow = { type: 'string', format: 'date' }

// Each answer is what jsonschema-tools 1.3.0 gives.
it.each([
  ['numbers without bounds in a condition', { if: number, else: number }, []],
  ['numbers without bounds in $defs', { $defs: { x: number } }, []],
  ['numbers without bounds in a not', { not: number }, ['schema-enforced-numeric-bounds']],
  ['slow texts in $defs', { $defs: { x: slow } }, []],
  ['slow texts in a condition', { if: slow }, ['schema-is-secure']],
  ['a format that Ajv 6 does not know', { properties: { a: { type: 'string', format: 'iri', maxLength: 9 } } }, []],
  [
    'the same, with an example',
    { properties: { a: { type: 'string', format: 'iri', maxLength: 9 } }, examples: [{}] },
    ['schema-examples-are-valid'],
  ],
  [
    'slow texts in a list of items',
    { properties: { a: { type: 'array', items: [slow] } } },
    ['schema-deterministic-types'],
  ],
  [
    'a format that Ajv 6 does not know, in half a condition',
    { if: { format: 'foo', maxLength: 9 }, examples: [{}] },
    [],
  ],
  ['the same in definitions', { definitions: { a: { format: 'foo', maxLength: 9 } }, examples: [{}] }, []],
  [
    'the same in a condition',
    { if: { format: 'foo', maxLength: 9 }, else: {}, examples: [{}] },
    ['schema-examples-are-valid'],
  ],
  ['another draft', { $schema: 'http://json-schema.org/draft-04/schema#' }, []],
  [
    'another draft, with an example',
    { $schema: 'http://json-schema.org/draft-04/schema#', examples: [{}] },
    ['schema-examples-are-valid'],
  ],
  [
    'names of properties in branches',
    { allOf: [{ properties: { aB: slow } }] },
    ['schema-is-secure', 'schema-snake-case-properties'],
  ],
])('%s', (_, more, rules) => {
  const schema = { title: 'a', $id: '/a/1.0.0', type: 'object', properties: {}, ...more }
  const errors = lintSchema(schema, toolsConfig({})).filter(({ severity }) => severity === 'error')
  expect([...new Set(errors.map(({ rule }) => rule))]).toEqual(rules)
})
