import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openFrontDoor, sendRaw, testEvent } from '../front-door.ts'
import { consume } from './consume.ts'

it('a consumer that stops reading leaves behind what it took, others get everything, and it goes on where it was', async () => {
  await using sandbox = await openFrontDoor()
  const { port } = new URL(sandbox.url)
  const stalled = connect(Number(port), '127.0.0.1').pause()
  stalled.write('GET /v2/stream/test.event HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: stalled\r\n\r\n')
  await expect.poll(async () => (await sandbox.get('/_sandbox/streams/test.event')).readers?.length).toBe(1)
  using reading = await consume(`${sandbox.url}/v2/stream/test.event`)
  const sent = 80
  for (let n = 0; n < sent; n += 1) {
    await sandbox.post(testEvent({ n: `${n}`, test: 'x'.repeat(200_000) }))
    expect((await reading.next()).n).toBe(`${n}`)
  }
  const [reader] = (await sandbox.get('/_sandbox/streams/test.event')).readers.filter(
    ({ name }: { name: string }) => name === 'stalled',
  )
  expect(reader.lag).toBeGreaterThan(0)
  expect(reader.delivered + reader.lag).toBe(sent)

  let seen = 0
  const all = new Promise<void>(resolve => {
    stalled.setEncoding('latin1').on('data', (text: string) => {
      seen += text.length
      if (seen > sent * 200_000) resolve()
    })
  })
  stalled.resume()
  await all
  stalled.destroy()
})

describe('client_ip_connection_limit', () => {
  it('refuses who tells no address, and more connections than are allowed, before it looks at the stream', async () => {
    await using sandbox = await openFrontDoor({ clientIpConnectionLimit: 1 })
    const ask = (headers: Record<string, string>, stream = 'test.event') =>
      sendRaw(`${sandbox.url}/v2/stream/${stream}`, { method: 'GET', headers })
    expect(await ask({}, 'no.stream')).toMatchObject({ status: 400, text: expect.stringContaining('"bad_request"') })
    const leave = new AbortController()
    const open = (client: string) =>
      fetch(`${sandbox.url}/v2/stream/test.event`, { headers: { 'x-client-ip': client }, signal: leave.signal })
    expect((await open('192.0.2.1')).status).toBe(200)
    const refused = await ask({ 'x-client-ip': '192.0.2.1' }, 'no.stream')
    expect(refused.status).toBe(429)
    expect(JSON.parse(refused.text)).toMatchObject({
      status: 429,
      type: 'too_many_requests',
      title: 'Too Many Concurrent Connections From Your Client IP',
      uri: '/v2/stream/no.stream',
    })
    expect((await open('192.0.2.2')).status).toBe(200)
    leave.abort()
    await expect.poll(async () => (await sandbox.get('/_sandbox/streams/test.event')).readers?.length ?? 0).toBe(0)
    const again = new AbortController()
    const headers = { 'x-client-ip': '192.0.2.1' }
    const { status } = await fetch(`${sandbox.url}/v2/stream/test.event`, { headers, signal: again.signal })
    expect(status).toBe(200)
    again.abort()
  })
})
