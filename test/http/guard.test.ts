import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type FrontDoor, openFrontDoor, sendRaw, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
})
afterAll(() => sandbox.stop())

const foreign = [
  { host: 'evil.example' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { host: 'localhost.evil.example' },
]

async function opens(headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/_sandbox/live`, { headers })
  const opened = await once(socket, 'open').then(
    () => true,
    () => false,
  )
  socket.close()
  return opened
}

describe('another site', () => {
  it.each(foreign)('reads nothing of ours: %o', async headers => {
    for (const path of ['/_sandbox/events', '/_sandbox/info', '/_sandbox/summary']) {
      const answer = await sendRaw(`${sandbox.url}${path}`, { method: 'GET', headers })
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'foreign_origin', hint: expect.any(String) })
    }
  })

  it.each(foreign)('gets no WebSocket: %o', async headers => expect(await opens(headers)).toBe(false))

  it('may send events, as to the original', async () => {
    const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' }
    expect(await sendRaw(`${sandbox.url}/v1/events`, { headers, body: JSON.stringify(testEvent()) })).toMatchObject({
      status: 201,
    })
  })
})

// Java's HttpClient offers HTTP/2 with its first request.
describe('a request that offers another protocol', () => {
  const offer = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }

  it('is answered in HTTP/1.1, its body read', async () => {
    const headers = { ...offer, 'content-type': 'application/json' }
    const answer = await sendRaw(`${sandbox.url}/v1/events`, { headers, body: JSON.stringify(testEvent()) })
    expect(answer).toMatchObject({ status: 201, reason: 'All 1 out of 1 events were accepted.' })
  })

  it.each([
    ['/readyz', 200],
    ['/_sandbox/live', 400],
    ['/nowhere', 404],
  ])('gets what anybody gets: %s', async (path, status) => {
    expect(await sendRaw(`${sandbox.url}${path}`, { method: 'GET', headers: offer })).toMatchObject({ status })
  })
})

describe('this machine', () => {
  it.each([{}, { host: 'localhost:1234' }, { origin: 'http://127.0.0.1:5173' }, { host: '[::1]:80' }])(
    'is let in: %o',
    async headers => {
      expect(await sendRaw(`${sandbox.url}/_sandbox/info`, { method: 'GET', headers })).toMatchObject({ status: 200 })
      expect(await opens(headers)).toBe(true)
    },
  )
})
