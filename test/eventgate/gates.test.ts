import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Command, startCommand } from '../command.ts'
import { sendRaw, testEvent } from '../front-door.ts'

const streams = stringify({
  'analytics.click': { schema_title: 'test/event', destination_event_service: 'clicks' },
  'clicks.error': { schema_title: 'error', destination_event_service: 'clicks' },
  'main.thing': { schema_title: 'test/event', destination_event_service: 'main' },
})
const gates = {
  clicks: {
    port: 0,
    topicPrefix: 'dc1.',
    errorStream: 'clicks.error',
    cors: false,
    maxBodySize: '2kb',
    destinationEventService: 'clicks',
  },
  open: { cors: 'https://wiki.example', errorStream: false },
}
const click = testEvent({ meta: { stream: 'analytics.click' } })

function startGates(options: readonly string[] = []): Promise<Command> {
  const config = { streams: './streams.yaml', gates }
  return startCommand(options, { 'event-sandbox.config.yaml': stringify(config), 'streams.yaml': streams })
}

/** The addresses of a gate's intake: below the common origin, then on its own port. */
async function intakesOf({ get }: Command, gate: string): Promise<string[]> {
  const { gates } = (await get('/_sandbox/info')) as { gates: { name: string; intake: string }[] }
  return gates.filter(({ name }) => name === gate).map(({ intake }) => intake)
}

