import { EventSource } from 'eventsource'
import { describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { addRule, rulesOf } from './rules.ts'

const open = () => openFrontDoor({ kafka: false })
const named = (test: string, stream = 'numbers') => testEvent({ test, meta: { stream } })
const pathOf = ({ url }: FrontDoor, query = '') => `${url}/v2/stream/numbers${query}`
const all = '?since=2020-01-01T00:00:00Z'

/** Reads a stream as lines of JSON until it has so many events, or the connection ends or breaks. */
async function read(url: string, most = Number.POSITIVE_INFINITY): Promise<{ tests: string[]; broke: boolean }> {
  const leaving = new AbortController()
  const tests: string[] = []
  try {
    const { body } = await fetch(url, { headers: { accept: 'application/json' }, signal: leaving.signal })
    let rest = ''
    for await (const text of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      tests.push(...lines.filter(Boolean).map(line => (JSON.parse(line) as { test: string }).test))
      if (tests.length >= most) break
    }
    return { tests, broke: false }
  } catch {
    return { tests, broke: true }
  } finally {
    leaving.abort()
  }
}

describe('a fault rule at EventStreams', () => {
  it('breaks the connection after so many events, and whoever resumes misses none', async () => {
    await using sandbox = await open()
    await sandbox.post(['1', '2', '3', '4', '5'].map(test => named(test)))
    await addRule(sandbox, { at: 'eventstreams', do: 'drop', after: 2, count: 1 })
    const seen: string[] = []
    let connections = 0
    await new Promise<void>(resolve => {
      const source = new EventSource(pathOf(sandbox, all), {
        fetch: (url, init) => {
          connections += 1
          return fetch(url, init)
        },
      })
      source.onmessage = ({ data }) => {
        seen.push(JSON.parse(data).test)
        if (!seen.includes('5')) return
        source.close()
        resolve()
      }
    })
    expect([...new Set(seen)]).toEqual(['1', '2', '3', '4', '5'])
    expect(connections).toBe(2)
    expect(await rulesOf(sandbox)).toMatchObject([{ hits: 1, inForce: false }])
  }, 60_000)

  it('is met by those who are connected already, and leaves others their way', async () => {
    await using sandbox = await open()
    await sandbox.post(named('0'))
    const reading = read(pathOf(sandbox, all))
    const other = read(`${sandbox.url}/v2/stream/letters`, 1)
    const readers = () => sandbox.get('/_sandbox/streams/numbers').then(({ readers: of }) => of)
    while ((await readers())[0]?.delivered !== 1);
    await addRule(sandbox, { at: 'eventstreams', do: 'drop', match: { stream: 'num*' } })
    await sandbox.post([named('1'), named('2'), named('a', 'letters')])
    expect(await reading).toEqual({ tests: ['0', '1'], broke: true })
    expect(await other).toEqual({ tests: ['a'], broke: false })
  })

  it('gives an event twice', async () => {
    await using sandbox = await open()
    await sandbox.post([named('1'), named('2'), named('3')])
    await addRule(sandbox, { at: 'eventstreams', do: 'duplicate', match: { event: { test: '2' } } })
    expect((await read(pathOf(sandbox, all), 4)).tests).toEqual(['1', '2', '2', '3'])
  })

  it.each([
    ['answers with a status in place of the stream', { do: 'status', status: 503, retryAfter: '3s' }, 503],
    ['begins late', { do: 'delay', delay: '1ms' }, 200],
  ])('%s', async (_, rule, status) => {
    await using sandbox = await open()
    await sandbox.post(named('1'))
    await addRule(sandbox, { at: 'eventstreams', ...rule, match: { client: 'node*' } })
    const leaving = new AbortController()
    const answer = await fetch(pathOf(sandbox, all), { signal: leaving.signal })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, status === 503 ? '3' : null])
    if (status === 503) expect(await answer.json()).toMatchObject({ detail: /The fault rule f1 answers 503\./ })
    leaving.abort()
    expect(await rulesOf(sandbox)).toMatchObject([{ hits: 1 }])
  })

  it('of a scope is met there alone', async () => {
    await using sandbox = await open()
    await using scope = await sandbox.scope()
    await addRule(sandbox, { at: 'eventstreams', do: 'drop', scope: scope.name })
    await scope.send('numbers', named('in'))
    await sandbox.post([named('1'), named('2')])
    expect((await read(`${scope.url}/v2/stream/numbers${all}`)).broke).toBe(true)
    expect((await read(pathOf(sandbox, all), 2)).tests).toEqual(['1', '2'])
  })
})
