import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
  await sandbox.post([
    onStream('wiki.a', 'a1'),
    onStream('wiki.b', 'b1'),
    onStream('wiki.a', 2),
    onStream('other', 'o1'),
  ])
  await sandbox.post([onStream('wiki.b', 3), onStream('wiki.a', 'a2')])
})
afterAll(() => sandbox.stop())

function onStream(stream: string, test: unknown) {
  return testEvent({ meta: { stream }, test })
}

async function found(query: string): Promise<unknown[]> {
  const { items } = await sandbox.get(`/_sandbox/events?${query}`)
  return items.map(({ event }: { event: { test: unknown } }) => event.test)
}

describe('GET /_sandbox/events', () => {
  it.each([
    ['', 6],
    ['status=valid', 4],
    ['status=invalid', 2],
    ['q=status:invalid', 2],
    ['stream=wiki.*', 5],
    ['q=stream:wiki.*%20-stream:wiki.b', 3],
    ['stream=wiki.a,other', 4],
    ['stream=wiki.a&status=invalid', 1],
    ['since=1h', 6],
    ['until=2020-01-01T00:00:00Z', 0],
    ['stream=nobody', 0],
  ])('?%s finds %i', async (query, number) => expect(await found(query)).toHaveLength(number))

  it('lists the newest first unless asked otherwise', async () => {
    expect(await found('stream=wiki.a&status=valid')).toEqual(['a2', 'a1'])
    expect(await found('stream=wiki.a&status=valid&order=asc')).toEqual(['a1', 'a2'])
  })

  it.each(['asc', 'desc'])('gives every event once, page by page, %s', async order => {
    const seen: string[] = []
    let next: string | null = null
    do {
      const from: string = next === null ? '' : `&${order === 'asc' ? 'after' : 'before'}=${next}`
      const page = await sandbox.get(`/_sandbox/events?limit=2&order=${order}${from}`)
      seen.push(...page.items.map(({ cursor }: { cursor: string }) => cursor))
      next = page.next
    } while (next !== null)
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
  })

  it('streams all as lines of JSON where Accept asks for it', async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/events?status=valid`, {
      headers: { accept: 'application/x-ndjson' },
    })
    const lines = (await answer.text()).trim().split('\n')
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
    expect(lines.map(line => JSON.parse(line).event.test)).toEqual(['a1', 'b1', 'o1', 'a2'])
  })

  it.each([
    ['q=statsu:invalid', 'bad_query', 'Did you mean status?'],
    ['q=status:refused', 'bad_query', 'Did you mean status:invalid?'],
    ['q=hello:x', 'bad_query', expect.stringContaining('.hello:x')],
    ['since=yesterday', 'bad_query', expect.stringContaining('since:10m')],
    ['after=abc', 'bad_cursor', expect.any(String)],
    ['limit=0', 'bad_request', undefined],
    ['order=up', 'bad_request', undefined],
  ])('refuses ?%s and says what to do', async (query, code, hint) => {
    const answer = await fetch(`${sandbox.url}/_sandbox/events?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    const problem = (await answer.json()) as { hint?: string }
    expect(problem).toMatchObject({ status: 400, code, detail: expect.any(String) })
    if (hint !== undefined) expect(problem.hint).toEqual(hint)
  })
})

describe('GET /_sandbox/events/{cursor}', () => {
  it('shows an accepted event whole', async () => {
    const { items } = await sandbox.get('/_sandbox/events?stream=other')
    const event = await sandbox.get(`/_sandbox/events/${items[0].cursor}`)
    expect(event).toMatchObject({
      status: 'valid',
      stream: 'other',
      topic: 'other',
      partition: 0,
      offset: 0,
      problems: [],
      request: { size: 4 },
      schemaSource: { uri: '/test/event/1.0.0', text: expect.stringContaining('title: test/event') },
    })
    expect(JSON.parse(event.text)).toEqual(event.event)
  })

  it('shows why an event was refused, with the lines of event and schema', async () => {
    const { items } = await sandbox.get('/_sandbox/events?stream=wiki.b&status=invalid')
    const { problems, text, schemaSource, topic, event } = await sandbox.get(`/_sandbox/events/${items[0].cursor}`)
    expect(topic).toBe('_sandbox.rejections')
    expect(event.test).toBe(3)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      pointer: '/test',
      keyword: 'type',
      message: '`test` must be a string, but it is a number.',
    })
    expect(text.split('\n')[problems[0].line - 1]).toContain('"test": 3')
    expect(schemaSource.text.split('\n')[problems[0].schema.line - 1]).toContain('type: string')
  })

  it.each([
    ['999999.0', 404, 'event_not_found'],
    ['abc', 400, 'bad_cursor'],
  ])('answers %s with %i', async (cursor, status, code) => {
    const answer = await fetch(`${sandbox.url}/_sandbox/events/${cursor}`)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
  })
})

