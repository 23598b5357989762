import { describe, expect, it } from 'vitest'
import { readable } from '../../server/event/event-text.ts'
import { patched } from '../../server/event/patch.ts'
import type { Problem } from '../../server/event/problem.ts'
import { found, SchemaFolder } from './repository.ts'

/** Judges an event (its text, where its exact form matters) by a schema without `type` and `title`. */
async function explained(schema: object, event: object | string): Promise<readonly Problem[]> {
  await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { title: 'a', $id: '/a/1.0.0', type: 'object', ...schema } })
  const text = readable(typeof event === 'string' ? event : JSON.stringify(event))
  const value = JSON.parse(text) as object
  const judge = found(await folder.open(), '/a/1.0.0')
  expect(judge.accepts(structuredClone(value))).toBe(false)
  const problems = judge.explain(value, text)
  expect(problems.length).toBeGreaterThan(0)
  // Whatever is offered as a correction takes its problem away.
  for (const problem of problems) {
    if (!problem.fix) continue
    const after = patched(value, problem.fix.patch)
    const left = judge.accepts(structuredClone(after)) ? [] : judge.explain(after, JSON.stringify(after))
    expect(left.map(({ message }) => message)).not.toContain(problem.message)
    expect(left.length).toBeLessThan(problems.length)
  }
  return problems
}

/** A property `x` of this schema. */
const x = (rule: object) => ({ properties: { x: rule } })

type Case = readonly [schema: object, event: object | string, message: string, hint: string, becomes?: string]

function explains(cases: readonly Case[]): void {
  it.each(cases.map(one => [one[2], ...one] as const))('%s', async (_, schema, event, message, hint, becomes) => {
    const problems = await explained(schema, event)
    const said = problems.map(problem => ({
      message: problem.message,
      hint: problem.hint,
      becomes: problem.fix?.becomes,
    }))
    expect(said).toEqual([{ message, hint, becomes }])
  })
}

const integer = x({ type: 'integer' })
const text = x({ type: 'string' })

describe('a value of another type is explained:', () => {
  explains([
    [integer, { x: '42' }, '`x` must be an integer, but it is a string.', 'Send the number without quotes.', '42'],
    [integer, { x: ' -7 ' }, '`x` must be an integer, but it is a string.', 'Send the number without quotes.', '-7'],
    [integer, { x: '1,204' }, '`x` must be an integer, but it is a string.', 'Send the number without quotes.', '1204'],
    [integer, { x: '4.5' }, '`x` must be an integer, but it is a string.', 'Send an integer.'],
    [integer, { x: 'many' }, '`x` must be an integer, but it is a string.', 'Send an integer.'],
    [integer, { x: '12345678901234567890' }, '`x` must be an integer, but it is a string.', 'Send an integer.'],
    [integer, { x: 5.5 }, '`x` must be an integer, but it is `5.5`.', 'Send a whole number.'],
    [integer, { x: true }, '`x` must be an integer, but it is true.', 'Send `1` for `true`.', '1'],
    [integer, { x: null }, '`x` must be an integer, but it is null.', 'Leave the key out where there is no value.'],
    [{ ...integer, required: ['x'] }, { x: null }, '`x` must be an integer, but it is null.', 'Send an integer.'],
    [integer, { x: [3] }, '`x` must be an integer, but it is an array.', 'Send the value itself, not a list.', '3'],
    [integer, { x: [3, 4] }, '`x` must be an integer, but it is an array.', 'Send an integer.'],
    [integer, { x: {} }, '`x` must be an integer, but it is an object.', 'Send an integer.'],
    [
      x({ type: 'number' }),
      { x: '4.5e2' },
      '`x` must be a number, but it is a string.',
      'Send the number without quotes.',
      '450',
    ],
    [text, { x: 42 }, '`x` must be a string, but it is a number.', 'Send it in quotes: `"42"`.', '"42"'],
    [text, { x: false }, '`x` must be a string, but it is false.', 'Send it in quotes: `"false"`.', '"false"'],
    [text, { x: ['a'] }, '`x` must be a string, but it is an array.', 'Send the value itself, not a list.', '"a"'],
    [
      x({ type: 'boolean' }),
      { x: 'true' },
      '`x` must be true or false, but it is a string.',
      'Send `true` without quotes.',
      'true',
    ],
    [
      x({ type: 'boolean' }),
      { x: 'FALSE' },
      '`x` must be true or false, but it is a string.',
      'Send `false` without quotes.',
      'false',
    ],
    [x({ type: 'boolean' }), { x: 'yes' }, '`x` must be true or false, but it is a string.', 'Send `true`.', 'true'],
    [x({ type: 'boolean' }), { x: 0 }, '`x` must be true or false, but it is a number.', 'Send `false`.', 'false'],
    [x({ type: 'boolean' }), { x: 2 }, '`x` must be true or false, but it is a number.', 'Send true or false.'],
    [
      x({ type: 'array', items: { type: 'string' } }),
      { x: 'a' },
      '`x` must be an array, but it is a string.',
      'Send a list, also of a single value.',
      '["a"]',
    ],
    [
      x({ type: 'array' }),
      { x: '[1,2]' },
      '`x` must be an array, but it is a string.',
      'Send the JSON itself, not as a string.',
      '[1,2]',
    ],
    [
      x({ type: 'object' }),
      { x: '{"a":1}' },
      '`x` must be an object, but it is a string.',
      'Send the JSON itself, not as a string.',
      '{"a":1}',
    ],
    [x({ type: 'object' }), { x: 'a' }, '`x` must be an object, but it is a string.', 'Send an object.'],
    [
      x({ type: 'null' }),
      { x: 'null' },
      '`x` must be null, but it is a string.',
      'Send `null` without quotes.',
      'null',
    ],
    [
      x({ type: ['string', 'null'] }),
      { x: 5 },
      '`x` must be a string or null, but it is a number.',
      'Send it in quotes: `"5"`.',
      '"5"',
    ],
    [
      x({ type: ['integer', 'null'] }),
      { x: '5' },
      '`x` must be an integer or null, but it is a string.',
      'Send the number without quotes.',
      '5',
    ],
  ])
})

