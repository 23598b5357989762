import { describe, expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { readAll } from '../kafka/door.ts'
import { connectWire } from '../kafka/wire.ts'

const other = (test: unknown) => testEvent({ meta: { stream: 'other' }, test })

function reset(url: string, body?: object): Promise<Response> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return fetch(`${url}/_sandbox/reset`, { method: 'POST', ...(body ? json : {}) })
}

describe('POST /_sandbox/reset', () => {
  it('has taken everything away when it answers, by every door', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([testEvent(), testEvent({ test: 5 }), other('hi')])
    expect((await reset(sandbox.url)).status).toBe(200)
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 0, valid: 0, invalid: 0 })
    expect((await sandbox.get('/_sandbox/events')).items).toEqual([])
    await sandbox.post(testEvent({ test: 'new' }))
    expect((await sandbox.get('/_sandbox/events')).items).toMatchObject([{ event: { test: 'new' } }])
    const wire = await connectWire(sandbox.brokers)
    expect((await readAll(wire, 'test.event', 1)).map(({ value }) => JSON.parse(String(value)).test)).toEqual(['new'])
  })

  it('takes some streams away, and leaves accepted and refused events of others', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post([testEvent(), testEvent({ test: 5 }), other('hi'), other(6)])
    await reset(sandbox.url, { streams: ['test.event'] })
    const { items } = await sandbox.get('/_sandbox/events?order=asc')
    expect(items).toMatchObject([
      { stream: 'other', event: { test: 'hi' } },
      { stream: 'other', event: { test: 6 } },
    ])
    expect((await sandbox.get('/_sandbox/summary')).byStream).toMatchObject({ other: { valid: 1, invalid: 1 } })
  })

  it('counts right where refused events went before anybody counted them', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    for (const isCounted of [true, false, true, true]) {
      await sandbox.post(testEvent({ test: 5 }))
      if (isCounted) expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 1, invalid: 1 })
      await reset(sandbox.url)
    }
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 0, invalid: 0 })
  })

  it('refuses what is no list of streams', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    expect((await reset(sandbox.url, { streams: 'test.event' })).status).toBe(400)
    expect((await reset(sandbox.url, [])).status).toBe(400)
    const misspelt = await reset(sandbox.url, { stream: ['test.event'] })
    expect(misspelt.status).toBe(400)
    expect(await misspelt.json()).toMatchObject({ detail: 'A reset has no stream.', hint: 'Did you mean streams?' })
  })
})
