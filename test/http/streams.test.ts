import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
})
afterAll(() => sandbox.stop())

interface Message {
  readonly event?: string
  readonly id?: string
  readonly data?: string
  readonly comment?: string
}

/** Opens a stream and gives its messages one by one. */
async function consume(path: string, headers: Record<string, string> = { accept: 'text/event-stream' }) {
  const stopping = new AbortController()
  const answer = await fetch(`${sandbox.url}/v2/stream/${path}`, { headers, signal: stopping.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    answer,
    async next(): Promise<Message> {
      while (!text.includes('\n\n')) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done) throw new Error('The stream has ended.')
        text += value
      }
      const [message = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      return Object.fromEntries(
        message
          .split('\n')
          .map(line => (line.startsWith(':') ? ['comment', line.slice(1)] : line.split(/: (.*)/s).slice(0, 2))),
      )
    },
    [Symbol.dispose]: () => stopping.abort(),
  }
}

function onStream(stream: string, test: string, meta: Record<string, unknown> = {}) {
  return testEvent({ meta: { stream, ...meta }, test })
}

describe('GET /v2/stream/{streams}', () => {
  it('begins with a comment, then gives each event as it is accepted', async () => {
    using stream = await consume('sse.live')
    expect(stream.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await stream.next()).toEqual({ comment: 'ok' })
    await sandbox.post(onStream('sse.live', 'first', { dt: '2026-01-02T03:04:05.678Z' }))
    const message = await stream.next()
    expect(message.event).toBe('message')
    expect(JSON.parse(message.id ?? '')).toEqual([
      { topic: 'sse.live', partition: 0, timestamp: Date.parse('2026-01-02T03:04:05.679Z') },
    ])
    expect(JSON.parse(message.data ?? '')).toMatchObject({
      test: 'first',
      meta: { stream: 'sse.live', topic: 'sse.live', partition: 0, offset: 0 },
    })
  })

  it('begins at the end unless asked otherwise', async () => {
    await sandbox.post(onStream('sse.end', 'before'))
    using stream = await consume('sse.end')
    await stream.next()
    await sandbox.post(onStream('sse.end', 'after'))
    expect(JSON.parse((await stream.next()).data ?? '').test).toBe('after')
  })

  it.each([
    ['ISO', 'since=2026-01-01T00:00:02Z'],
    ['milliseconds', `since=${Date.parse('2026-01-01T00:00:02Z')}`],
  ])('begins at a time in %s', async (format, query) => {
    const stream = `sse.since.${format}`
    for (const second of [1, 2, 3])
      await sandbox.post(onStream(stream, String(second), { dt: `2026-01-01T00:00:0${second}Z` }))
    using consumer = await consume(`${stream}?${query}`)
    await consumer.next()
    expect(JSON.parse((await consumer.next()).data ?? '').test).toBe('2')
  })

  it('resumes behind the last event of every stream', async () => {
    await sandbox.post([
      onStream('sse.r1', 'a', { dt: '2026-01-01T00:00:01Z' }),
      onStream('sse.r2', 'b', { dt: '2026-01-01T00:00:01Z' }),
    ])
    using first = await consume('sse.r1,sse.r2?since=2026-01-01T00:00:00Z')
    await first.next()
    await first.next()
    const { id = '' } = await first.next()
    await sandbox.post([
      onStream('sse.r1', 'c', { dt: '2026-01-01T00:00:02Z' }),
      onStream('sse.r2', 'd', { dt: '2026-01-01T00:00:02Z' }),
    ])
    using second = await consume('sse.r1,sse.r2', { accept: 'text/event-stream', 'last-event-id': id })
    await second.next()
    const resumed = [await second.next(), await second.next()].map(({ data = '' }) => JSON.parse(data).test)
    expect(resumed).toEqual(['c', 'd'])
  })

  it('waits for a stream that has no event yet', async () => {
    using stream = await consume('sse.not.yet')
    await stream.next()
    await sandbox.post(onStream('sse.not.yet', 'born'))
    expect(JSON.parse((await stream.next()).data ?? '').test).toBe('born')
  })

  it('gives lines of JSON where Accept begins with application/json', async () => {
    await sandbox.post(onStream('sse.lines', 'x', { dt: '2026-01-01T00:00:01Z' }))
    const stopping = new AbortController()
    const answer = await fetch(`${sandbox.url}/v2/stream/sse.lines?since=2026-01-01T00:00:00Z`, {
      headers: { accept: 'application/json' },
      signal: stopping.signal,
    })
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (text.split('\n').length < 3) text += (await reader?.read())?.value ?? ''
    expect(JSON.parse(text.split('\n')[1] ?? '')).toMatchObject({ test: 'x' })
    stopping.abort()
  })

  it('shows refused events to nobody', async () => {
    using stream = await consume('sse.refused')
    await stream.next()
    await sandbox.post(onStream('sse.refused', 1 as unknown as string))
    await sandbox.post(onStream('sse.refused', 'valid'))
    expect(JSON.parse((await stream.next()).data ?? '').test).toBe('valid')
  })

  it.each([
    ['sse.x?since=yesterday', {}, { type: 'invalid_timestamp' }],
    ['sse.x?since=1&since=2', {}, { type: 'invalid_timestamp' }],
    ['_sandbox.rejections', {}, { type: 'not_found' }],
    ['a%20b', {}, { type: 'not_found', detail: 'Invalid streams: a b' }],
    [',', {}, { type: 'not_found' }],
    ['sse.x', { 'last-event-id': 'abc' }, { name: 'InvalidAssignmentError' }],
    ['sse.x', { 'last-event-id': '[{"topic":"sse.x"}]' }, { name: 'InvalidAssignmentError' }],
  ])('refuses %s %o', async (path, headers, body) => {
    const answer = await fetch(`${sandbox.url}/v2/stream/${path}`, { headers })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject(body)
  })

  it.each([
    ['[{"topic":"other","partition":0,"offset":0}]', { name: 'TopicNotAvailableError', availableTopics: ['sse.x'] }],
    ['[{"topic":"sse.x","partition":7,"offset":0}]', { name: 'UnknownPartitionError' }],
  ])('does not resume where there is nothing: %s', async (lastEventId, body) => {
    const answer = await fetch(`${sandbox.url}/v2/stream/sse.x`, { headers: { 'last-event-id': lastEventId } })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject(body)
  })

  it('leaves out what a consumer does not want', async () => {
    using stream = await consume('sse.filter?discard_canary=true&filter=test:wanted*')
    await stream.next()
    await sandbox.post(onStream('sse.filter', 'wanted 1', { domain: 'canary' }))
    await sandbox.post(onStream('sse.filter', 'unwanted'))
    await sandbox.post(onStream('sse.filter', 'wanted 2'))
    expect(JSON.parse((await stream.next()).data ?? '').test).toBe('wanted 2')
  })

  it('says its headers to HEAD, and allows Last-Event-ID to other sites', async () => {
    const head = await fetch(`${sandbox.url}/v2/stream/sse.head`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    const options = await fetch(`${sandbox.url}/v2/stream/sse.head`, { method: 'OPTIONS' })
    expect(options.headers.get('access-control-allow-headers')).toContain('last-event-id')
  })

  it('ends when the sandbox stops', async () => {
    await using other = await openFrontDoor()
    const answer = await fetch(`${other.url}/v2/stream/sse.stop`)
    const text = answer.text()
    await other.stop()
    expect(await text).toBe(':ok\n\n')
  })
})