const known = {
  additionalProperties: false,
  properties: { page_id: { type: 'integer' }, revision: { type: 'object' } },
}

const page = { type: 'object', additionalProperties: false, properties: { size: { type: 'integer' } } }
const nested = { additionalProperties: false, properties: { dt: { type: 'string' }, page } }

describe('a key that is missing or unknown is explained:', () => {
  explains([
    [{ required: ['x'], ...text }, {}, '`x` is missing.', 'Add it, a string.'],
    [{ required: ['x'] }, {}, '`x` is missing.', 'Add it.'],
    [
      { required: ['x'], ...x({ type: 'string', format: 'date-time' }), examples: [{ x: '2020-06-10T18:56:00Z' }] },
      {},
      '`x` is missing.',
      'Add it, a date and time in ISO 8601 such as `"2020-06-10T18:56:00Z"`.',
    ],
    [{ required: ['x'], ...x({ enum: ['a', 'b'] }) }, {}, '`x` is missing.', 'Add it, one of `a` or `b`.'],
    [
      { properties: { meta: { type: 'object', required: ['stream'], properties: { stream: { type: 'string' } } } } },
      { meta: {} },
      '`meta.stream` is missing.',
      'Add it, a string.',
    ],
    [
      { required: ['revision'], ...known },
      { revisoin: {} },
      '`revision` is missing, and `revisoin` is not a known key.',
      'Rename `revisoin` to `revision`.',
      'revision',
    ],
    [
      { required: ['revision'], properties: { revision: { type: 'object' } } },
      { revisoin: {} },
      '`revision` is missing, and `revisoin` is not a known key.',
      'Rename `revisoin` to `revision`.',
      'revision',
    ],
    [
      { required: ['page_id'], ...known },
      { pageId: 1 },
      '`page_id` is missing, and `pageId` is not a known key.',
      'Rename `pageId` to `page_id`.',
      'page_id',
    ],
    [
      { required: ['meta'], properties: { meta: { type: 'object' } } },
      { mtea: {} },
      '`meta` is missing, and `mtea` is not a known key.',
      'Rename `mtea` to `meta`.',
      'meta',
    ],
    [known, { page_idd: 1 }, '`page_idd` is not a known key.', 'Rename `page_idd` to `page_id`.', 'page_id'],
    [
      known,
      { page_id: 1, page_idd: 1 },
      '`page_idd` is not a known key.',
      'Take it out; the event has `page_id` already.',
    ],
    [known, { colour: 1 }, '`colour` is not a known key.', 'Take it out, or add it to the schema.'],
    [nested, { size: 1, page: {} }, '`size` is not a known key.', 'Move it into `page`.'],
    [nested, { size: 1, page: { size: 2 } }, '`size` is not a known key.', 'Take it out, or add it to the schema.'],
    [nested, { page: { dt: 'x' } }, '`page.dt` is not a known key.', 'Move it out of `page`.'],
    [known, '{"__proto__":{"a":1}}', '`__proto__` is not a known key.', 'Take it out, or add it to the schema.'],
    [
      { properties: { map: { type: 'object', additionalProperties: { type: 'string' } } } },
      { map: { 'odd key': 1 } },
      '`map["odd key"]` must be a string, but it is a number.',
      'Send it in quotes: `"1"`.',
      '"1"',
    ],
    [
      { properties: { a: {}, b: {} }, dependencies: { a: ['b'] } },
      { a: 1 },
      '`b` is missing; `a` needs it.',
      'Add it.',
    ],
    [
      x({ propertyNames: { pattern: '^[a-z]+$' } }),
      { x: { AB: 1 } },
      'The key `x.AB` must match the pattern `^[a-z]+$`, but it is `AB`.',
      'Rename `AB` to `ab`.',
      'ab',
    ],
    [x(false as unknown as object), { x: 1 }, '`x` is not allowed here.', 'Take it out.'],
  ])
})

