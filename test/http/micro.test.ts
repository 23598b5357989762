import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, sendRaw, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor({ kafka: false })
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  await sandbox.reset()
  const events = [testEvent({ test: 'first' }), other('second'), testEvent({ test: 5 }), testEvent({ test: 'third' })]
  for (const event of events) await sandbox.post(event)
})

const other = (test: unknown) => testEvent({ meta: { stream: 'other' }, test })

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
async function ask(path: string, filters?: unknown, init: RequestInit = {}): Promise<{ status: number; body: any }> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(filters) }
  const answer = await fetch(`${sandbox.url}${path}`, { ...(filters === undefined ? {} : post), ...init })
  return { status: answer.status, body: await answer.json() }
}

describe("Snowplow Micro's routes", () => {
  it.each(['GET', 'POST'])('count good and bad events: %s /micro/all', async method => {
    expect(await ask('/micro/all', undefined, { method })).toEqual({ status: 200, body: { total: 4, good: 3, bad: 1 } })
  })

  it('list accepted events, the newest first', async () => {
    const { body } = await ask('/micro/good')
    expect(body.map(({ event }: { event: { test: string } }) => event.test)).toEqual(['third', 'second', 'first'])
    expect(body[1]).toMatchObject({
      event: other('second'),
      rawEvent: { api: { vendor: expect.any(String), version: 'v1' }, parameters: other('second') },
      eventType: 'other',
      schema: '/test/event/1.0.0',
      contexts: [],
    })
  })

  it.each([
    [{}, ['third', 'second', 'first']],
    [{ event_type: 'test.event' }, ['third', 'first']],
    [{ event_type: 'test.*' }, []],
    [{ schema: '/test/event/1.0.0', limit: 2 }, ['third', 'second']],
    [{ schema: '/test/event/2.0.0' }, []],
    [{ event_type: 'test.event', limit: 1 }, ['third']],
    [{ limit: 0 }, []],
    [{ contexts: [] }, ['third', 'second', 'first']],
    [{ contexts: ['iglu:any/context/jsonschema/1-0-0'] }, []],
    [{ event_type: null, limit: null }, ['third', 'second', 'first']],
  ])('list accepted events that pass %j', async (filters, tests) => {
    const { body } = await ask('/micro/good', filters)
    expect(body.map(({ event }: { event: { test: string } }) => event.test)).toEqual(tests)
  })

  it('list refused events with what is wrong', async () => {
    await sandbox.post('no event')
    const { body } = await ask('/micro/bad', { version: 'v1' })
    expect(body).toHaveLength(2)
    expect(body[1]).toMatchObject({
      collectorPayload: { api: { version: 'v1' }, body: expect.stringContaining('"test":5') },
      rawEvent: { parameters: { test: 5 } },
      errors: ['test must be a string, but it is a number. Send it in quotes: "5".'],
    })
    const { vendor } = body[1].collectorPayload.api
    expect((await ask('/micro/bad', { vendor, limit: 1 })).body).toHaveLength(1)
    expect((await ask('/micro/bad', { vendor: 'com.example' })).body).toEqual([])
    expect((await ask('/micro/bad')).body).toEqual(body)
  })

  it.each(['GET', 'POST'])('take everything away: %s /micro/reset', async method => {
    const none = { status: 200, body: { total: 0, good: 0, bad: 0 } }
    expect(await ask('/micro/reset', undefined, { method })).toEqual(none)
    expect((await ask('/micro/good')).body).toEqual([])
    expect((await ask('/micro/bad')).body).toEqual([])
  })

  it('are about one scope below its address, and about it alone', async () => {
    await using scope = await sandbox.scope('mine')
    await scope.send('test.event', { test: 'inside' })
    const counts = { total: 1, good: 1, bad: 0 }
    for (const path of ['/s/mine/micro/all', '/micro/all?scope=mine']) expect((await ask(path)).body).toEqual(counts)
    expect((await ask('/s/mine/micro/good')).body).toMatchObject([{ event: { test: 'inside' } }])
    await ask('/s/mine/micro/reset')
    expect((await ask('/s/mine/micro/all')).body.total).toBe(0)
    expect((await ask('/micro/all')).body.total).toBe(4)
  })

  it.each([
    ['/micro/good', { event_type: 5 }],
    ['/micro/good', { limit: 'all' }],
    ['/micro/good', { contexts: 'one' }],
    ['/micro/bad', ['vendor']],
    ['/micro/all?scope=unheard', undefined],
  ])('refuse %s %j', async (path, filters) => {
    const { status, body } = await ask(path, filters)
    expect({ status, body }).toMatchObject({ status: filters ? 400 : 404, body: { hint: expect.any(String) } })
  })

  it.each([{ host: 'evil.example' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'do not answer another site: %o',
    async headers => {
      expect((await sendRaw(`${sandbox.url}/micro/reset`, { method: 'GET', headers })).status).toBe(403)
      expect((await ask('/micro/all')).body.total).toBe(4)
    },
  )
})
