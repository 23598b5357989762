import { describe, expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'

function replay(url: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/_sandbox/replay`, { method: 'POST', headers, body: JSON.stringify(body) })
}

const on = (stream: string, test: unknown) =>
  testEvent({ meta: { stream, id: `${test}`, dt: '2026-01-01T00:00:00Z' }, test })

describe('a replay', () => {
  it('sends what came into another stream, in its order, and as it is', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post([on('one', 'a'), on('two', 'b'), on('one', 'c'), on('one', 5)])
    expect(await sandbox.replay({ query: 'stream:one', to: 'again' })).toEqual({
      id: expect.any(String),
      accepted: 2,
      refused: 0,
      unreadable: 0,
      isStopped: false,
    })
    const again = await sandbox.events('stream:again')
    const { meta } = on('again', 'a') as { meta: object }
    expect(again.map(({ event }) => event.test)).toEqual(['a', 'c'])
    expect(again[0]).toMatchObject({ event: { meta }, producer: 'event-sandbox replay' })
    expect(await sandbox.events('stream:one status:valid')).toHaveLength(2)
  })

  it('ends with what was there when it began, also where it adds to it', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post([on('one', 'a'), on('one', 'b')])
    for (const accepted of [2, 4, 8]) expect(await sandbox.replay()).toMatchObject({ accepted })
    expect(await sandbox.events()).toHaveLength(16)
  })

  it('gives new ids and dates where it is asked to, to what has any', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, clock: { now: '2026-02-02T00:00:00Z', frozen: true } })
    await sandbox.post(on('one', 'a'))
    await sandbox.replay({ fresh: true })
    const [
      ,
      {
        event: { meta },
      },
    ] = (await sandbox.events()) as [unknown, { event: { meta: Record<string, string> } }]
    expect(meta).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), dt: '2026-02-02T00:00:00.000Z' })
  })

  it('takes accepted events unless it is asked for others, which may be refused again', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post([on('one', 'a'), on('one', 5), on('one', 6)])
    await fetch(`${sandbox.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect(await sandbox.replay({ query: 'status:invalid' })).toMatchObject({ accepted: 0, refused: 2, unreadable: 1 })
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ valid: 1, invalid: 5 })
  })

  it('keeps events as far apart as they came, until it is stopped by anybody or its client goes', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, clock: { now: '2026-01-01T00:00:00Z', frozen: true } })
    await sandbox.post([on('one', 'a'), on('one', 'b')])
    await sandbox.clock.advance('30d')
    await sandbox.post(on('one', 'c'))
    expect(await sandbox.replay({ to: 'fast', speed: '10000000000x' })).toMatchObject({ accepted: 3 })

    const slow = sandbox.replay({ query: 'stream:one', to: 'slow', speed: '10x' })
    await sandbox.waitForEvents('stream:slow', { count: 2, within: '60s' })
    expect((await sandbox.get('/_sandbox/replay')).items).toMatchObject([{ accepted: 2, refused: 0 }])
    await fetch(`${sandbox.url}/_sandbox/replay`, { method: 'DELETE' })
    expect(await slow).toMatchObject({ accepted: 2, isStopped: true })

    const leaving = new AbortController()
    const left = sandbox.replay({ query: 'stream:one', to: 'left', speed: '1x', signal: leaving.signal })
    await sandbox.waitForEvents('stream:left', { count: 2, within: '60s' })
    leaving.abort()
    await expect(left).rejects.toThrow()
    while ((await sandbox.get('/_sandbox/replay')).items.length > 0);
    expect(await sandbox.events('stream:left')).toHaveLength(2)
  })

  it('stays in a scope, or out of all', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await using scope = await sandbox.scope()
    await sandbox.post(on('one', 'outside'))
    await scope.send('test.event', { test: 'inside' })
    expect(await scope.replay()).toMatchObject({ accepted: 1 })
    expect(await sandbox.replay()).toMatchObject({ accepted: 1 })
    expect((await scope.events()).map(({ event }) => event.test)).toEqual(['inside', 'inside'])
  })

  it('ends with the sandbox', async () => {
    const sandbox = await openFrontDoor({ kafka: false, clock: { now: '2026-01-01T00:00:00Z', frozen: true } })
    await sandbox.post(on('one', 'a'))
    await sandbox.clock.advance('1h')
    await sandbox.post(on('one', 'b'))
    const running = sandbox.replay({ to: 'again', speed: '1x' })
    await sandbox.waitForEvent('stream:again', { within: '60s' })
    await sandbox.stop()
    expect(await running).toMatchObject({ accepted: 1, isStopped: true })
  })

  it.each([
    [{ speed: 'fast' }, 'bad_request', 'speed takes 1x, 10x or max'],
    [{ speed: '0x' }, 'bad_request', 'speed takes'],
    [{ fresh: 'yes' }, 'bad_request', 'fresh takes true or false'],
    [{ too: 'x' }, 'bad_request', 'A replay has no too'],
    [[], 'bad_request', 'The body is no object'],
    [{ q: 'strem:x' }, 'bad_query', 'strem'],
    [{ since: 'tomorrow' }, 'bad_query', 'tomorrow'],
    [{ scope: 'nobody' }, 'scope_unknown', 'nobody'],
  ])('refuses %j', async (body, code, detail) => {
    await using sandbox = await openFrontDoor({ kafka: false })
    const answer = await replay(sandbox.url, body)
    expect(await answer.json()).toMatchObject({ code, detail: expect.stringContaining(detail) })
  })
})