const date = x({ type: 'string', format: 'date-time' })
const dated = (value: unknown, becomes: string): Case => [
  date,
  { x: value as string },
  `\`x\` must be a date and time in ISO 8601, but it is \`${value}\`.`,
  `Send \`${becomes}\`.`,
  becomes,
]

describe('a date that is written in another way is explained:', () => {
  explains([
    dated('23.11.2026 12:03', '2026-11-23T12:03:00Z'),
    dated('2026-11-23T12:03:00', '2026-11-23T12:03:00Z'),
    dated('2026-11-23 12:03:00', '2026-11-23T12:03:00Z'),
    dated('2026-11-23T12:03:00.123456', '2026-11-23T12:03:00.123456Z'),
    dated('2026-11-23T12:03', '2026-11-23T12:03:00Z'),
    dated('2026-11-23 12:03:00 UTC', '2026-11-23T12:03:00Z'),
    dated('2026-11-23 12:03:00 +0100', '2026-11-23T12:03:00+01:00'),
    dated('2026-11-23', '2026-11-23T00:00:00Z'),
    dated('2026/11/23 12:03', '2026-11-23T12:03:00Z'),
    dated('20261123120300', '2026-11-23T12:03:00Z'),
    dated('20261123T120300Z', '2026-11-23T12:03:00Z'),
    dated('11/23/2026 3:04 PM', '2026-11-23T15:04:00Z'),
    dated('23/11/2026', '2026-11-23T00:00:00Z'),
    dated('Mon, 23 Nov 2026 12:03:00 GMT', '2026-11-23T12:03:00Z'),
    dated('Nov 23, 2026 12:03', '2026-11-23T12:03:00Z'),
    dated('12:03, 23 November 2026', '2026-11-23T12:03:00Z'),
    dated('1795435380', '2026-11-23T12:03:00Z'),
    dated('1795435380000', '2026-11-23T12:03:00Z'),
    [
      date,
      { x: 1795435380 },
      '`x` must be a string, but it is a number.',
      'Send `2026-11-23T12:03:00Z`.',
      '"2026-11-23T12:03:00Z"',
    ],
    [
      date,
      { x: 1795435380123 },
      '`x` must be a string, but it is a number.',
      'Send `2026-11-23T12:03:00.123Z`.',
      '"2026-11-23T12:03:00.123Z"',
    ],
    // Nobody knows which day these are.
    [
      date,
      { x: '5/6/2026' },
      '`x` must be a date and time in ISO 8601, but it is `5/6/2026`.',
      'Send it as `2026-11-23T12:03:00Z`.',
    ],
    [
      date,
      { x: '31.02.2026' },
      '`x` must be a date and time in ISO 8601, but it is `31.02.2026`.',
      'Send it as `2026-11-23T12:03:00Z`.',
    ],
    [
      date,
      { x: 'yesterday' },
      '`x` must be a date and time in ISO 8601, but it is `yesterday`.',
      'Send it as `2026-11-23T12:03:00Z`.',
    ],
    [
      x({ format: 'date' }),
      { x: '23.11.2026 12:03' },
      '`x` must be a date in ISO 8601, but it is `23.11.2026 12:03`.',
      'Send `2026-11-23`.',
      '2026-11-23',
    ],
  ])
})

