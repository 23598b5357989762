import { deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, sendRaw, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
})
afterAll(() => sandbox.stop())

const json = { 'content-type': 'application/json' }
const valid = testEvent()
const invalid = testEvent({ test: 1 })
const withoutSchema = { meta: { stream: 'test.event' }, test: 'hi' }
const emptyReason = 'Request body was empty. Must provide JSON encoded events.'

function send(body: string | Buffer, headers: Record<string, string> = json, path = '/v1/events') {
  return sendRaw(`${sandbox.url}${path}`, { headers, body })
}

describe('POST /v1/events answers as EventGate does', () => {
  it.each([
    ['all accepted', [valid, valid], 201, 'All 2 out of 2 events were accepted.'],
    ['one event, not in an array', valid, 201, 'All 1 out of 1 events were accepted.'],
    ['all invalid', [invalid, invalid], 400, '2 out of 2 events were invalid and not accepted.'],
    ['some invalid', [valid, invalid], 207, '1 out of 2 events were accepted, but 1 failed (1 invalid and 0 errored).'],
    [
      'some errored',
      [valid, withoutSchema],
      207,
      '1 out of 2 events were accepted, but 1 failed (0 invalid and 1 errored).',
    ],
    [
      'none accepted, one errored',
      [invalid, withoutSchema],
      500,
      '2 out of 2 events had failures and were not accepted. (1 invalid and 1 errored).',
    ],
    ['an empty array', [], 400, emptyReason],
    ['an empty object', {}, 400, emptyReason],
  ])('%s', async (_, events, status, reason) => {
    expect(await send(JSON.stringify(events))).toMatchObject({ status, reason })
  })

  it('says nothing where everything was accepted', async () => {
    const answer = await send(JSON.stringify(valid))
    expect(answer.text).toBe('')
    expect(answer.headers).not.toHaveProperty('content-type')
  })

  it('tells the producer what is wrong, event by event, in the words of Ajv 6', async () => {
    const { text } = await send(JSON.stringify([valid, invalid, withoutSchema]))
    const body = JSON.parse(text)
    expect(body.invalid).toHaveLength(1)
    expect(body.invalid[0]).toMatchObject({
      status: 'invalid',
      event: { test: 1 },
      context: { errorsText: "'.test' should be string" },
    })
    expect(body.invalid[0].context.errors[0]).toMatchObject({
      keyword: 'type',
      dataPath: '.test',
      params: { type: 'string' },
    })
    expect(body.error[0].context.message).toBe('Field(s) $schema were missing from event and could not be extracted.')
  })

  it('has no error key where all events are invalid', async () => {
    expect(JSON.parse((await send(JSON.stringify(invalid))).text)).not.toHaveProperty('error')
  })

  it.each([
    ['an unknown schema', { ...valid, $schema: '/no/such/1.0.0' }, 'Failed loading schema at /no/such/1.0.0'],
    ['no stream', { $schema: '/test/event/1.0.0', test: 'hi' }, 'meta.stream'],
    ['a $schema that is no text', { ...valid, $schema: 5 }, '$schema'],
    ['null', null, 'Field(s) $schema were missing'],
    ['a nested array', [valid], 'Field(s) $schema were missing'],
  ])('%s is an error', async (_, event, message) => {
    const answer = await send(JSON.stringify([event]))
    expect(answer.text).toContain(message)
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })

  it.each(['?hasty=true', '?hasty=false', '?hasty=0'])('%s is answered before the events are judged', async query => {
    const answer = await send(JSON.stringify([valid, invalid]), json, `/v1/events${query}`)
    expect(answer).toMatchObject({ status: 202, reason: '2 events hastily received.', text: '' })
  })

  it.each(['?hasty', '?hasty=', '?HASTY=true'])('%s is not hasty', async query => {
    expect(await send(JSON.stringify(invalid), json, `/v1/events${query}`)).toMatchObject({ status: 400 })
  })

  it.each([
    ['application/json; charset=utf-8', 201],
    ['text/plain', 201],
    ['text/plain;charset=UTF-8', 201],
    ['application/reports+json', 201],
    ['application/xml', 400],
    ['application/x-www-form-urlencoded', 400],
    ['application/json; charset=iso-8859-1', 415],
  ])('reads %s: %i', async (type, status) => {
    expect(await send(JSON.stringify(valid), { 'content-type': type })).toMatchObject({ status })
  })

  it('does not read a body without a content type', async () => {
    expect(await send(JSON.stringify(valid), {})).toMatchObject({ status: 400, reason: emptyReason, text: '' })
  })

  it('allows any site to send events', async () => {
    const preflight = await sendRaw(`${sandbox.url}/v1/events`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(preflight).toMatchObject({ status: 200, text: 'POST' })
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'post',
    })
  })

  it.each(['/v1/events/', '/V1/Events', '/v1/events?x=1'])('answers at %s', async path => {
    expect(await send(JSON.stringify(valid), json, path)).toMatchObject({ status: 201 })
  })

  it('answers who takes it for a proxy', async () => {
    const { url } = sandbox
    const path = `${url}/v1/events`
    expect(await sendRaw(url, { path, headers: json, body: JSON.stringify(valid) })).toMatchObject({ status: 201 })
  })

  it.each([
    ['OPTIONS', '/', 200, 'GET,HEAD'],
    ['OPTIONS', '/_info', 200, 'GET,HEAD'],
    ['GET', '/?spec', 200, '"/v1/events"'],
  ])('%s %s has the headers of every answer', async (method, path, status, says) => {
    const answer = await sendRaw(`${sandbox.url}${path}`, { method })
    expect(answer).toMatchObject({ status, text: expect.stringContaining(says) })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'post',
      'x-frame-options': 'SAMEORIGIN',
    })
  })

  it('says in its own form that an address cannot be read', async () => {
    expect(await sendRaw(sandbox.url, { method: 'GET', path: '/%' })).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      text: expect.stringContaining('"code":"bad_request"'),
    })
  })

  it('has nothing to get', async () => {
    expect((await fetch(`${sandbox.url}/v1/events`)).status).toBe(404)
  })
})

