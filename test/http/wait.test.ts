import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'

/** Asks to wait; the answer's status and body. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
async function wait(url: string, asked: object): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${url}/_sandbox/events/wait`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  return { status: answer.status, body: await answer.json() }
}

const stream = 'test.event'

let shared: FrontDoor
beforeAll(async () => {
  shared = await openFrontDoor({ kafka: false })
  const things = [{ id: 1 }, { id: 2, name: 'two' }]
  await shared.post(testEvent({ number: 7, list: ['a', 'b'], things }))
})
afterAll(() => shared.stop())

describe('POST /_sandbox/events/wait', () => {
  it('answers at once with what is there', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post([testEvent({ test: 'one' }), testEvent({ test: 'two' })])
    const { status, body } = await wait(sandbox.url, { match: { test: 'two' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      items: [{ stream, status: 'valid', event: { test: 'two' } }],
      waitedMs: expect.any(Number),
    })
    expect(body.cursor).toBe(body.items[0].cursor)
  })

  it('answers as soon as it comes, to everyone who waits for it', async () => {
    await using sandbox = await openFrontDoor()
    const waiting = ['a', 'b', 'c'].flatMap(test => [
      wait(sandbox.url, { match: { meta: { stream }, test } }),
      wait(sandbox.url, { match: `stream:${stream}`, count: 3 }),
    ])
    for (const test of ['c', 'a', 'b']) await sandbox.post(testEvent({ test }))
    const answers = await Promise.all(waiting)
    const found = answers.map(({ body }) =>
      body.items.map((item: { event: { test: string } }) => item.event.test).join(''),
    )
    expect(found).toEqual(['a', 'cab', 'b', 'cab', 'c', 'cab'])
  })

  it('waits for what comes after a cursor only', async () => {
    await using sandbox = await openFrontDoor()
    await sandbox.post(testEvent({ test: 'same' }))
    const { body: first } = await wait(sandbox.url, { match: { test: 'same' } })
    const second = wait(sandbox.url, { match: { test: 'same' }, after: first.cursor })
    await sandbox.post(testEvent({ test: 'same' }))
    expect((await second).body.items[0].cursor).not.toBe(first.cursor)
  })

  it.each([
    { test: 'one' },
    { meta: { stream }, test: 'one' },
    { meta: { stream: 'other' }, test: 'two' },
    { number: 42 },
    { test: 'one', number: { $gt: 41 } },
    { test: { $in: ['one', 'else'] } },
    { $schema: '/test/event/1.0.0', is: null },
    { is: { deep: { very: true } } },
    { list: ['b'] },
    { meta: { stream }, list: { $exists: true } },
    {},
    `stream:${stream} .test:one`,
    'stream:ot* .test:two',
    '.number:42',
    '.number:"42"',
    '.number:4.2e1',
    '.list:b',
    '.list:7',
    'is.deep.very:true',
    '.is:null',
    'things.id:2 .test:two',
    '"things.id":9 OR .test:two',
    '-stream:other .test:one',
    'schema:/test/event@1.0.0 .test:two',
    'free',
  ])('finds the same whether it is there or comes: %j', async match => {
    await using sandbox = await openFrontDoor({ kafka: false })
    const coming = wait(sandbox.url, { match, within: '60s' })
    await wait(sandbox.url, { match: { test: 'none' }, within: 0 })
    await sandbox.post([
      testEvent({ test: 'zero', is: 0, free: 'text' }),
      testEvent({ test: 'one', number: 42, is: null, list: ['a', 'b', 'b', 7] }),
      testEvent({
        test: 'two',
        number: '42',
        is: { deep: { very: true } },
        meta: { stream: 'other' },
        things: [{ id: 1 }, { id: 2 }],
      }),
    ])
    const there = await wait(sandbox.url, { match, within: 0 })
    expect(there.status).toBe(200)
    expect((await coming).body.items).toEqual(there.body.items)
  })

  it('misses nothing that comes while it begins, and keeps the order', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    const many = Array.from({ length: 700 }, (_, at) => testEvent({ test: `before ${at}` }))
    await sandbox.post(many)
    const all = wait(sandbox.url, { match: `stream:${stream}`, count: 1000, within: '60s' })
    const met = await Promise.all(
      Array.from({ length: 300 }, async (_, at) => {
        const match = at % 2 ? { meta: { stream }, test: `${at}` } : `stream:${stream} .test:${at}`
        const [{ status }] = await Promise.all([
          wait(sandbox.url, { match, within: '60s' }),
          sandbox.post(testEvent({ test: `${at}` })),
        ])
        return status
      }),
    )
    expect(new Set(met)).toEqual(new Set([200]))
    const { items } = (await all).body
    const cursors = items.map(({ cursor }: { cursor: string }) => cursor.split('.').map(Number))
    expect(cursors).toEqual(
      cursors.toSorted(
        (one: number[], other: number[]) => (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0),
      ),
    )
    expect(new Set(cursors.join('|').split('|')).size).toBe(1000)
  })

  it('tells many at once what came nearest', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post(Array.from({ length: 300 }, (_, at) => testEvent({ test: `${at}`, number: at })))
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => wait(sandbox.url, { match: { test: 'x', number: 250 + at }, within: 1 })),
    )
    for (const [at, { status, body }] of answers.entries()) {
      expect(status).toBe(408)
      expect(body.nearMisses[0].item.event.number).toBe(250 + at)
    }
  })

  it.each([
    ['a part of an object', { meta: { stream } }, true],
    ['its schema', { $schema: '/test/event/1.0.0' }, true],
    ['another value', { test: 'ho' }, false],
    ['a number as text', { number: '7' }, false],
    ['a pattern', { test: { $re: '^h.$' } }, true],
    ['a pattern with flags', { test: { $re: '^H', $flags: 'i' } }, true],
    ['a number in bounds', { number: { $gt: 6, $lte: 7 } }, true],
    ['a number out of bounds', { number: { $gt: 7 } }, false],
    ['a time in bounds', { meta: { dt: { $gt: '2020-01-01' } } }, true],
    ['what is there', { test: { $exists: true }, other: { $exists: false } }, true],
    ['what is not there', { other: { $exists: true } }, false],
    ['anything but', { test: { $ne: 'ho' } }, true],
    ['one of several', { test: { $in: ['ho', 'hi'] } }, true],
    ['an item of a list', { list: ['b'] }, true],
    ['items of a list that are not all there', { list: ['b', 'z'] }, false],
    ['the very list', { list: { $eq: ['b'] } }, false],
    ['a part of an item', { things: [{ id: 2 }] }, true],
    ['own keys only', { constructor: { $exists: true } }, false],
    ['anything', {}, true],
  ])('matches %s', async (_, match, isMet) => {
    expect((await wait(shared.url, { match, within: 0 })).status).toBe(isMet ? 200 : 408)
  })

  it.each([
    [
      'a field that is not there',
      { test: 'hi', nubmer: 7 },
      '/nubmer',
      'nubmer is missing; wanted is 7. There is number.',
    ],
    ['another value', { test: 'hi', number: 8 }, '/number', 'number is 7, not 8.'],
    ['a value out of bounds', { test: 'hi', number: { $gt: 7 } }, '/number', 'number is 7, not more than 7.'],
    ['another type', { test: 'hi', number: '7' }, '/number', 'number is 7, not "7".'],
    ['a part of the wrong kind', { test: { is: 'hi' }, number: 7 }, '/test', 'test is "hi", not an object.'],
    ['an item', { test: 'hi', list: ['z'] }, '/list', 'list has no item like "z"; it is ["a","b"].'],
    [
      'another stream',
      { test: 'hi', meta: { stream: 'other' } },
      '/meta/stream',
      'meta.stream is "test.event", not "other".',
    ],
  ])('shows the nearest event that lacks %s', async (_, match, pointer, message) => {
    const { status, body } = await wait(shared.url, { match, within: 0 })
    expect(status).toBe(408)
    expect(body).toMatchObject({
      received: 0,
      items: [],
      reason: expect.stringMatching(/^0 of 1 event came within \d+ ms\.$/),
    })
    expect(body.nearMisses[0]).toMatchObject({ item: { stream, event: { number: 7 } }, diff: [{ pointer, message }] })
    expect(body.nearMisses[0].diff).toHaveLength(1)
  })

  it.each([
    ['a field', 'stream:test.event test:hi number:8', 'number is 7; wanted is number:8.'],
    ['a field that is not there', 'test:hi page.id:8', 'page.id is missing; wanted is page.id:8.'],
    ['a key', 'stream:other test:hi', 'stream is test.event; wanted is stream:other.'],
    ['one of several', 'stream:test.event (number:8 OR number:9)', 'It does not answer number:8 OR number:9.'],
  ])('shows what the nearest event lacks of a search: %s', async (_, match, message) => {
    const { body } = await wait(shared.url, { match: match.replaceAll(/\b(test|number):/g, '.$1:'), within: 0 })
    expect(body.nearMisses[0].diff).toMatchObject([{ message: message.replaceAll(/\bnumber:/g, '.number:') }])
  })

  it.each([
    ['for the very value', { test: 5 }, { test: '5' }],
    ['for something else', { test: 'wanted', test_map: 7 }, { test: 'wanted' }],
    ['for what is missing', { test: undefined, number: 3 }, { test: 'wanted', number: 3 }],
    ['for its schema', { test: 'wanted', $schema: '/test/evnet/1.0.0' }, { test: 'wanted' }],
  ])('names the event that was meant and was refused %s', async (_, fields, match) => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post(testEvent({ test: 'refused for another reason', test_map: 1 }))
    await sandbox.post(testEvent(fields))
    const { body } = await wait(sandbox.url, { match, within: 0 })
    expect(body.invalidLookalikes).toMatchObject([{ status: 'invalid', problems: [{ message: expect.any(String) }] }])
    expect(body.invalidLookalikes[0].event).toMatchObject(JSON.parse(JSON.stringify(fields)))
  })

  it('names a body that is no JSON, as nobody knows what it was meant to be', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await fetch(`${sandbox.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"test": wanted}',
    })
    const { body } = await wait(sandbox.url, { match: { test: 'wanted' }, within: 0 })
    expect(body.invalidLookalikes).toMatchObject([{ event: null, problems: [{ keyword: 'syntax' }] }])
  })

  it('waits for refused events where those are wanted', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    const asked = [{ match: { test: 5 }, status: 'invalid' }, { match: 'status:invalid' }, { match: {}, status: 'all' }]
    const waiting = asked.map(each => wait(sandbox.url, each))
    await sandbox.post(testEvent({ test: 5 }))
    for (const { body } of await Promise.all(waiting))
      expect(body.items).toMatchObject([{ status: 'invalid', event: { test: 5 } }])
  })

  it('is content where nothing comes, and says what came', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post(testEvent())
    const none = { mode: 'none', match: { test: 'ho' }, quiet: '20ms' }
    expect(await wait(sandbox.url, none)).toMatchObject({ status: 200, body: { items: [] } })
    const waiting = wait(sandbox.url, { ...none, quiet: '10s' })
    await sandbox.post(testEvent({ test: 'ho' }))
    expect(await waiting).toMatchObject({ status: 408, body: { received: 1, items: [{ event: { test: 'ho' } }] } })
    expect(await wait(sandbox.url, none)).toMatchObject({ status: 408, body: { received: 1 } })
  })

  it('counts exactly', async () => {
    await using sandbox = await openFrontDoor({ kafka: false })
    await sandbox.post([testEvent(), testEvent()])
    const exactly = (count: number) => wait(sandbox.url, { mode: 'exactly', count, quiet: '10ms', within: '50ms' })
    expect(await exactly(1)).toMatchObject({
      status: 408,
      body: { reason: '2 events came where exactly 1 was wanted.' },
    })
    expect(await exactly(2)).toMatchObject({ status: 200, body: { items: [{}, {}] } })
    expect(await exactly(3)).toMatchObject({
      status: 408,
      body: { received: 2, reason: expect.stringMatching(/^2 of 3/) },
    })
  })

  it.each([
    [{ match: 7 }, 'match is neither a search nor an object.'],
    [{ match: 'strem:x' }, 'strem'],
    [{ match: { test: { $regex: 'x' } } }, 'match has $regex at test, which is no operator.'],
    [{ match: { test: { $re: '(' } } }, '$re "(" is no regular expression.'],
    [{ match: { test: { $in: 1 } } }, '$in in match takes a list, not 1.'],
    [{ within: 'soon' }, 'within takes a duration up to 10m'],
    [{ mode: 'atleast' }, 'mode is atLeast, exactly, none'],
    [{ count: -1 }, 'count takes a whole number'],
    [{ after: 'here' }, 'no cursor'],
    [{ macth: {} }, 'A wait has no macth.'],
    [[], 'The body is no object.'],
  ])('refuses %j', async (asked, message) => {
    const { status, body } = await wait(shared.url, asked)
    expect(status).toBe(400)
    expect(body.detail).toContain(message)
  })

  it('ends when the sandbox stops', async () => {
    const sandbox = await openFrontDoor({ kafka: false })
    const waiting = wait(sandbox.url, { match: { test: 'never' }, within: '10m' }).then(
      ({ status }) => status,
      () => 'cut off',
    )
    await fetch(`${sandbox.url}/readyz`)
    await sandbox.stop()
    expect([503, 'cut off']).toContain(await waiting)
  })
})
