import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openFrontDoor, testEvent } from '../front-door.ts'

const configuration = `# Two streams and a pattern.
test.event:
  schema_title: test/event
  stream_aliases: [te]
  message_key_fields:
    name: test
    dt: meta.dt
/^test\\.job\\..+/:
  schema_title: test/event
split:
  schema_title: test/event
  topics: [eqiad.split, codfw.split]
`
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-streams-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const on = (stream: string, fields: object = {}) => testEvent({ meta: { stream }, ...fields })

describe('GET /_sandbox/streams', () => {
  it('tells what runs on each stream, and what was tried without being one', async () => {
    await using sandbox = await openFrontDoor({ streams: write('streams.yaml', configuration) })
    await sandbox.post([on('test.event'), on('test.event', { test: 5 }), on('test.job.one'), on('test.evnet')])
    const { items, tried, problem } = await sandbox.get('/_sandbox/streams')
    expect(problem).toBeNull()
    expect(items).toMatchObject([
      {
        stream: 'test.event',
        configured: 'test.event',
        aliases: ['te'],
        schema: { title: 'test/event', latest: '1.1.0' },
        topics: ['test.event'],
        counts: { valid: 1, invalid: 1 },
        rate: 0.2,
      },
      { stream: 'split', topics: ['eqiad.split', 'codfw.split'], counts: { valid: 0, invalid: 0 }, last: null },
      { stream: 'test.job.one', configured: '/^test\\.job\\..+/', counts: { valid: 1, invalid: 0 } },
    ])
    expect(tried).toMatchObject([{ stream: 'test.evnet', refused: 1, nearest: 'test.event' }])
  })

  it.each([
    ['YAML', configuration, { schema_title: [3, 3], stream_aliases: [4, 4], message_key_fields: [5, 7] }],
    [
      'JSON',
      '{\n  "test.event": {"schema_title": "test/event",\n  "message_key_fields": {\n  "name": "test"}\n}}',
      { schema_title: [2, 2], message_key_fields: [3, 4] },
    ],
    [
      "MediaWiki's list, with defaults",
      'wgEventStreamsDefaultSettings:\n  canary_events_enabled: true\nwgEventStreams:\n  - stream: test.event\n    schema_title: test/event\n',
      { canary_events_enabled: [2, 2, true], schema_title: [5, 5] },
    ],
    [
      'merged parts',
      'x: &x\n  schema_title: test/event\ntest.event:\n  <<: *x\n  topic_prefixes: null\n',
      { schema_title: [2, 2], topic_prefixes: [5, 5] },
    ],
  ])('tells the line of every setting: %s', async (_, text, lines) => {
    const file = write('my.yaml', text)
    await using sandbox = await openFrontDoor({ streams: file })
    const { settings } = await sandbox.get('/_sandbox/streams/test.event')
    for (const [name, [line, endLine, isDefault = false]] of Object.entries(lines)) {
      const origin = { kind: 'file', file, path: file, line, endLine, isDefault }
      expect(settings).toContainEqual(expect.objectContaining({ name, origin: expect.objectContaining(origin) }))
    }
    expect(settings).toContainEqual({ name: 'topics', value: ['test.event'], origin: { kind: 'name' } })
  })

  it('tells what the topics of a stream keep, and who said so', async () => {
    await using sandbox = await openFrontDoor({ retention: { ageMs: 604_800_000 } })
    await sandbox.post([on('test.event'), on('other')])
    await fetch(`${sandbox.url}/_sandbox/topics/other`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"settings": {"retention.ms": "3600000"}, "partitions": 3}',
    })
    const rows = async (stream: string) => (await sandbox.get(`/_sandbox/streams/${stream}`)).settings
    expect(await rows('test.event')).toEqual(
      expect.arrayContaining([
        { name: 'partitions', value: 1, origin: { kind: 'topic', topic: 'test.event' } },
        { name: 'retention', value: '7d, 256MiB', origin: { kind: 'option', option: '--retention' } },
      ]),
    )
    expect(await rows('other')).toEqual(
      expect.arrayContaining([
        { name: 'partitions', value: 3, origin: { kind: 'topic', topic: 'other' } },
        { name: 'retention', value: '1h', origin: { kind: 'topic', topic: 'other' } },
      ]),
    )
  })

  it('tells of one stream its schemas, offsets and readers', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([on('one.stream'), on('one.stream')])
    const stopping = new AbortController()
    const headers = { 'user-agent': 'reader/1', 'last-event-id': '[{"topic":"one.stream","partition":0,"offset":1}]' }
    const answer = await fetch(`${sandbox.url}/v2/stream/one.stream`, { headers, signal: stopping.signal })
    await answer.body?.getReader().read()
    expect(await sandbox.get('/_sandbox/streams/one.stream')).toMatchObject({
      stream: 'one.stream',
      configured: null,
      schemas: ['/test/event/1.0.0'],
      settings: [
        { name: 'schema_title', value: 'test/event', origin: { kind: 'event' } },
        { name: 'topics', value: ['one.stream'], origin: { kind: 'name' } },
        { name: 'partitions', value: 1, origin: { kind: 'topic', topic: 'one.stream' } },
        { name: 'retention', value: '256MiB', origin: { kind: 'default' } },
      ],
      topics: [{ topic: 'one.stream', partitions: [{ partition: 0, logStart: 0, next: 2 }] }],
      readers: [{ door: 'sse', name: 'reader/1', address: '127.0.0.1', delivered: 1, lag: 0 }],
    })
    stopping.abort()
  })

  it('names the nearest stream where there is none', async () => {
    await using sandbox = await openFrontDoor()
    const answer = await fetch(`${sandbox.url}/_sandbox/streams/test.evnet`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'stream_unknown', hint: 'Did you mean test.event?' })
  })

  it('learns anew from what comes after a reset', async () => {
    await using sandbox = await openFrontDoor({ schemas: { '/a/one/1.0.0': {}, '/a/two/1.0.0': {} } })
    const titleOf = async () => (await sandbox.get('/w/api.php?action=streamconfigs')).streams.s?.schema_title
    for (const title of ['a/one', 'a/two']) {
      await sandbox.post({ $schema: `/${title}/1.0.0`, meta: { stream: 's' } })
      expect(await titleOf()).toBe(title)
      await sandbox.reset()
      expect(await titleOf()).toBeUndefined()
    }
  })

  it('gives what it learned as a file that starts the same streams', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([on('learned.one'), on('learned.two')])
    const accept = { headers: { accept: 'application/yaml' } }
    const text = await (await fetch(`${sandbox.url}/_sandbox/streams`, accept)).text()
    expect(parse(text)).toMatchObject({ 'test.event': {}, 'learned.one': { schema_title: 'test/event' } })
    await using other = await openFrontDoor({ streams: write('saved.yaml', text) })
    expect((await other.post(on('learned.two'))).status).toBe(201)
    expect((await other.post(on('learned.three'))).status).toBe(500)
    expect(Object.keys((await other.get('/w/api.php?action=streamconfigs')).streams)).toContain('learned.two')
  })
})
