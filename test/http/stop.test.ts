import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openFrontDoor } from '../front-door.ts'

describe('a sandbox that stops waits for nobody', () => {
  it.each([
    ['who has sent half a body', 'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n', '\r\n{"a"'],
    ['who has sent half a head', 'POST /v1/events HTTP/1.1\r\nHost: x', ''],
    ['who reads no answer', 'GET /?spec HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(300), ''],
    ['who reads no stream', 'GET /v2/stream/test.event HTTP/1.1\r\nHost: x\r\n', '\r\n'],
  ])('%s', async (_, head, rest) => {
    const sandbox = await openFrontDoor({ kafka: false })
    const { hostname, port } = new URL(sandbox.url)
    const client = connect(Number(port), hostname).pause()
    await once(client, 'connect')
    await new Promise(resolve => client.write(head, resolve))
    if (rest !== '') await new Promise(resolve => client.write(rest, resolve))
    // It is on its way once another connection is answered.
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 0 })
    client.on('error', () => {})
    await sandbox.stop()
    client.destroy()
  })
})
