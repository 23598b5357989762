import { describe, expect, it } from 'vitest'
import { found, refused, SchemaFolder } from './repository.ts'

const meta = {
  $id: '/meta/1.0.0',
  title: 'meta',
  type: 'object',
  required: ['stream'],
  description: 'Theirs.',
  properties: { stream: { type: 'string' }, id: { $ref: '#/definitions/id' } },
  definitions: { id: { type: 'string', maxLength: 3 } },
}

describe('a $ref', () => {
  it('to another schema, to a part of one and to a part of its own is put in place', async () => {
    await using folder = new SchemaFolder({
      'meta/1.0.0.yaml': meta,
      'a/1.0.0.yaml': {
        definitions: { text: { type: 'string' } },
        properties: {
          whole: { $ref: '/meta/1.0.0' },
          hash: { $ref: '/meta/1.0.0#' },
          file: { $ref: '/meta/1.0.0.yaml' },
          latest: { $ref: '/meta/latest#/properties/stream' },
          inner: { $ref: '/meta/1.0.0#/properties/id' },
          own: { $ref: '#/definitions/text' },
          dotted: { $ref: './#/definitions/text' },
        },
        examples: [{ $schema: { $ref: '#/$id' } }],
        $id: '/a/1.0.0',
      },
    })
    const { document } = found(await folder.open(), '/a/1.0.0')
    const { whole, hash, file, ...parts } = document.properties as Record<string, unknown>
    expect(whole).toMatchObject({ title: 'meta', properties: { id: { type: 'string', maxLength: 3 } } })
    expect(hash).toEqual(whole)
    expect(file).toEqual(whole)
    expect(parts).toEqual({
      latest: { type: 'string' },
      inner: { type: 'string', maxLength: 3 },
      own: { type: 'string' },
      dotted: { type: 'string' },
    })
    expect(document.examples).toEqual([{ $schema: '/a/1.0.0' }])
  })

  it('gives way to the keys beside it, one by one and not deeper', async () => {
    await using folder = new SchemaFolder({
      'meta/1.0.0.yaml': meta,
      'a/1.0.0.yaml': { properties: { meta: { $ref: '/meta/1.0.0', description: 'Ours.', required: ['id'] } } },
    })
    const { document } = found(await folder.open(), '/a/1.0.0')
    expect((document.properties as Record<string, unknown>).meta).toMatchObject({
      description: 'Ours.',
      required: ['id'],
      type: 'object',
    })
  })

  it('reaches into every folder', async () => {
    await using first = new SchemaFolder({ 'a/1.0.0.yaml': { allOf: [{ $ref: '/meta/1.0.0' }] } })
    await using second = new SchemaFolder({ 'meta/1.0.0.yaml': meta })
    const schema = found(await first.open({ more: [second] }), '/a/1.0.0')
    expect(schema.accepts({})).toBe(false)
    expect(schema.accepts({ stream: 'x' })).toBe(true)
  })

  it('is named in an explanation by the file where the rule really stands', async () => {
    await using folder = new SchemaFolder({
      'meta/1.0.0.yaml': '# a line before\ntype: object\nproperties:\n  id:\n    type: string\n',
      'a/1.0.0.yaml': 'properties:\n  meta:\n    $ref: /meta/1.0.0\n    required:\n      - id\n',
    })
    const schema = found(await folder.open(), '/a/1.0.0')
    expect(schema.explain({ meta: { id: 5 } }, '{}').map(problem => problem.schema)).toEqual([
      { uri: '/meta/1.0.0', pointer: '/properties/id/type', file: `${folder.path}/meta/1.0.0.yaml`, line: 5 },
    ])
    expect(schema.explain({ meta: {} }, '{}').map(problem => problem.schema)).toEqual([
      { uri: '/a/1.0.0', pointer: '/properties/meta/required/0', file: `${folder.path}/a/1.0.0.yaml`, line: 5 },
    ])
  })

  it('named as a property is no reference', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { properties: { $ref: { type: 'string' } } } })
    expect(found(await folder.open(), '/a/1.0.0').accepts({ $ref: 5 })).toBe(false)
  })

  it.each([
    ['/nope/1.0.0', '`$ref` names `/nope/1.0.0`: no folder has it.', 'Add the schema, or correct the name.'],
    ['/meta/2.0.0', '`$ref` names `/meta/2.0.0`: no folder has it.', 'Nearest: `/meta/1.0.0`.'],
    [
      '../meta/1.0.0',
      '`$ref` names `../meta/1.0.0`: it is not a path inside the repositories.',
      'Write it as `/title/1.0.0`.',
    ],
    [
      'http://127.0.0.1:1/x',
      '`$ref` names `http://127.0.0.1:1/x`: it is not a path inside the repositories.',
      'Write it as `/title/1.0.0`.',
    ],
    [
      'file:///etc/passwd',
      '`$ref` names `file:///etc/passwd`: it is not a path inside the repositories.',
      'Write it as `/title/1.0.0`.',
    ],
    [
      '#/definitions/txt',
      '`$ref` names `#/definitions/txt`, but `FOLDER/a/1.0.0.yaml` has no `txt` at `#/definitions`.',
      'Nearest: `#/definitions/text`.',
    ],
    [
      '/meta/1.0.0#/nothing/here',
      '`$ref` names `/meta/1.0.0#/nothing/here`, but `FOLDER/meta/1.0.0.yaml` has no `nothing` at `#`.',
      'Name a place that exists.',
    ],
    ['#text', '`$ref` names `#text`, which is not a JSON pointer.', 'Write it as `#/definitions/name`.'],
    [
      '/broken/1.0.0',
      '`$ref` names `/broken/1.0.0`: that file cannot be used.',
      'Correct `FOLDER/broken/1.0.0.yaml:2:1`.',
    ],
    [
      '#/properties/x',
      '`$ref` leads back to itself: `FOLDER/a/1.0.0.yaml#/properties/x` → `FOLDER/a/1.0.0.yaml#/properties/x`.',
      'Break the ring: write one part out.',
    ],
  ])('to %s is a finding with its line', async (reference, message, hint) => {
    await using folder = new SchemaFolder({
      'meta/1.0.0.yaml': meta,
      'broken/1.0.0.yaml': 'a: [1\nb: 2\n',
      'a/1.0.0.yaml': `definitions:\n  text: {}\nproperties:\n  x:\n    $ref: '${reference}'\n`,
    })
    const repository = await folder.open()
    const problem = refused(repository, '/a/1.0.0')
    const expected = {
      message: message.replaceAll('FOLDER', folder.path),
      hint: hint.replaceAll('FOLDER', folder.path),
    }
    expect(repository.findings().find(({ file }) => file.includes('/a/'))).toMatchObject(expected)
    expect(problem.message).toBe(`\`$schema\` names \`/a/1.0.0\`, but that schema cannot be used: ${expected.message}`)
    expect(problem.hint).toContain('/a/1.0.0.yaml:5:5')
  })

  it.each([
    ['to the whole', { properties: { name: { type: 'string' }, inner: { $ref: '#' } } }],
    ['to a definition around it', { $ref: '#/definitions/node', definitions: { node: nodeOf('#/definitions/node') } }],
    ['through another file', nodeOf('/other/1.0.0')],
    ['by an $id', { $ref: '#/definitions/node', definitions: { node: { $id: 'node', ...nodeOf('node') } } }],
    ['by an anchor', { $ref: '#/definitions/node', definitions: { node: { $id: '#node', ...nodeOf('#node') } } }],
  ])('%s judges events as deep as they are', async (_, schema) => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': schema, 'other/1.0.0.yaml': nodeOf('/a/1.0.0') })
    const { accepts, explain } = found(await folder.open(), '/a/1.0.0')
    expect(accepts({ name: 'a', inner: { name: 'b', inner: { inner: { name: 'c' } } } })).toBe(true)
    const event = { name: 'a', inner: { name: 'b', inner: { inner: { name: 5 } } } }
    expect(accepts(event)).toBe(false)
    expect(explain(event, JSON.stringify(event))).toMatchObject([
      { pointer: '/inner/inner/inner/name', message: expect.stringContaining('must be a string') },
    ])
  })

  it('that multiplies with others ends in a finding, not in all the memory there is', async () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `d${at}`,
        { anyOf: [{ $ref: `#/definitions/d${at + 1}` }, { $ref: `#/definitions/d${at + 1}` }] },
      ]),
    )
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': { definitions: { ...definitions, d30: {} }, $ref: '#/definitions/d0' },
    })
    expect(refused(await folder.open(), '/a/1.0.0').message).toContain('too large once its references are in place')
  })
})

function nodeOf(reference: string): object {
  return { properties: { name: { type: 'string' }, inner: { $ref: reference } } }
}