describe('a gate of the configuration file', () => {
  it('answers below /gates/NAME/ and on its own port, and the events say which gate they came through', async () => {
    await using sandbox = await startGates()
    const [below = '', own = ''] = await intakesOf(sandbox, 'clicks')
    expect(below).toBe(`${sandbox.url}/gates/clicks/v1/events`)
    for (const intake of [below, own]) expect((await sandbox.post(click, intake)).status).toBe(201)
    expect((await sandbox.post(testEvent({ meta: { stream: 'main.thing' } }))).status).toBe(201)
    const { items } = await sandbox.get('/_sandbox/events?order=asc')
    expect(items).toMatchObject([
      { gate: 'clicks', stream: 'analytics.click', topic: 'dc1.analytics.click' },
      { gate: 'clicks', stream: 'analytics.click', topic: 'dc1.analytics.click' },
      { gate: 'main', stream: 'main.thing', topic: 'main.thing' },
    ])
  })

  it('takes the streams only that name it as their destination_event_service', async () => {
    await using sandbox = await startGates()
    const [intake = ''] = await intakesOf(sandbox, 'clicks')
    const answer = await sandbox.post(testEvent({ meta: { stream: 'main.thing', id: '1' } }), intake)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({
      error: [
        {
          context: {
            message:
              'event 1 of schema at /test/event/1.0.0 destined to stream main.thing is not allowed in stream; main.thing is not configured.',
          },
        },
      ],
    })
    expect(Object.keys(await sandbox.get('/gates/clicks/v1/stream-configs'))).toEqual([
      'analytics.click',
      'clicks.error',
    ])
  })

  it('tells its own error stream, under its own prefix', async () => {
    await using sandbox = await startGates()
    const [intake = ''] = await intakesOf(sandbox, 'clicks')
    await sandbox.post({ ...click, test: 5 }, intake)
    const [error] = await sandbox.events('clicks.error', 1)
    expect(error).toMatchObject({
      meta: { stream: 'clicks.error', topic: 'dc1.clicks.error' },
      errored_stream_name: 'analytics.click',
    })
  })

  it('has a body limit of its own', async () => {
    await using sandbox = await startGates()
    const large = { ...click, test: 'x'.repeat(2048) }
    for (const intake of await intakesOf(sandbox, 'clicks')) {
      expect((await sandbox.post(large, intake)).status).toBe(413)
    }
    expect((await sandbox.post(large)).status).toBe(201)
  })

  it.each([
    ['clicks', undefined, undefined],
    ['open', 'https://wiki.example', 'post'],
    ['main', '*', 'post'],
  ])('has CORS of its own: %s', async (gate, origin, methods) => {
    await using sandbox = await startGates()
    for (const intake of await intakesOf(sandbox, gate)) {
      for (const method of ['OPTIONS', 'POST']) {
        const { headers } = await sendRaw(intake, { method, headers: { 'content-type': 'application/json' }, body: '' })
        expect(headers['access-control-allow-origin']).toBe(origin)
        expect(headers['access-control-allow-methods']).toBe(methods)
        expect(headers['x-content-type-options']).toBe('nosniff')
      }
    }
  })

  it('has every route of EventGate in both places, and nothing else on its own port', async () => {
    await using sandbox = await startGates()
    for (const intake of await intakesOf(sandbox, 'clicks')) {
      const base = intake.replace('/v1/events', '')
      const get = async (path: string) => sendRaw(`${base}${path}`, { method: 'GET' })
      expect(JSON.parse((await get('/_info')).text)).toMatchObject({ name: 'clicks' })
      expect(JSON.parse((await get('/_info/version')).text)).toEqual({
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      })
      expect((await get('/_info/home')).status).toBe(301)
      expect((await get('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n')
      expect(JSON.parse((await get('/?spec')).text)).toMatchObject({ openapi: '3.0.0', paths: { '/v1/events': {} } })
      expect(JSON.parse((await get('/v1/stream-configs/analytics.click')).text)).toHaveProperty(['analytics.click'])
      expect((await get('/v1/events')).text).toContain('<pre>Cannot GET ')
      expect(await sendRaw(`${base}/_info`, { method: 'OPTIONS' })).toMatchObject({ status: 200, text: 'GET,HEAD' })
    }
    const own = (await intakesOf(sandbox, 'clicks'))[1]?.replace('/v1/events', '')
    for (const path of ['/', '/_sandbox/events', '/metrics', '/v2/stream/analytics.click'])
      expect(await sendRaw(`${own}${path}`, { method: 'GET' })).toMatchObject({
        status: 404,
        headers: expect.objectContaining({ 'x-frame-options': 'SAMEORIGIN' }),
        text: expect.stringContaining(`<pre>Cannot GET ${path}</pre>`),
      })
  })

  it('named main is the one at the root', async () => {
    const config = stringify({ gates: { main: { topicPrefix: 'dc1.', cors: false, maxBodySize: '1kb' } } })
    await using sandbox = await startCommand([], { 'event-sandbox.config.yaml': config })
    expect((await sandbox.post(testEvent())).headers.get('access-control-allow-origin')).toBeNull()
    expect((await sandbox.post(testEvent({ test: 'x'.repeat(1024) }))).status).toBe(413)
    expect(await sandbox.events('test.event', 1)).toMatchObject([{ meta: { topic: 'dc1.test.event' } }])
  })

  it('judges by schemas of its own', async () => {
    const config = stringify({ gates: { strict: { schemas: { own: './own' } } } })
    await using sandbox = await startCommand(['--config', 'gates.yaml'], {
      'gates.yaml': config,
      'own/thing/1.0.0.yaml': 'title: thing\n$id: /thing/1.0.0\ntype: object\n',
    })
    const thing = { $schema: '/thing/1.0.0', meta: { stream: 'thing' } }
    expect((await sandbox.post(thing, '/gates/strict/v1/events')).status).toBe(201)
    expect((await sandbox.post(thing)).status).toBe(500)
    expect((await sandbox.post(testEvent(), '/gates/strict/v1/events')).status).toBe(500)
  })

  it.each([
    [{ x: { porrt: 1 } }, 'The gate x in g.yaml has an unknown key porrt.\n  Did you mean port?'],
    [{ x: { port: 70_000 } }, 'port of the gate x in g.yaml must be from 0 to 65535.'],
    [{ x: { maxBodySize: 'big' } }, 'maxBodySize of the gate x in g.yaml must be a size such as 4mb.'],
    [{ x: { topicPrefix: 5 } }, 'topicPrefix of the gate x in g.yaml must be a text, not 5.'],
    [{ x: { schemas: './nowhere' } }, 'The schema folder ./nowhere does not exist.'],
    [{ x: { streams: './nowhere.yaml' } }, 'cannot be read: ENOENT'],
    [{ main: { port: 1 } }, 'The gate main in g.yaml has the common port: write port: 1 at the top of the file.'],
    [{ 'a/b': {} }, 'The gate a/b in g.yaml needs a name of letters, digits, dots and hyphens.'],
  ])('that cannot be is refused at the start: %j', async (wrong, message) => {
    const start = startCommand(['--config', 'g.yaml'], { 'g.yaml': stringify({ gates: wrong }) })
    await expect(start.then(sandbox => sandbox.stop())).rejects.toThrow(message)
  })

  it('says whose port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number } // as: it listens on TCP
    const start = startCommand(['--config', 'g.yaml'], { 'g.yaml': stringify({ gates: { clicks: { port } } }) })
    await expect(start).rejects.toThrow(`Port ${port} of the gate clicks is in use.`)
    taken.close()
  })
})

describe('--profile wikimedia', () => {
  const ports = { main: 4492, analytics: 4592, 'analytics-external': 4692, 'logging-external': 4392 }

  it("opens production's four gates on their ports", async context => {
    const taken = (await Promise.all(Object.values(ports).map(isTaken))).some(Boolean)
    if (taken) return context.skip('One of the ports 4492, 4592, 4692 and 4392 is in use here.')
    const streams = Object.keys(ports).map(name => [
      `${name}.test.event`,
      { schema_title: 'test/event', destination_event_service: `eventgate-${name}` },
    ])
    const options = ['--profile', 'wikimedia', '--streams', 'streams.yaml']
    await using sandbox = await startCommand(options, { 'streams.yaml': stringify(Object.fromEntries(streams)) })
    for (const [name, port] of Object.entries(ports)) {
      const origin = `http://127.0.0.1:${port}`
      const event = testEvent({ meta: { stream: `${name}.test.event` } })
      expect(await sandbox.get(`${origin}/_info/name`)).toEqual({ name: `eventgate-${name}` })
      const answer = await sandbox.post(event, `${origin}/v1/events`)
      expect(answer.status).toBe(201)
      expect(answer.headers.get('access-control-allow-origin')).toBe(name === 'logging-external' ? '*' : null)
      const others = Object.keys(ports).filter(other => other !== name)
      for (const other of others) {
        expect((await sandbox.post(event, `/gates/eventgate-${other}/v1/events`)).status).toBe(500)
      }
    }
    const { items } = await sandbox.get('/_sandbox/events?status=valid&order=asc')
    expect(items.map(({ topic, gate }: { topic: string; gate: string }) => [gate, topic])).toEqual(
      Object.keys(ports).map(name => [`eventgate-${name}`, `datacenter1.${name}.test.event`]),
    )
  })
})

describe('--output', () => {
  it('has each produced event as a line, with its topic, key and time, and no refused one', async () => {
    const streams = stringify({ 'keyed.event': { schema_title: 'test/event', message_key_fields: { it: 'test' } } })
    await using sandbox = await startCommand(['--output', 'out.ndjson', '--streams', 's.yaml'], { 's.yaml': streams })
    const meta = { stream: 'keyed.event', dt: '2020-01-02T03:04:05.678Z', id: 'a' }
    await sandbox.post([testEvent({ meta }), testEvent({ meta, test: 5 })])
    await sandbox.post(testEvent({ meta: { ...meta, id: 'b' } }), '/v1/events?hasty=true')
    await sandbox.events('keyed.event', 2)
    await sandbox.stop()
    const file = join(sandbox.folder, 'out.ndjson')
    expect(existsSync(file)).toBe(true)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      {
        topic: 'keyed.event',
        key: { it: 'hi' },
        timestamp: Date.parse(meta.dt),
        producer: 'guaranteed',
        value: { meta },
      },
      { topic: 'keyed.event', key: { it: 'hi' }, producer: 'hasty', value: { meta: { id: 'b' } } },
    ])
  })
})

async function isTaken(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })
}
