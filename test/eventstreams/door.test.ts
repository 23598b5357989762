import { describe, expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'

it.each([
  ['a time in the future', 'test.event?since=2099-01-01T00:00:00Z', {}, 200],
  ['a time that is none', 'test.event?since=soon', {}, 400],
  ['a time given twice', 'test.event?since=1&since=2', {}, 400],
  ['a filter without a field', 'test.event?filter=meta', {}, 400],
  [
    'an offset beyond the end',
    'test.event',
    { 'last-event-id': '[{"topic":"test.event","partition":0,"offset":99}]' },
    200,
  ],
  [
    'a partition that is not there',
    'test.event',
    { 'last-event-id': '[{"topic":"test.event","partition":7,"offset":0}]' },
    404,
  ],
  ['a name that is none', '%2Ftest.*%2F', {}, 400],
])('answers %s', async (_, path, headers: Record<string, string>, status) => {
  await using sandbox = await openFrontDoor()
  await sandbox.post(testEvent())
  const leave = new AbortController()
  const answer = await fetch(`${sandbox.url}/v2/stream/${path}`, { headers, signal: leave.signal })
  expect(answer.status).toBe(status)
  leave.abort()
})

it('the OpenAPI document has a path for each stream with a schema and an example', async () => {
  await using sandbox = await openFrontDoor()
  await sandbox.post(testEvent())
  const { paths } = await sandbox.get('/?spec')
  const content = paths['/v2/stream/test.event'].get.responses[200].content['application/json']
  expect(content.schema.title).toBe('test/event')
  expect(content.example.meta.stream).toBe('test.event')
})

it('ten thousand streams are opened at once, or named where they are not known', async () => {
  const names = Array.from({ length: 10_000 }, (_, number) => `stream.number-${number}`)
  {
    await using sandbox = await openFrontDoor()
    const leave = new AbortController()
    const answer = await fetch(`${sandbox.url}/v2/stream/${names.join(',')}`, { signal: leave.signal })
    expect(answer.status).toBe(200)
    leave.abort()
  }
  await using strict = await openFrontDoor({ streams: { 'test.event': { schema_title: 'test/event' } } })
  const refused = await fetch(`${strict.url}/v2/stream/test.event,${names.join(',')}`)
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ detail: `Invalid streams: ${names.join(',')}` })
})

describe('EventStreams on a port of its own', () => {
  it('gives the streams that the common origin has', async () => {
    await using sandbox = await openFrontDoor({ eventstreamsPort: 0 })
    const { eventstreams } = await sandbox.get('/_sandbox/info')
    await sandbox.post(testEvent())
    const leave = new AbortController()
    const headers = { accept: 'application/json' }
    const answer = await fetch(`${eventstreams}/v2/stream/test.event?since=0`, { headers, signal: leave.signal })
    let text = ''
    for await (const piece of answer.body as ReadableStream<Uint8Array>) {
      text += Buffer.from(piece).toString()
      if (text.trim().endsWith('}')) break
    }
    expect(JSON.parse(text)).toMatchObject({ test: 'hi' })
    leave.abort()
  })

  it.each([
    ['GET', '/robots.txt', 200, 'User-agent: *'],
    ['OPTIONS', '/_info', 200, 'GET,HEAD'],
    ['OPTIONS', '/', 200, 'GET,HEAD'],
    ['GET', '/_info', 200, '"name":"eventstreams"'],
    ['GET', '/?spec', 200, '"/v2/stream/{streams}"'],
    ['POST', '/v2/stream/test.event', 404, 'Cannot POST /v2/stream/test.event'],
    ['POST', '/v1/events', 404, 'Cannot POST /v1/events'],
    ['GET', '/_sandbox/info', 404, 'Cannot GET /_sandbox/info'],
    ['GET', '/v2/ui', 404, 'Cannot GET /v2/ui'],
  ])('answers %s %s with %i', async (method, path, status, says) => {
    await using sandbox = await openFrontDoor({ eventstreamsPort: 0 })
    const { eventstreams } = await sandbox.get('/_sandbox/info')
    const answer = await fetch(`${eventstreams}${path}`, { method })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.text()).toContain(says)
  })

  it('says that its port is taken', async () => {
    await using sandbox = await openFrontDoor()
    const eventstreamsPort = Number(new URL(sandbox.url).port)
    await expect(openFrontDoor({ eventstreamsPort })).rejects.toMatchObject({ code: 'eventstreams_port_busy' })
  })
})