describe('counts', () => {
  it('are exact by stream', async () => {
    expect(await sandbox.get('/_sandbox/summary')).toEqual({
      total: 6,
      valid: 4,
      invalid: 2,
      byStream: {
        'wiki.a': { valid: 2, invalid: 1 },
        'wiki.b': { valid: 1, invalid: 1 },
        other: { valid: 1, invalid: 0 },
      },
    })
  })

  it('stand in the histogram, whatever its bars', async () => {
    for (const bars of [1, 7, 60]) {
      const histogram = await sandbox.get(`/_sandbox/histogram?bars=${bars}&q=stream:wiki.*`)
      const sums = histogram.bars.reduce(
        (sum: number[], bar: number[]) => sum.map((value, at) => value + (bar[at] ?? 0)),
        [0, 0],
      )
      expect(histogram.bars).toHaveLength(bars)
      expect(sums).toEqual([3, 2])
    }
  })
})

it('counts no arrival that went with its topic, nor one that was emptied', async () => {
  await using own = await openFrontDoor()
  const counted = async () => {
    const { bars } = await own.get('/_sandbox/histogram?bars=1')
    return bars[0]
  }
  const on = (stream: string, fields: object = {}) => testEvent({ meta: { stream }, ...fields })
  await own.post([on('gone'), on('gone'), on('gone', { test: 1 }), on('emptied'), on('stays')])
  expect(await counted()).toEqual([4, 1])
  await fetch(`${own.url}/_sandbox/topics/gone`, { method: 'DELETE' })
  await fetch(`${own.url}/_sandbox/topics/emptied/records`, { method: 'DELETE' })
  await own.post([on('gone'), on('emptied')])
  expect(await counted()).toEqual([3, 1])
  await own.reset()
  expect(await counted()).toEqual([0, 0])
})

describe('POST /_sandbox/validate', () => {
  const validate = (body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('explains without storing anything', async () => {
    const before = await sandbox.get('/_sandbox/summary')
    const answer = await (await validate({ event: testEvent({ test: 1 }) })).json()
    expect(answer).toMatchObject({
      valid: false,
      problems: [
        { pointer: '/test', line: expect.any(Number), schema: { file: expect.stringMatching(/1\.0\.0\.yaml$/) } },
      ],
    })
    expect(await sandbox.get('/_sandbox/summary')).toEqual(before)
  })

  it.each([
    ['a valid event', { event: testEvent() }, true, []],
    [
      'a document under a schema',
      { event: { $schema: '/x', test: 'x', meta: {} }, schema: '/test/event/1.0.0' },
      false,
      ['/meta'],
    ],
    ['an event without a stream', { event: { ...testEvent(), meta: {} } }, false, ['/meta']],
    ['an unknown schema', { event: testEvent({ $schema: '/test/evnt/1.0.0' }) }, false, ['/$schema']],
    ['no object', { event: [] }, false, ['']],
  ])('judges %s', async (_, body, valid, pointers) => {
    const answer = (await (await validate(body)).json()) as { valid: boolean; problems: { pointer: string }[] }
    if (valid) expect(answer).toEqual({ valid, problems: [] })
    expect(answer.valid).toBe(valid)
    expect(answer.problems.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  it('asks for an event', async () => {
    expect(await (await validate({})).json()).toMatchObject({
      status: 400,
      code: 'bad_request',
      hint: expect.stringContaining('"event"'),
    })
  })
})
