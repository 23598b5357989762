import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { silentLogger } from '../../server/base/logger.ts'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import { found } from './repository.ts'

const root = join(import.meta.dirname, '..', '..', 'schemas')
const folders = [{ name: 'schemas', folder: join(root, 'jsonschema') }]
const repository = await openSchemaRepository({ folders, watch: false, logger: silentLogger })
const versions = repository.list()

describe('the example schemas', () => {
  it('are the fragments, test/event, error and a small wiki, without a finding', async () => {
    await repository.inspected()
    expect(repository.findings()).toEqual([])
    expect(versions.map(({ uri }) => uri)).toEqual([
      '/error/2.1.0',
      '/fragment/common/1.0.0',
      '/fragment/wiki/page/1.0.0',
      '/fragment/wiki/user/1.0.0',
      '/test/event/1.0.0',
      '/test/event/1.1.0',
      '/wiki/page/edit/1.0.0',
      '/wiki/page/edit/1.1.0',
      '/wiki/page/move/1.0.0',
      '/wiki/page/move/1.1.0',
      '/wiki/search/1.0.0',
      '/wiki/search/1.1.0',
      '/wiki/user/block/1.0.0',
      '/wiki/user/block/1.1.0',
    ])
  })

  it.each(versions)('$uri stands where its $id says and accepts its own example', ({ uri }) => {
    const schema = found(repository, uri)
    expect(schema.document.$id).toBe(uri)
    expect(schema.document.title).toBe(schema.title)
    const examples = (schema.document.examples ?? []) as { $schema: string }[]
    if (!uri.startsWith('/fragment/')) expect(examples).toHaveLength(1)
    for (const example of examples) {
      expect(example.$schema).toBe(uri)
      expect(schema.explain(example, JSON.stringify(example))).toEqual([])
      expect(schema.accepts(structuredClone(example))).toBe(true)
    }
  })

  it('accept the first event that anybody sends', () => {
    const event = { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'hi' }
    expect(found(repository, event.$schema).accepts(event)).toBe(true)
    const bare = { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' } }
    expect(found(repository, bare.$schema).explain(bare, JSON.stringify(bare))).toMatchObject([
      { message: '`test` is missing.', hint: 'Add it, a string such as `"hi"`.' },
    ])
  })

  it('accept an error event that knows nothing of the event it is about', () => {
    const unknown = { uri: 'unknown', domain: 'unknown', request_id: 'unknown' }
    const event = {
      $schema: '/error/2.1.0',
      meta: { stream: 'eventgate.error.validation', id: 'x', dt: '2026-11-23T12:03:00Z', ...unknown },
      dt: '2026-11-23T12:03:00Z',
      emitter_id: 'eventgate-service',
      raw_event: '{}',
      message: '',
      error_type: 'ValidationError',
      errored_schema_uri: 'unknown',
      errored_stream_name: 'unknown',
    }
    expect(found(repository, event.$schema).explain(event, JSON.stringify(event))).toEqual([])
  })

  it('are regular files: npm pack drops links', () => {
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      expect(lstatSync(join(root, name)).isSymbolicLink(), name).toBe(false)
    }
  })

  it('have streams of schemas that exist, and each schema that is no fragment has one', () => {
    const streams = parse(readFileSync(join(root, 'streams.yaml'), 'utf8')) as Record<string, { schema_title: string }>
    const titles = new Set(versions.map(({ title }) => title).filter(title => !title.startsWith('fragment/')))
    expect(new Set(Object.values(streams).map(settings => settings.schema_title))).toEqual(titles)
    expect(streams).toMatchObject({
      'test.event': { schema_title: 'test/event' },
      'eventgate.error.validation': { schema_title: 'error' },
    })
  })
})