describe('a body', () => {
  it.each([
    ['gzip', gzipSync(JSON.stringify(valid)), 201],
    ['deflate', deflateSync(JSON.stringify(valid)), 201],
    ['gzip', Buffer.from('not gzip'), 400],
    ['gzip', gzipSync(`"${'a'.repeat(11 * 1024 * 1024)}"`), 413],
    ['br', Buffer.from('x'), 415],
    ['', Buffer.from(JSON.stringify(valid)), 201],
  ])('with Content-Encoding %s', async (encoding, body, status) => {
    const answer = await send(body, { ...json, 'content-encoding': encoding })
    expect(answer.status).toBe(status)
    if (status > 400)
      expect(JSON.parse(answer.text)).toMatchObject({ invalid: [], error: [{ status: 'error', event: null }] })
  })

  it.each([
    ['truncated', '{"$schema": "/test/event/1.0.0", "test": "h'],
    ['with a trailing comma', '{"a": 1,}'],
    ['a scalar', '"text"'],
    ['null', 'null'],
    ['no JSON at all', 'hello'],
  ])('that is %s is refused with line and column', async (_, body) => {
    const answer = await send(body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).error[0].context.message).toMatch(/./)
    const { items } = await sandbox.get('/_sandbox/events?status=invalid&limit=1')
    const refused = await sandbox.get(`/_sandbox/events/${items[0].cursor}`)
    expect(refused).toMatchObject({ raw: body, problems: [{ keyword: 'syntax', line: 1, column: expect.any(Number) }] })
  })

  it('over 10 MiB is refused, whether it says its length or not', async () => {
    const large = `{"a":"${'x'.repeat(10 * 1024 * 1024)}"}`
    expect(await send(large)).toMatchObject({ status: 413 })
    expect(await send(large, { ...json, 'transfer-encoding': 'chunked' })).toMatchObject({ status: 413 })
    expect(await send(JSON.stringify(valid))).toMatchObject({ status: 201 })
  })

  it('just under 10 MiB is read', async () => {
    const event = JSON.stringify({ ...valid, test: 'x' })
    expect(await send(event + ' '.repeat(10 * 1024 * 1024 - event.length))).toMatchObject({ status: 201 })
  })

  it.each([
    [1_000, 201],
    [5_000, 500],
    [100_000, 500],
  ])('nested %i deep gets an answer', async (depth, status) => {
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const answer = await send(
      `{"$schema":"/test/event/1.0.0","meta":{"stream":"test.event"},"test":"hi","deep":${nested}}`,
    )
    expect(answer.status).toBe(status)
    if (status === 500) expect(answer.text).toContain('nests deeper than')
    const { items } = await sandbox.get('/_sandbox/events?limit=1')
    expect((await fetch(`${sandbox.url}/_sandbox/events/${items[0].cursor}`)).status).toBe(200)
  })

  it('with __proto__ keys changes no prototype and is kept as it is', async () => {
    const answer = await send(
      '{"$schema":"/test/event/1.0.0","meta":{"stream":"proto.test"},"test":"hi","__proto__":{"polluted":true}}',
    )
    expect(answer.status).toBe(201)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const page = await (await fetch(`${sandbox.url}/_sandbox/events?stream=proto.test`)).text()
    expect(page).toContain('"__proto__":{"polluted":true}')
  })

  it('with broken UTF-8 is accepted with replacement characters', async () => {
    const [before, after] = JSON.stringify(testEvent({ test: 'a|b', meta: { stream: 'utf8.test' } })).split('|') as [
      string,
      string,
    ]
    expect(await send(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))).toMatchObject({
      status: 201,
    })
    expect((await sandbox.get('/_sandbox/events?stream=utf8.test')).items[0].event.test).toBe('a\ufffdb')
  })

  it('of 10,000 events of which every third is invalid names them in order', async () => {
    const events = Array.from({ length: 10_000 }, (_, index) =>
      testEvent({ test: index % 3 === 0 ? index : String(index) }),
    )
    const answer = await send(JSON.stringify(events))
    expect(answer).toMatchObject({
      status: 207,
      reason: '6666 out of 10000 events were accepted, but 3334 failed (3334 invalid and 0 errored).',
    })
    const refused = JSON.parse(answer.text).invalid.map(({ event }: { event: { test: number } }) => event.test)
    expect(refused).toEqual(events.map(({ test }) => test).filter(test => typeof test === 'number'))
  })

  it('whose sender hangs up half way does no harm', async () => {
    const hungUp = new AbortController()
    const half = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"$schema":'))
      },
      pull: () => hungUp.abort(),
    })
    const sent = fetch(`${sandbox.url}/v1/events`, {
      method: 'POST',
      headers: json,
      body: half,
      duplex: 'half',
      signal: hungUp.signal,
    } as RequestInit)
    await expect(sent).rejects.toThrow()
    expect(await send(JSON.stringify(valid))).toMatchObject({ status: 201 })
  })
})

