import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
})
afterAll(() => sandbox.stop())

interface Frame {
  readonly cursor: string
  readonly items: readonly { cursor: string; status: string; title: string; reason?: string }[]
  readonly counts: { valid: number; invalid: number }
  readonly totals: { valid: number; invalid: number }
  readonly skipped: number
  readonly seconds: readonly [number, number, number][]
  readonly start: string
  readonly version: string
  readonly error?: { code: string; hint: string }
}

/** Subscribes and gives the frames one by one. */
async function subscribe(q: string, after?: string) {
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/_sandbox/live`)
  const frames: Frame[] = []
  let arrived = () => {}
  socket.on('message', message => {
    frames.push(JSON.parse(String(message)))
    arrived()
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ subscribe: { q, after } }))
  return {
    socket,
    async next(): Promise<Frame> {
      while (frames.length === 0) {
        await new Promise<void>(resolve => {
          arrived = resolve
        })
      }
      return frames.shift() as Frame
    },
    [Symbol.dispose]: () => socket.close(),
  }
}

function onStream(stream: string, test: unknown) {
  return testEvent({ meta: { stream }, test })
}

describe('the live socket', () => {
  it('brings what is there at once, then what comes', async () => {
    await sandbox.post([onStream('live.a', 'old'), onStream('live.a', 1)])
    using live = await subscribe('stream:live.a')
    const first = await live.next()
    expect(first.items.map(({ status }) => status)).toEqual(['valid', 'invalid'])
    expect(first).toMatchObject({ start: expect.any(String), version: expect.any(String), skipped: 0 })
    await sandbox.post([onStream('live.a', 'new'), onStream('live.b', 'not asked for')])
    const second = await live.next()
    expect(second.items.map(({ title }) => title)).toEqual(['new'])
    expect(second).toMatchObject({ counts: { valid: 1, invalid: 0 }, seconds: [[expect.any(Number), 1, 0]] })
  })

  it('loses nothing between two subscriptions', async () => {
    using before = await subscribe('stream:live.resume')
    const { cursor } = await before.next()
    before.socket.close()
    await sandbox.post([onStream('live.resume', 'missed'), onStream('live.resume', 2)])
    using after = await subscribe('stream:live.resume', cursor)
    const { items, counts } = await after.next()
    expect(items.map(({ title, status }) => `${status} ${title}`).sort()).toEqual(['invalid 2', 'valid missed'])
    expect(counts).toEqual({ valid: 1, invalid: 1 })
  })

  it('shows the newest of a flood, counts all of it, and leaves out nothing refused', async () => {
    using live = await subscribe('stream:live.flood')
    await live.next()
    const events = Array.from({ length: 1500 }, (_, index) =>
      onStream('live.flood', index % 5 === 0 ? index : String(index)),
    )
    await sandbox.post(events)
    const counts = { valid: 0, invalid: 0 }
    let items = 0
    let skipped = 0
    while (counts.valid + counts.invalid < events.length) {
      const frame = await live.next()
      counts.valid += frame.counts.valid
      counts.invalid += frame.counts.invalid
      items += frame.items.length
      skipped += frame.skipped
    }
    expect(counts).toEqual({ valid: 1200, invalid: 300 })
    expect(items + skipped).toBe(1500)
    expect(items).toBeGreaterThanOrEqual(500)
  })

  it('says what is wrong with a search', async () => {
    using live = await subscribe('steam:x')
    expect((await live.next()).error).toMatchObject({ code: 'bad_query', hint: 'Did you mean stream?' })
    live.socket.send(JSON.stringify({ subscribe: { q: 'stream:x' } }))
    expect((await live.next()).items).toEqual([])
  })

  it.each(['hello', '{}', '{"subscribe":{"q":5}}', '{"subscribe":{"after":"x"}}'])('survives %s', async message => {
    using live = await subscribe('')
    await live.next()
    live.socket.send(message)
    let frame = await live.next()
    while (!frame.error) frame = await live.next()
    expect(frame.error.code).toMatch(/bad_/)
  })
})

describe('an idle live socket', () => {
  it('gets no frame for what does not answer its search, but the totals after a while', async () => {
    using live = await subscribe('stream:live.idle')
    await live.next()
    await sandbox.post(onStream('live.noise', 'noise'))
    const frame = await live.next()
    expect(frame).toMatchObject({ items: [], counts: { valid: 0, invalid: 0 } })
    expect(frame.totals).toEqual(expect.objectContaining({ valid: (await sandbox.get('/_sandbox/summary')).valid }))
  })
})
