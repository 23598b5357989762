import Ajv6 from 'ajv6'
import { describe, expect, it } from 'vitest'
import { found, SchemaFolder } from './repository.ts'

/** Texts that tell formats apart, each tried with every format. */
const texts = [
  '',
  ' ',
  'a',
  'A-b_c',
  '2020-01-02T03:04:05Z',
  '2020-01-02t03:04:05z',
  '2020-01-02 03:04:05Z',
  '2020-01-02T03:04:05',
  '2020-01-02T03:04:05+02:00',
  '2020-01-02T03:04:05+0200',
  '2020-01-02T03:04:05+02',
  '2020-01-02T03:04:05.123456789Z',
  '2020-01-02T23:59:60Z',
  '2020-19-39T03:04:05Z',
  '2020-99-02T03:04:05Z',
  '2020-01-02T25:04:05Z',
  '2020-01-02T24:61:05Z',
  '1577934245',
  '2020-01-02',
  '2020-1-2',
  '2020-19-39',
  '2020-02-30',
  '20200102',
  '03:04:05',
  '03:04:05Z',
  '23:59:60',
  '3:04',
  '03:04:05.5+01:00',
  'https://example.org/a b',
  'https://example.org/a',
  'mailto:a@b.org',
  'example.org',
  '/wiki/Page',
  '/wiki/Page one',
  '#frag',
  '?q=1',
  '\\\\host\\x',
  'urn:isbn:1',
  '//host/x',
  'http:',
  'a@b.org',
  'a@b',
  'a b@c.org',
  'example.org.',
  '-x.org',
  '192.0.2.1',
  '256.0.0.1',
  '01.02.03.04',
  '::1',
  '2001:db8::1',
  '::1%eth0',
  ' ::1',
  '1::2::3',
  'b7a0c1de-52c4-4b1e-9a57-0d7c7f1f6a02',
  'urn:uuid:b7a0c1de-52c4-4b1e-9a57-0d7c7f1f6a02',
  'b7a0c1de52c44b1e9a570d7c7f1f6a02',
  '/a/b~0c',
  '/a~b',
  '#/a%25b',
  '0/a',
  '1#',
  '^[a-z]+$',
  '[',
  'a\\Z',
  '{var}',
  '{+x,y}',
  '{',
  'é',
  '😀',
  'https://é.org/ü',
]
const formats = [
  'date-time',
  'date',
  'time',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
]
const values: readonly unknown[] = [...texts, 5, 5.5, null, true, [], {}]

describe('formats', () => {
  it('are judged as Ajv 6 judges them, which is what EventGate does', async () => {
    const properties = Object.fromEntries(formats.map(format => [format, { format, maxLength: 1000 }]))
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { properties } })
    const schema = found(await folder.open(), '/a/1.0.0')
    const eventgate = new Ajv6().compile({ properties })
    let compared = 0
    for (const format of formats) {
      for (const value of values) {
        compared++
        const event = { [format]: value }
        expect(schema.accepts(event), `${format} of ${JSON.stringify(value)}`).toBe(eventgate(event))
      }
    }
    console.log(`${compared} values judged alike by both validators`)
  })

  it('that EventGate does not know make a schema unusable', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { properties: { x: { format: 'date-tme' } } } })
    const repository = await folder.open()
    expect(repository.find('/a/1.0.0')).toMatchObject({
      found: false,
      eventgate: 'unknown format "date-tme" is used in schema at path "#/properties/x"',
    })
    expect(repository.findings()).toMatchObject([
      {
        line: 3,
        column: 5,
        message: '`date-tme` is not a format that EventGate knows; it refuses the schema.',
        hint: 'Nearest: `date-time`.',
      },
    ])
  })
})

/** Where Ajv 8 by itself would judge otherwise than Ajv 6. */
const differences: readonly (readonly [what: string, schema: object, event: string])[] = [
  ['5.0 is an integer', { properties: { x: { type: 'integer' } } }, '{"x":5.0}'],
  ['1e400 is an integer', { properties: { x: { type: 'integer' } } }, '{"x":1e400}'],
  ['integers beyond 2^53 lose digits', { properties: { x: { maximum: 9007199254740992 } } }, '{"x":9007199254740993}'],
  ['nullable is an unknown keyword', { properties: { x: { type: 'string', nullable: true } } }, '{"x":null}'],
  ['nullable needs no type', { properties: { x: { nullable: true } } }, '{"x":null}'],
  ['patterns are not Unicode patterns', { properties: { x: { pattern: '^[\\w\\-]+$' } } }, '{"x":"a-b"}'],
  ['a dot in a pattern is half a surrogate pair', { properties: { x: { pattern: '^.$' } } }, '{"x":"😀"}'],
  ['lengths are code points', { properties: { x: { maxLength: 1, minLength: 1 } } }, '{"x":"😀"}'],
  ['lengths of lone surrogates', { properties: { x: { maxLength: 1 } } }, '{"x":"\\ud83d\\ud83d"}'],
  ['unknown keywords are ignored', { properties: { x: { mexLength: 1 } } }, '{"x":"ab"}'],
  [
    'ids inside do not matter',
    { properties: { x: { $id: '/x', type: 'string' }, y: { type: 'integer' } } },
    '{"x":"a","y":1}',
  ],
  ['anchors do not matter', { properties: { x: { $anchor: 'a', type: 'string' }, y: { $anchor: 'a' } } }, '{"x":"a"}'],
  ['a key named __proto__ is one too many', { additionalProperties: false }, '{"__proto__":{}}'],
  ['a default fills in what is required', { required: ['x'], properties: { x: { default: 1 } } }, '{}'],
]

describe('verdicts are those of Ajv 6:', () => {
  it.each(differences)('%s', async (_, schema, text) => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': schema })
    const judged = found(await folder.open(), '/a/1.0.0')
    const eventgate = new Ajv6({ useDefaults: true, logger: false }).compile(schema)
    expect(judged.accepts(JSON.parse(text))).toBe(eventgate(JSON.parse(text)))
  })

  it('of string lengths for every length around the limit, in units and in code points', async () => {
    const schema = { properties: { x: { minLength: 3, maxLength: 6 } } }
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': schema })
    const judged = found(await folder.open(), '/a/1.0.0')
    const eventgate = new Ajv6().compile(schema)
    for (let wide = 0; wide <= 8; wide++) {
      for (let narrow = 0; narrow <= 8; narrow++) {
        const event = { x: '😀'.repeat(wide) + 'a'.repeat(narrow) }
        expect(judged.accepts(event), event.x).toBe(eventgate(event))
      }
    }
  })
})
