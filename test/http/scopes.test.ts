import { once } from 'node:events'
import { get } from 'node:http'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
})
afterAll(() => sandbox.stop())

interface Made {
  readonly scope: string
  readonly url: string
  readonly kafka: string
}

async function made(name?: string): Promise<Made> {
  const answer = await sandbox.post(name === undefined ? {} : { name }, '/_sandbox/scopes')
  expect(answer.status).toBe(201)
  return (await answer.json()) as Made
}

function end(scope: string): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox/scopes/${scope}`, { method: 'DELETE' })
}

async function titles(scope: string): Promise<string[]> {
  const { items } = await sandbox.get(`/_sandbox/events?scope=${scope}`)
  return items.map((item: { title: string }) => item.title)
}

/** The first event of a stream, read to its end where the server ends it. */
async function readStream(url: string) {
  const request = get(url)
  const [response] = await once(request, 'response')
  const [piece] = await once(response.setEncoding('utf8'), 'data')
  return { first: String(piece), ended: once(response.resume(), 'close') }
}

describe('a scope', () => {
  it('has events, counts and waits of its own; without a scope all are meant', async () => {
    const [one, other] = [await made('counts-1'), await made()]
    expect(one.url).toBe(`${sandbox.url}/s/counts-1`)
    await sandbox.post([testEvent({ test: 'one' }), testEvent({ test: 5 })], '/s/counts-1/v1/events')
    await sandbox.post(testEvent({ test: 'other' }), `/s/${other.scope}/v1/events?hasty=true`)
    const wait = { match: 'stream:test.event', scope: other.scope }
    expect(await (await sandbox.post(wait, '/_sandbox/events/wait')).json()).toMatchObject({
      items: [{ title: 'other', scope: other.scope, cluster: `s/${other.scope}`, event: { test: 'other' } }],
    })
    const refused = (await sandbox.get('/_sandbox/events?scope=counts-1&status=invalid')).items
    expect(refused).toMatchObject([{ scope: 'counts-1' }])
    expect(await titles('counts-1')).toEqual(['5', 'one'])
    expect(await sandbox.get('/_sandbox/summary?scope=counts-1')).toMatchObject({
      total: 2,
      byStream: { 'test.event': { valid: 1, invalid: 1 } },
    })
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 3, valid: 2, invalid: 1 })
    await end('counts-1')
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 1, valid: 1, invalid: 0 })
    await sandbox.post({ scope: other.scope }, '/_sandbox/reset')
    expect(await titles(other.scope)).toEqual([])
    await end(other.scope)
  })

  it('answers every emulated route, and none of ours', async () => {
    await made('routes')
    const status = async (path: string) => (await fetch(`${sandbox.url}/s/routes${path}`)).status
    for (const path of [
      '/_info',
      '/robots.txt',
      '/v1/stream-configs',
      '/w/api.php?action=streamconfigs',
      '/repositories/examples/jsonschema/test/event/1.0.0',
      '/?spec',
    ]) {
      expect([path, await status(path)]).toEqual([path, 200])
    }
    for (const path of ['', '/', '/ui/', '/_sandbox/info', '/nowhere', '/metrics']) {
      expect([path, await status(path)]).toEqual([path, 404])
    }
    await end('routes')
  })

  it('streams its own events, until it ends', async () => {
    await made('streams')
    await sandbox.post(testEvent({ test: 'outside' }))
    await sandbox.post(testEvent({ test: 'inside' }), '/s/streams/v1/events')
    const since = new Date(0).toISOString()
    const { first, ended } = await readStream(`${sandbox.url}/s/streams/v2/stream/test.event?since=${since}`)
    expect(first).toMatch(/^:ok/)
    expect((await end('streams')).status).toBe(204)
    await ended
    expect((await fetch(`${sandbox.url}/s/streams/v2/stream/test.event`)).status).toBe(404)
  })

  it('has a Kafka of its own', async () => {
    const { scope, kafka } = await made()
    await sandbox.post(testEvent({ meta: { stream: 'scoped.event' } }), `/s/${scope}/v1/events`)
    const admin = new Kafka({ brokers: [kafka], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin()
    await admin.connect()
    expect(await admin.listTopics()).toContain('scoped.event')
    await admin.disconnect()
    expect((await sandbox.get('/_sandbox/topics')).items).not.toContainEqual(
      expect.objectContaining({ topic: 'scoped.event' }),
    )
    expect((await sandbox.get(`/_sandbox/topics/scoped.event?scope=${scope}`)).records).toBe(1)
    await end(scope)
    await expect(admin.connect()).rejects.toThrow()
  })

  it('leaves nothing behind, and its name is free', async () => {
    for (const round of [1, 2]) {
      await made('again')
      expect(await titles('again')).toEqual([])
      await sandbox.post(testEvent({ test: `round ${round}` }), '/s/again/v1/events')
      expect(await titles('again')).toEqual([`round ${round}`])
      await end('again')
    }
    expect((await sandbox.get('/_sandbox/scopes')).items).toEqual([])
  })
})

describe('a scope that cannot be', () => {
  it.each([
    ['DELETE', '/_sandbox/scopes/nobody', undefined, 404, 'scope_unknown'],
    ['GET', '/_sandbox/scopes/nobody', undefined, 404, 'scope_unknown'],
    ['GET', '/_sandbox/events?scope=nobody', undefined, 404, 'scope_unknown'],
    ['GET', '/_sandbox/summary?cluster=nobody', undefined, 404, 'cluster_unknown'],
    ['POST', '/s/nobody/v1/events', testEvent(), 404, 'scope_unknown'],
    ['POST', '/_sandbox/scopes', { name: '' }, 400, 'bad_request'],
    ['POST', '/_sandbox/scopes', { name: '../x' }, 400, 'bad_request'],
    ['POST', '/_sandbox/scopes', { name: 'x'.repeat(101) }, 400, 'bad_request'],
    ['POST', '/_sandbox/scopes', { name: 5 }, 400, 'bad_request'],
    ['POST', '/_sandbox/events/wait', { match: 'x', scope: 'nobody' }, 404, 'scope_unknown'],
    ['POST', '/_sandbox/reset', { scope: 'nobody' }, 404, 'scope_unknown'],
  ])('%s %s %j is %i', async (method, path, body, status, code) => {
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    expect(await answer.json()).toMatchObject({ code, hint: expect.any(String) })
  })

  it('is not made twice', async () => {
    const both = await Promise.all([1, 2].map(() => sandbox.post({ name: 'twice' }, '/_sandbox/scopes')))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    await end('twice')
  })
})