describe('an accepted event', () => {
  it('can be read on another connection as soon as it is answered', async () => {
    for (let number = 0; number < 50; number++) {
      await sandbox.post(testEvent({ test: `read ${number}`, meta: { stream: 'read.your.writes' } }))
      const { items } = await sandbox.get('/_sandbox/events?stream=read.your.writes&limit=1')
      expect(items[0].event.test).toBe(`read ${number}`)
    }
  })

  it('has meta.id and meta.dt filled in, its own kept', async () => {
    await sandbox.post([
      testEvent({ meta: { stream: 'filled.in' } }),
      testEvent({ meta: { stream: 'filled.in', id: 'own', dt: '2020-01-02T03:04:05Z' } }),
    ])
    const { items } = await sandbox.get('/_sandbox/events?stream=filled.in&order=asc')
    expect(items[0].event.meta).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      dt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(items[1].event.meta).toMatchObject({ id: 'own', dt: '2020-01-02T03:04:05Z' })
    expect(await sandbox.get(`/_sandbox/events/${items[1].cursor}`)).toMatchObject({
      timestamp: '2020-01-02T03:04:05.000Z',
    })
  })
})

describe('an event that is invalid and nests too deep', () => {
  it('is refused for its depth', async () => {
    const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const answer = await send(
      `{"$schema":"/test/event/1.0.0","meta":{"stream":"test.event"},"test":5,"deep":${nested}}`,
    )
    expect(answer).toMatchObject({ status: 500, text: expect.stringContaining('nests deeper than') })
  })
})