describe('a text that does not fit is explained:', () => {
  explains([
    [
      x({ enum: ['insert', 'update'] }),
      { x: 'updat' },
      '`x` must be one of `insert` or `update`, but it is `updat`.',
      'Send `update`.',
      'update',
    ],
    [
      x({ enum: ['insert', 'update'] }),
      { x: 'UPDATE' },
      '`x` must be one of `insert` or `update`, but it is `UPDATE`.',
      'Send `update`.',
      'update',
    ],
    [
      x({ enum: ['page_change'] }),
      { x: 'Page change' },
      '`x` must be `page_change`, but it is `Page change`.',
      'Send `page_change`.',
      'page_change',
    ],
    [
      x({ enum: ['insert', 'update'] }),
      { x: 'other' },
      '`x` must be one of `insert` or `update`, but it is `other`.',
      'Send one of these values.',
    ],
    [x({ enum: [1, 2] }), { x: '2' }, '`x` must be one of `1` or `2`, but it is `2`.', 'Send `2`.', '2'],
    [x({ const: 'v1' }), { x: 'v2' }, '`x` must be `v1`, but it is `v2`.', 'Send `v1`.', 'v1'],
    [
      x({ type: 'string', minLength: 1 }),
      { x: '' },
      '`x` must have at least 1 character, but it is empty.',
      'Send a text, or leave the key out.',
    ],
    [
      x({ type: 'string', minLength: 3, pattern: '^a', format: 'uri' }),
      { x: '' },
      '`x` must have at least 3 characters, but it is empty.',
      'Send a text, or leave the key out.',
    ],
    [x({ minLength: 2 }), { x: '😀' }, '`x` must have at least 2 characters, but it has 1.', 'Send a longer text.'],
    [x({ maxLength: 3 }), { x: 'abcde' }, '`x` must have at most 3 characters, but it has 5.', 'Shorten it by 2.'],
    [x({ maxLength: 3 }), { x: 'abc  ' }, '`x` must have at most 3 characters, but it has 5.', 'Send `abc`.', 'abc'],
    [
      x({ pattern: '^[a-z]+$' }),
      { x: 'ABC' },
      '`x` must match the pattern `^[a-z]+$`, but it is `ABC`.',
      'Send `abc`.',
      'abc',
    ],
    [
      x({ pattern: '^[a-z]+$' }),
      { x: '123' },
      '`x` must match the pattern `^[a-z]+$`, but it is `123`.',
      'Send a text that the pattern matches.',
    ],
    [
      x({ pattern: '^[a-z_]+$' }),
      { x: 'Page Change' },
      '`x` must match the pattern `^[a-z_]+$`, but it is `Page Change`.',
      'Send `page_change`.',
      'page_change',
    ],
    [
      x({ format: 'uri' }),
      { x: 'en.wikipedia.org/wiki/Pont du Gard' },
      '`x` must be a URI, but it is `en.wikipedia.org/wiki/Pont du Gard`.',
      'Send `https://en.wikipedia.org/wiki/Pont%20du%20Gard`.',
      'https://en.wikipedia.org/wiki/Pont%20du%20Gard',
    ],
    [
      x({ format: 'uri' }),
      { x: 'nothing' },
      '`x` must be a URI, but it is `nothing`.',
      'Send it as `https://example.org/wiki/Page`.',
    ],
    [
      x({ format: 'uuid' }),
      { x: 'b7a0c1de52c44b1e9a570d7c7f1f6a02' },
      '`x` must be a UUID, but it is `b7a0c1de52c44b1e9a570d7c7f1f6a02`.',
      'Send `b7a0c1de-52c4-4b1e-9a57-0d7c7f1f6a02`.',
      'b7a0c1de-52c4-4b1e-9a57-0d7c7f1f6a02',
    ],
    [
      x({ format: 'email' }),
      { x: ' a@b.org' },
      '`x` must be an e-mail address, but it is ` a@b.org`.',
      'Send `a@b.org`.',
      'a@b.org',
    ],
  ])
})

