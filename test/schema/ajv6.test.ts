import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import type { SchemaRepository } from '../../server/schema/schema-repository.ts'
import { hasShared, shared } from '../shared.ts'
import { found, SchemaFolder } from './repository.ts'

const common = {
  title: 'common',
  $id: '/common/1.0.0',
  type: 'object',
  required: ['meta'],
  properties: { meta: { type: 'object', required: ['stream'], properties: { stream: { type: 'string' } } } },
}

describe('a refusal in the words of EventGate', () => {
  it('has the fields, the order and the text of Ajv 6', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': {
        type: 'object',
        required: ['b'],
        properties: { test: { type: 'string' }, nested: { properties: { 'odd-key': { items: { type: 'integer' } } } } },
      },
    })
    const refusal = found(await folder.open(), '/a/1.0.0').ajv6({ test: 1, nested: { 'odd-key': ['x'] } })
    expect(refusal.errorsText).toBe(
      "'' should have required property 'b', '.test' should be string, '.nested['odd-key'][0]' should be integer",
    )
    expect(refusal.errors[1]).toEqual({
      keyword: 'type',
      dataPath: '.test',
      schemaPath: '#/properties/test/type',
      params: { type: 'string' },
      message: 'should be string',
    })
  })

  it('names rules behind a $ref by the schema that has them', async () => {
    await using folder = new SchemaFolder({
      'common/1.0.0.yaml': common,
      'a/1.0.0.yaml': {
        $id: '/a/1.0.0',
        allOf: [{ $ref: '/common/1.0.0#' }],
        properties: { test: { type: 'string' } },
      },
    })
    const schema = found(await folder.open(), '/a/1.0.0')
    expect(schema.accepts({ meta: {}, test: 5 })).toBe(false)
    const { errors, errorsText } = schema.ajv6({ meta: {}, test: 5 })
    expect(errorsText).toBe("'.test' should be string, '.meta' should have required property 'stream'")
    expect(errors.map(({ schemaPath }) => schemaPath)).toEqual([
      '#/properties/test/type',
      '/common/1.0.0#/properties/meta/required',
    ])
  })

  it('fills the defaults into the event, also into one that is refused', async () => {
    await using folder = new SchemaFolder({
      'a/1.0.0.yaml': { properties: { x: { type: 'string' }, y: { default: 1 } } },
    })
    const event = { x: 5 }
    found(await folder.open(), '/a/1.0.0').ajv6(event)
    expect(event).toEqual({ x: 5, y: 1 })
  })

  it('is not empty where only a key beside a $ref refuses', async () => {
    await using folder = new SchemaFolder({
      'common/1.0.0.yaml': common,
      'a/1.0.0.yaml': { $ref: '/common/1.0.0', required: ['other'] },
    })
    const schema = found(await folder.open(), '/a/1.0.0')
    const event = { meta: { stream: 'a' } }
    expect(schema.accepts(event)).toBe(false)
    expect(schema.ajv6(event).errorsText).toBe("'' should have required property 'other'")
  })

  it('of a schema that is none says what Ajv 6 says', async () => {
    await using folder = new SchemaFolder({ 'a/1.0.0.yaml': { properties: { test: { type: 'text' } } } })
    const repository = await folder.open()
    expect(repository.find('/a/1.0.0')).toMatchObject({
      found: false,
      eventgate: expect.stringMatching(
        /^schema is invalid: data\.properties\['test'\]\.type should be equal to one of the allowed values/,
      ),
    })
    expect(repository.find('/b/1.0.0')).toMatchObject({ found: false, eventgate: 'Failed loading schema at /b/1.0.0' })
  })
})

type Case = {
  id: string
  stance: string
  request: { body?: unknown; bodyRaw?: string }
  expect: { bodyMatch?: { invalid?: { context?: { errorsText?: string } }[] } }
}

const skipped = hasShared ? '' : ' (skipped: the folder ../shared is absent)'
const cases: Case[] = hasShared ? JSON.parse(readFileSync(shared('cases/eventgate/cases.json'), 'utf8')) : []
const refusals = cases.flatMap(({ id, stance, request, expect: expected }) => {
  const [first] = expected.bodyMatch?.invalid ?? []
  const said = first?.context?.errorsText
  if (said === undefined || stance !== 'must') return []
  const body = request.body ?? JSON.parse(request.bodyRaw ?? 'null')
  return Array.isArray(body) ? [] : [{ id, event: body as Record<string, unknown>, said }]
})

describe.skipIf(!hasShared)(`answers observed on EventGate${skipped}`, () => {
  let repository: SchemaRepository
  beforeAll(async () => {
    const folders = [{ name: 'cases', folder: shared('cases/eventgate/schemas') }]
    repository = await openSchemaRepository({ folders, watch: false, logger: silentLogger })
  })
  afterAll(() => repository.close())

  it.each(refusals)('$id: $said', ({ event, said }) => {
    const schema = found(repository, event.$schema)
    expect(schema.accepts(structuredClone(event))).toBe(false)
    expect(schema.ajv6(event).errorsText).toBe(said)
    expect(schema.explain(event, JSON.stringify(event)).length).toBeGreaterThan(0)
  })
})