describe('a number', () => {
  it.each([
    ['"n":1e400', '/n', 'n is a number beyond 1.8e308, which nothing can store.'],
    [
      '"none":null,"deep":[{"n":-1e400}]',
      '/deep/0/n',
      'deep[0].n is a number beyond 1.8e308, which nothing can store.',
    ],
  ])('beyond any is refused: %s', async (fields, pointer, message) => {
    const answer = await send(`{"$schema":"/test/event/1.0.0","meta":{"stream":"test.event"},"test":"x",\n${fields}}`)
    expect(answer.status).toBe(500)
    const [problem] = JSON.parse(answer.text).error[0].context.problems
    expect({ ...problem, message: problem.message.replaceAll('`', '') }).toMatchObject({ pointer, message, line: 2 })
  })

  it('as large as there is, and null, are kept', async () => {
    const event = { ...testEvent(), n: Number.MAX_VALUE, none: null }
    expect((await send(JSON.stringify(event))).status).toBe(201)
  })
})

describe('a stream', () => {
  it.each(['with space', 'a/b', '..', '_sandbox.rejections'])('cannot be named %s', async stream => {
    const answer = await send(JSON.stringify(testEvent({ meta: { stream } })))
    expect(answer.status).toBe(500)
    expect(JSON.parse(answer.text).error[0].context.problems[0]).toMatchObject({
      pointer: '/meta/stream',
      keyword: 'stream',
    })
  })
})

describe('$schema', () => {
  it.each([
    '/../../../../etc/hostname',
    '/test/event/../../../../../etc/passwd',
    '/test/event/%2e%2e/%2e%2e/1.0.0',
    'file:///etc/hostname',
    'http://127.0.0.1:1/x/1.0.0',
    '/test/event/1.0.0\u0000.yaml',
    '..\\..\\etc\\hostname',
    '/test/event/1.0.0#/properties/meta',
  ])('never reads outside the repositories: %s', async $schema => {
    const answer = await send(JSON.stringify({ ...valid, $schema }))
    expect(answer.status).toBe(500)
    const [{ context }] = JSON.parse(answer.text).error
    expect(context.message).toMatch(
      /^(Failed loading schema at|Absolute schema URIs are not allowed but event schema_uri is) /,
    )
    expect(context.message.endsWith($schema)).toBe(true)
    expect(context.problems[0].hint).toMatch(/./)
  })
})

describe("what is asked below EventGate's addresses", () => {
  it.each([
    ['OPTIONS', '/v1/stream-configs/a|b', 200, 'GET,HEAD'],
    ['OPTIONS', '/_info', 200, 'GET,HEAD'],
    ['GET', '/v1/nothing', 404, '<pre>Cannot GET /v1/nothing</pre>'],
    ['POST', '/v1/stream-configs', 404, '<pre>Cannot POST /v1/stream-configs</pre>'],
    ['POST', '/v1/_test/events', 404, '<pre>Cannot POST /v1/_test/events</pre>'],
    ['PUT', '/_info', 404, '<pre>Cannot PUT /_info</pre>'],
    ['DELETE', '/robots.txt', 404, '<pre>Cannot DELETE /robots.txt</pre>'],
    ['GET', '/_info/other', 404, '<pre>Cannot GET /_info/other</pre>'],
  ])('%s %s is answered as the original does: %i', async (method, path, status, text) => {
    const answer = await sendRaw(`${sandbox.url}${path}`, { method })
    expect(answer).toMatchObject({ status, text: expect.stringContaining(text) })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'content-type': 'text/html; charset=utf-8',
    })
  })
})