describe('a number, a list or an object out of bounds is explained:', () => {
  explains([
    [x({ maximum: 10 }), { x: 12 }, '`x` must be at most `10`, but it is `12`.', 'Send `10` or less.'],
    [x({ minimum: 1 }), { x: 0 }, '`x` must be at least `1`, but it is `0`.', 'Send `1` or more.'],
    [x({ exclusiveMaximum: 10 }), { x: 10 }, '`x` must be less than `10`, but it is `10`.', 'Send less than `10`.'],
    [x({ exclusiveMinimum: 0 }), { x: 0 }, '`x` must be more than `0`, but it is `0`.', 'Send more than `0`.'],
    [
      { $schema: 'http://json-schema.org/draft-04/schema#', ...x({ minimum: 0, exclusiveMinimum: true }) },
      { x: 0 },
      '`x` must be more than `0`, but it is `0`.',
      'Send more than `0`.',
    ],
    [x({ multipleOf: 5 }), { x: 12 }, '`x` must be a multiple of `5`, but it is `12`.', 'Send a multiple of `5`.'],
    [
      x({ maximum: 9007199254740991 }),
      '{"x":9007199254740993}',
      '`x` must be at most `9007199254740991`, but it is `9007199254740992`.',
      'Send `9007199254740991` or less.',
    ],
    [x({ maxItems: 1 }), { x: [1, 2] }, '`x` must have at most 1 item, but it has 2.', 'Take items out.'],
    [x({ minItems: 1 }), { x: [] }, '`x` must have at least 1 item, but it has 0.', 'Add items.'],
    [
      x({ uniqueItems: true }),
      { x: [1, 2, 1] },
      '`x` must not hold an item twice, but items 1 and 3 are equal.',
      'Take one of the two out.',
    ],
    [
      x({ contains: { const: 1 } }),
      { x: [2, 3] },
      '`x` must hold an item that the schema asks for, but no item is one.',
      'Add such an item.',
    ],
    [
      x({ items: [{}], additionalItems: false }),
      { x: [2, 3] },
      '`x` must have at most 1 item, but it has 2.',
      'Take items out.',
    ],
    [x({ maxProperties: 1 }), { x: { a: 1, b: 2 } }, '`x` must have at most 1 key, but it has 2.', 'Take keys out.'],
    [x({ minProperties: 1 }), { x: {} }, '`x` must have at least 1 key, but it has 0.', 'Add keys.'],
    [
      x({ items: { type: 'string' } }),
      { x: ['a', 5] },
      '`x[1]` must be a string, but it is a number.',
      'Send it in quotes: `"5"`.',
      '"5"',
    ],
    [
      x({ not: { type: 'string' } }),
      { x: 'a' },
      '`x` must not be what the schema excludes.',
      'Read the rule in the schema.',
    ],
  ])
})

const cat = {
  type: 'object',
  required: ['kind', 'lives'],
  properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
}
const dog = {
  type: 'object',
  required: ['kind', 'name'],
  properties: { kind: { const: 'dog' }, name: { type: 'string' }, age: { type: 'integer' } },
}

describe('of alternatives only the closest is explained:', () => {
  explains([
    [
      x({ oneOf: [cat, dog] }),
      { x: { kind: 'cat', lives: '9' } },
      '`x.lives` must be an integer, but it is a string.',
      'Send the number without quotes.',
      '9',
    ],
    [x({ anyOf: [cat, dog] }), { x: { kind: 'dog' } }, '`x.name` is missing.', 'Add it, a string.'],
    [
      x({ oneOf: [cat, dog] }),
      { x: { kind: 'cow', lives: 1, name: 'a' } },
      '`x.kind` must be one of `cat` or `dog`, but it is `cow`.',
      'Send one of these values.',
    ],
    [
      x({ oneOf: [cat, dog] }),
      { x: { kind: 'dgo', name: 'a' } },
      '`x.kind` must be one of `cat` or `dog`, but it is `dgo`.',
      'Send `dog`.',
      'dog',
    ],
    [
      x({ oneOf: [{ type: 'string' }, { type: 'null' }] }),
      { x: 5 },
      '`x` must be a string or null, but it is a number.',
      'Send it in quotes: `"5"`.',
      '"5"',
    ],
    [
      x({ anyOf: [{ type: 'integer' }, { type: 'null' }] }),
      { x: '5' },
      '`x` must be an integer or null, but it is a string.',
      'Send the number without quotes.',
      '5',
    ],
    [
      x({ oneOf: [{ type: 'integer' }, { type: 'number' }] }),
      { x: 5 },
      '`x` must match exactly one of 2 forms, but it matches 1 and 2.',
      'Send what only one of them allows.',
    ],
    [
      x({ anyOf: [{ type: 'null' }, { oneOf: [cat, dog] }] }),
      { x: { kind: 'cat' } },
      '`x.lives` is missing.',
      'Add it, an integer.',
    ],
    [
      x({ items: { oneOf: [cat, dog] } }),
      {
        x: [
          { kind: 'cat', lives: 1 },
          { kind: 'dog', name: 'a', age: '3' },
        ],
      },
      '`x[1].age` must be an integer, but it is a string.',
      'Send the number without quotes.',
      '3',
    ],
    [
      // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
      x({ if: { type: 'string' }, then: { minLength: 3 } }),
      { x: 'ab' },
      '`x` must have at least 3 characters, but it has 2.',
      'Send a longer text.',
    ],
    [{ allOf: [{ required: ['x'] }, { required: ['x'] }] }, {}, '`x` is missing.', 'Add it.'],
    [x({ type: 'string', enum: ['a'] }), { x: 5 }, '`x` must be a string, but it is a number.', 'Send a string.'],
  ])
})

