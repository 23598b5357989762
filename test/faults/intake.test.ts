import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { addRule, rulesOf } from './rules.ts'

const count = async (sandbox: FrontDoor) => {
  const { valid, invalid } = await sandbox.get('/_sandbox/summary')
  return [valid, invalid]
}
const open = () => openFrontDoor({ kafka: false })
const orders = (test = 'hi') => testEvent({ meta: { stream: 'orders' }, test })

describe('a fault rule at the intake', () => {
  it.each([
    ['answers with a status, and nothing is stored', { do: 'status', status: 503, retryAfter: '2s' }, 503, [0, 0]],
    ['answers with a status once all is stored', { do: 'status', status: 500, when: 'after' }, 500, [1, 0]],
    ['refuses what is right', { do: 'refuse' }, 400, [0, 1]],
    ['stores twice', { do: 'duplicate' }, 201, [2, 0]],
    ['answers late', { do: 'delay', delay: '1ms' }, 201, [1, 0]],
    ['hangs up before anything is stored', { do: 'drop' }, 'no answer', [0, 0]],
    ['hangs up once all is stored', { do: 'drop', when: 'after' }, 'no answer', [1, 0]],
  ])('%s', async (_, rule, status, kept) => {
    await using sandbox = await open()
    const { id } = await addRule(sandbox, { at: 'intake', ...rule, count: 1 })
    const answer = await sandbox.post(testEvent()).catch(() => undefined)
    expect(answer?.status ?? 'no answer').toBe(status)
    expect(await count(sandbox)).toEqual(kept)
    expect(await sandbox.get(`/_sandbox/faults/${id}`)).toMatchObject({ hits: 1, left: 0, inForce: false })
    expect((await sandbox.post(testEvent())).status).toBe(201)
  })

  it('tells in the answer, and in the event, that it was a rule', async () => {
    await using sandbox = await open()
    await addRule(sandbox, { at: 'intake', do: 'status', status: 429, retryAfter: '1500ms', count: 1 })
    const unavailable = await sandbox.post(testEvent())
    expect([unavailable.statusText, unavailable.headers.get('retry-after')]).toEqual(['Too Many Requests', '2'])
    expect(((await unavailable.json()) as { error: { context: object }[] }).error[0]?.context).toMatchObject({
      message: 'The fault rule f1 answers 429.',
    })

    await addRule(sandbox, { at: 'intake', do: 'refuse', count: 1 })
    const refused = await sandbox.post(testEvent())
    expect(((await refused.json()) as { invalid: object[] }).invalid[0]).toMatchObject({
      status: 'invalid',
      context: { problems: [{ keyword: 'fault' }] },
    })
    const [{ cursor }] = (await sandbox.get('/_sandbox/events?status=invalid')).items
    const { problems } = await sandbox.get(`/_sandbox/events/${cursor}`)
    expect(problems).toMatchObject([{ message: 'The event is right; the fault rule `f2` refuses it.' }])

    await addRule(sandbox, { at: 'intake', do: 'duplicate', count: 1 })
    await sandbox.post(testEvent())
    const { items } = await sandbox.get('/_sandbox/events?status=valid&order=asc')
    const stored = await Promise.all(
      items.map((item: { cursor: string }) => sandbox.get(`/_sandbox/events/${item.cursor}`)),
    )
    expect(stored.map(({ fault }) => fault)).toEqual([null, 'Stored a second time by the fault rule f3.'])
    expect(stored[0].raw).toBe(stored[1].raw)
  })

  it.each([
    ['its stream', { stream: 'ord*' }],
    ['its gate and stream', { gate: 'ma*', stream: 'orders' }],
    ['a part of it', { event: { meta: { stream: 'orders' }, test: { $re: '^h' } } }],
    ['a search', { query: 'stream:orders .test:hi gate:main' }],
    ['its producer', { producer: 'shop/*' }],
  ])('means the events of %s alone', async (_, match) => {
    await using sandbox = await open()
    const { id } = await addRule(sandbox, { at: 'intake', do: 'status', match })
    const post = (event: object, agent: string) =>
      fetch(`${sandbox.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': agent },
        body: JSON.stringify(event),
      })
    expect((await post(orders(), 'shop/1')).status).toBe(503)
    expect((await post(testEvent({ test: 'ho' }), 'other')).status).toBe(201)
    expect(await sandbox.get(`/_sandbox/faults/${id}`)).toMatchObject({ hits: 1, left: null, inForce: true })
  })

  it('hits with its probability, the same ones for the same seed', async () => {
    await using sandbox = await open()
    const statuses = async (seed: number) => {
      const { id } = await addRule(sandbox, { at: 'intake', do: 'status', status: 500, probability: 0.5, seed })
      const seen: number[] = []
      for (let at = 0; at < 20; at++) seen.push((await sandbox.post(testEvent())).status)
      await fetch(`${sandbox.url}/_sandbox/faults/${id}`, { method: 'DELETE' })
      return seen
    }
    const first = await statuses(7)
    expect(new Set(first)).toEqual(new Set([201, 500]))
    expect(await statuses(7)).toEqual(first)
    expect(await statuses(8)).not.toEqual(first)
  })

  it('delays come before what ends the request; the oldest rule decides', async () => {
    await using sandbox = await open()
    await addRule(sandbox, { at: 'intake', do: 'delay', delay: 1 })
    await addRule(sandbox, { at: 'intake', do: 'status', status: 502 })
    await addRule(sandbox, { at: 'intake', do: 'drop' })
    expect((await sandbox.post(testEvent())).status).toBe(502)
    expect((await rulesOf(sandbox)).map(({ hits }) => hits)).toEqual([1, 1, 0])
  })

  it('lets go what it holds up when it ends, and when the sandbox stops', async () => {
    await using sandbox = await open()
    const { id } = await addRule(sandbox, { at: 'intake', do: 'delay', delay: '10m' })
    const held = sandbox.post(testEvent())
    while ((await sandbox.get(`/_sandbox/faults/${id}`)).hits === 0);
    await fetch(`${sandbox.url}/_sandbox/faults/${id}`, { method: 'DELETE' })
    expect((await held).status).toBe(201)
    await addRule(sandbox, { at: 'intake', do: 'delay', delay: '10m' })
    const last = sandbox.post(testEvent())
    while ((await rulesOf(sandbox))[0]?.hits === 0);
    await sandbox.stop()
    expect((await last).status).toBe(201)
  })

  it('tells one event of many, and hasty requests as well', async () => {
    await using sandbox = await open()
    await addRule(sandbox, { at: 'intake', do: 'refuse', match: { stream: 'orders' } })
    const some = await sandbox.post([orders(), testEvent()])
    expect(some.status).toBe(207)
    await addRule(sandbox, { at: 'intake', do: 'status', match: { stream: 'test.*' } })
    expect((await sandbox.post(testEvent(), '/v1/events?hasty=true')).status).toBe(503)
    expect(await count(sandbox)).toEqual([1, 1])
  })
})

describe('rules of scopes', () => {
  it('are met in the scope alone, and go with it', async () => {
    await using sandbox = await open()
    const scope = await sandbox.scope('mine')
    await addRule(sandbox, { at: 'intake', do: 'status', scope: 'mine' })
    await addRule(sandbox, { at: 'intake', do: 'status', status: 500 })
    expect((await sandbox.post(testEvent(), '/s/mine/v1/events')).status).toBe(503)
    expect((await sandbox.post(testEvent())).status).toBe(500)
    expect((await rulesOf(sandbox, '?scope=mine')).map(({ hits }) => hits)).toEqual([1])
    await sandbox.post({}, '/_sandbox/reset')
    expect((await sandbox.post(testEvent())).status).toBe(201)
    expect((await sandbox.post(testEvent(), '/s/mine/v1/events')).status).toBe(503)
    await scope.stop()
    expect(await rulesOf(sandbox)).toEqual([])
  })
})

describe('a rule that cannot be', () => {
  let sandbox: FrontDoor
  beforeAll(async () => {
    sandbox = await open()
  })
  afterAll(() => sandbox.stop())

  it.each([
    [[], 'The body is no object.', /"at": "intake"/],
    [{ at: 'intak', do: 'drop' }, 'at is not "intak".', /Did you mean intake\?/],
    [{ at: 'intake' }, 'intake, do is missing.', /refuse, delay, status, drop, duplicate/],
    [{ at: 'eventstreams', do: 'refuse' }, 'eventstreams, do is not "refuse".', /delay, status, drop, duplicate/],
    [{ at: 'intake', do: 'status', code: 500 }, 'A rule of intake that does status has no code.', /It has at/],
    [{ at: 'intake', do: 'status', status: 200 }, 'status takes a number from 400 to 599, not 200.', undefined],
    [{ at: 'intake', do: 'delay' }, 'delay takes a duration up to 10m, such as 200ms or 5s, not null.', undefined],
    [{ at: 'intake', do: 'drop', when: 'later' }, 'when is not "later".', /before, after/],
    [{ at: 'intake', do: 'drop', count: 0 }, 'count takes a number from 1 to 1000000000, not 0.', undefined],
    [{ at: 'intake', do: 'drop', count: 1.5 }, 'count takes a whole number, not 1.5.', undefined],
    [{ at: 'intake', do: 'drop', probability: 2 }, 'probability takes a number from 0 to 1, not 2.', undefined],
    [{ at: 'intake', do: 'drop', match: 'x' }, 'match is no object.', /"stream"/],
    [{ at: 'intake', do: 'drop', match: { steam: 'x' } }, 'match at intake has no steam.', /Did you mean stream\?/],
    [{ at: 'intake', do: 'drop', match: { stream: 5 } }, 'match.stream takes a text.', undefined],
    [{ at: 'intake', do: 'drop', match: { event: [] } }, 'match.event is no part of an event.', /Send such as/],
    [{ at: 'eventstreams', do: 'delay', delay: 1, match: { event: {} } }, /not about an event/, /match.stream/],
    [{ at: 'kafka', do: 'refuse', error: 'X' }, 'refuse at kafka says which request.', /Produce, Fetch/],
    [{ at: 'kafka', do: 'refuse', match: { api: 'Produce' } }, 'error is missing.', /It is one of/],
    [
      { at: 'kafka', do: 'refuse', match: { api: 'Produce' }, error: 'NOT_LEADER' },
      'error is not "NOT_LEADER".',
      /It is one of/,
    ],
    [
      { at: 'kafka', do: 'duplicate', match: { api: 'Fetch' } },
      'duplicate at kafka is about Produce.',
      /Take match.api away/,
    ],
    [{ at: 'kafka', do: 'drop', match: { api: 'Produc' } }, 'match.api is not "Produc".', /Did you mean Produce\?/],
  ])('%j is told so', async (body, detail, hint) => {
    const answer = await sandbox.post(body, '/_sandbox/faults')
    expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    const problem = (await answer.json()) as { code: string; detail: string; hint?: string }
    expect([answer.status, problem.code]).toEqual([400, 'bad_request'])
    expect(problem.detail).toMatch(detail)
    if (hint) expect(problem.hint).toMatch(hint)
    expect(await rulesOf(sandbox)).toEqual([])
  })

  it.each([
    ['GET', '/_sandbox/faults/f9', undefined, 404, 'fault_unknown'],
    ['DELETE', '/_sandbox/faults/f9', undefined, 404, 'fault_unknown'],
    ['GET', '/_sandbox/faults?scope=nobody', undefined, 404, 'scope_unknown'],
    ['DELETE', '/_sandbox/faults?scope=nobody', undefined, 404, 'scope_unknown'],
    ['POST', '/_sandbox/faults', { at: 'intake', do: 'drop', scope: 'nobody' }, 404, 'scope_unknown'],
    ['POST', '/_sandbox/faults', { at: 'intake', do: 'drop', match: { query: 'strem:x' } }, 400, 'bad_query'],
  ])('%s %s %j is %i %s', async (method, path, body, status, code) => {
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code])
  })
})
