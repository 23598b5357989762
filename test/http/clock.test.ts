import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../server/index.ts'
import { openFrontDoor, testEvent } from '../front-door.ts'

const hour = 3_600_000
const newYear = '2026-01-01T00:00:00.000Z'

function put(url: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/_sandbox/clock`, { method: 'PUT', headers, body: JSON.stringify(body) })
}

describe('the clock', () => {
  it("goes as the machine's until it is set, and after it is taken back", async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    expect(await sandbox.get('/_sandbox/clock')).toMatchObject({ isSet: false, frozen: false })
    const set = await put(sandbox.url, { now: newYear, frozen: true })
    expect(await set.json()).toMatchObject({ now: newYear, isSet: true, frozen: true })
    await sandbox.clock.reset()
    const { now, real, isSet } = await sandbox.get('/_sandbox/clock')
    expect({ now, isSet }).toEqual({ now: real, isSet: false })
  })

  it('is what the gate stamps events with, accepted and refused, and what their age is told by', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, clock: { now: newYear, frozen: true } })
    await sandbox.post([testEvent(), testEvent({ test: 5 })])
    await sandbox.clock.advance('2h')
    await sandbox.post(testEvent({ test: 'later' }))
    const { items } = await sandbox.get('/_sandbox/events?order=asc')
    const later = '2026-01-01T02:00:00.000Z'
    expect(items.map((item: { receivedAt: string }) => item.receivedAt)).toEqual([newYear, newYear, later])
    expect(items[0].event.meta.dt).toBe(newYear)
    expect((await sandbox.get('/_sandbox/events?since=1h')).items).toMatchObject([{ event: { test: 'later' } }])
    expect((await sandbox.get(`/_sandbox/events?until=${later}`)).items).toHaveLength(2)
    expect((await sandbox.send('test.event', { test: 'hi' })).meta?.dt).toBe(later)
  })

  it('lets go what its move makes too old, at once', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, retention: { ageMs: hour } })
    await sandbox.post(testEvent({ test: 'old' }))
    await sandbox.clock.advance('30m')
    await sandbox.post(testEvent({ test: 'young' }))
    await sandbox.clock.advance('31m')
    expect((await sandbox.events()).map(({ event }) => event.test)).toEqual(['young'])
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ valid: 1 })
  })

  it('goes back, and the order of arrival stays what it was', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, clock: { now: newYear, frozen: true } })
    await sandbox.post(testEvent({ test: 'first' }))
    await sandbox.clock.set('2025-12-31T23:50:00Z')
    await sandbox.post(testEvent({ test: 'second' }))
    expect((await sandbox.events()).map(({ event }) => event.test)).toEqual(['first', 'second'])
    const found = await sandbox.get('/_sandbox/events?since=2025-12-31T23:00:00Z&until=2025-12-31T23:55:00Z')
    expect(found.items).toMatchObject([{ event: { test: 'second' } }])
    const counted = async () => {
      const { bars } = await sandbox.get('/_sandbox/histogram?bars=1&from=2025-12-31T23:45:00Z&to=2026-01-01T00:00:01Z')
      return bars
    }
    // The second stands where the first would, ten minutes later: an hour has as many places.
    await sandbox.clock.set('2026-01-01T00:00:00Z')
    expect(await counted()).toEqual([[2, 0]])
  })

  it('does not move what is waited for', async () => {
    await using sandbox = await openFrontDoor({ kafka: false, clock: { now: newYear, frozen: true } })
    const waited = sandbox.waitForEvent('stream:test.event', { within: '60s' })
    await sandbox.clock.advance('1d')
    await sandbox.post(testEvent())
    expect(await waited).toMatchObject({ test: 'hi' })
    await expect(sandbox.waitForEvent('stream:nobody', { within: '5ms' })).rejects.toThrow('0 of 1')
  })

  it.each([
    [{}, 'does not say'],
    [{ now: 5 }, 'does not say'],
    [{ now: newYear, speed: 2 }, 'does not say'],
    [{ now: 'tomorrow' }, 'cannot be set to "tomorrow"'],
    [{ now: '-100000d' }, 'cannot be set to'],
    [{ now: '9999-01-01' }, 'cannot be set to'],
  ])('refuses %j', async (body, detail) => {
    await using sandbox = await openFrontDoor({ kafka: false })
    const answer = await put(sandbox.url, body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      code: 'bad_request',
      detail: expect.stringContaining(detail),
      hint: expect.stringContaining('+1h'),
    })
  })

  it('is refused at the start where it says nothing', async () => {
    await expect(startSandbox({ clock: 'noon' })).rejects.toMatchObject({ code: 'bad_request' })
  })
})
