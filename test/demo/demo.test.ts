import { describe, expect, it } from 'vitest'
import { createCalls } from '../../server/client/calls.ts'
import { mistakes } from '../../server/demo/mistakes.ts'
import { runDemo } from '../../server/demo/run-demo.ts'
import { type DemoPost, wikiTraffic } from '../../server/demo/traffic.ts'
import { runInProcess } from '../cli/in-process.ts'
import { openFrontDoor } from '../front-door.ts'

const now = Date.parse('2026-11-26T12:00:00Z')

describe('the demo', () => {
  it('sends what the built-in schemas accept, but for its mistakes, each of which is refused', async () => {
    await using sandbox = await openFrontDoor()
    const posts = story(1, 2000)
    const right = posts.filter(({ isMistake }) => !isMistake)
    expect((await sandbox.post(right.map(({ body }) => JSON.parse(body)))).status).toBe(201)
    const wrong = posts.filter(({ isMistake }) => isMistake)
    const headers = { 'content-type': 'application/json' }
    for (const { body } of wrong) {
      const answer = await fetch(`${sandbox.url}/v1/events`, { method: 'POST', headers, body })
      expect([body, answer.ok]).toEqual([body, false])
    }
    const problems: { items: unknown[] } = await sandbox.get('/_sandbox/problems')
    expect(problems.items).toHaveLength(mistakes.length)
  })

  it('tells the same story for the same seed', () => {
    expect(story(7, 200)).toEqual(story(7, 200))
    expect(story(7, 200)).not.toEqual(story(8, 200))
  })

  it('tells of pages whose revisions follow each other', () => {
    const edits = story(1, 2000)
      .filter(({ isMistake, body }) => !isMistake && body.includes('rev_parent_id'))
      .map(({ body }) => JSON.parse(body))
    const last = new Map<number, number>()
    const followers = edits.filter(({ page, revision }) => {
      const isNext = last.get(page.page_id) === revision.rev_parent_id
      last.set(page.page_id, revision.rev_id)
      return isNext
    })
    expect(followers.length).toBeGreaterThan(edits.length / 2)
    expect(edits.every(({ revision }) => revision.rev_id > revision.rev_parent_id)).toBe(true)
  })

  it('sends valid samples where the schemas are not its own', async () => {
    const thing = { title: 'thing', type: 'object', properties: { a: { type: 'string' }, meta: { type: 'object' } } }
    await using sandbox = await openFrontDoor({ schemas: { '/thing/1.0.0': { $id: '/thing/1.0.0', ...thing } } })
    const said: string[] = []
    const stopping = new AbortController()
    const options = { rate: 500, seed: 1, now: () => now, say: (message: string) => said.push(message) }
    const running = runDemo(createCalls({ url: sandbox.url }), options, stopping.signal)
    await fetch(`${sandbox.url}/_sandbox/events/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ match: 'stream:thing', count: 3, within: '30s' }),
    })
    stopping.abort()
    expect((await running).mistakes).toBe(0)
    expect(said).toEqual([expect.stringContaining('valid samples')])
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ invalid: 0 })
  })

  it('is started, changed and ended while the sandbox runs', async () => {
    await using sandbox = await openFrontDoor()
    const ask = (method: string, body?: object) =>
      fetch(`${sandbox.url}/_sandbox/demo`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      })
    expect(await sandbox.get('/_sandbox/demo')).toEqual({ running: false, rate: 5, seed: 1 })
    await ask('POST')
    expect(await (await ask('POST', { rate: 500, seed: 7 })).json()).toEqual({ running: true, rate: 500, seed: 7 })
    await sandbox.waitForEvents('stream:wiki.*', { count: 3, within: '30s' })
    expect((await ask('DELETE')).status).toBe(204)
    expect(await sandbox.get('/_sandbox/demo')).toEqual({ running: false, rate: 500, seed: 7 })
    const { total } = await sandbox.get('/_sandbox/summary')
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total })
    expect(await (await ask('POST', { rate: 0 })).json()).toMatchObject({ code: 'bad_request' })
  })

  it("goes by the sandbox's clock", async () => {
    await using sandbox = await openFrontDoor({ clock: { now: '2031-01-01T00:00:01Z', frozen: true } })
    const running = runInProcess(['demo', '--rate', '500', '--url', sandbox.url])
    const events = await sandbox.waitForEvents('stream:wiki.*', { count: 3, within: '30s' })
    process.emit('SIGINT')
    expect((await running).code).toBe(130)
    for (const { dt } of events) expect(dt).toMatch(/^2031-01-01T00:00:0[01]/)
  })
})

function story(seed: number, length: number): readonly DemoPost[] {
  const traffic = wikiTraffic(seed)
  return Array.from({ length }, () => traffic(now) as DemoPost) // as: the wikis' traffic never waits
}