describe('an explanation', () => {
  it('goes from top to bottom of the event, with its lines and those of the rules', async () => {
    const schema = {
      required: ['revision'],
      properties: {
        dt: { type: 'string', format: 'date-time' },
        page: { type: 'object', properties: { page_id: { type: 'integer' } } },
      },
    }
    const problems = await explained(
      schema,
      '{\n  "page": { "page_id": "61077" },\n  "dt": "23.11.2026",\n  "revisoin": {}\n}',
    )
    expect(problems.map(({ pointer, line, schema: place }) => [pointer, line, place?.pointer, place?.line])).toEqual([
      ['/page/page_id', 2, '/properties/page/properties/page_id/type', 14],
      ['/dt', 3, '/properties/dt/format', 9],
      ['', 4, '/required/0', 5],
    ])
  })

  it('names the value as it stands in the text', async () => {
    const [problem] = await explained(text, '{"x": 1.50}')
    expect(problem?.fix).toEqual({
      was: '1.50',
      becomes: '"1.50"',
      note: 'In quotes',
      label: 'Use "1.50"',
      patch: [{ op: 'replace', path: '/x', value: '1.50' }],
    })
  })

  it.each([
    ['UPDATE', 'update', 'Only the case differs'],
    ['page move', 'page_move', 'Only the spelling differs'],
    ['updat', 'update', 'Nearest allowed value'],
  ])('says why %s may stand for %s', async (value, becomes, note) => {
    const [problem] = await explained(x({ enum: ['update', 'page_move'] }), { x: value })
    expect(problem?.fix).toMatchObject({ was: value, becomes, note })
  })

  it('lists twenty problems and counts the others', async () => {
    const problems = await explained(
      { additionalProperties: { type: 'integer' } },
      Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`k${at}`, 'a'])),
    )
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toEqual({
      pointer: '',
      keyword: 'more',
      message: '5 more problems are not listed.',
      hint: 'Correct these first.',
    })
  })

  it('of a hundred thousand wrong items, and of a text of 5 MB, is as short as any', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': { properties: { x: { items: { type: 'string' } }, y: { type: 'string', format: 'date-time' } } },
    })
    const schema = found(await folder.open(), '/a/1.0.0')
    const many = { x: Array.from({ length: 100_000 }, (_, at) => at) }
    const problems = schema.explain(many, JSON.stringify(many))
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)?.message).toBe('99,980 more problems are not listed.')
    const long = { y: `${' '.repeat(5_000_000)}2026` }
    expect(schema.explain(long, JSON.stringify(long))).toMatchObject([{ pointer: '/y', keyword: 'format' }])
  })

  it('leaves the event as it was, without the defaults that the schema has', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': { type: 'object', properties: { a: { default: 1 }, x: { type: 'string' } } },
    })
    const event = { x: 1 }
    found(await folder.open(), '/a/1.0.0').explain(event, JSON.stringify(event))
    expect(event).toEqual({ x: 1 })
  })

  it('knows the line of what the gate filled in by what stands around it', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': { properties: { meta: { properties: { id: { maxLength: 3 } } } } },
    })
    const [problem] = found(await folder.open(), '/a/1.0.0').explain({ meta: { id: 'abcd' } }, '{\n\n"meta": {}}')
    expect(problem).toMatchObject({ pointer: '/meta/id', line: 3 })
  })

  it('of an event that nests 1,000 deep names the place', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { properties: { x: { type: 'string' } } } })
    const text = `{"deep":${'['.repeat(1000)}${']'.repeat(1000)},"x":1}`
    const problems = found(await folder.open(), '/a/1.0.0').explain(JSON.parse(text), readable(text))
    expect(problems).toMatchObject([{ pointer: '/x', line: 2001 }])
  })
})
