import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, produce, send } from '../kafka/door.ts'
import { commit, join, sync } from '../kafka/members.ts'
import { connectWire } from '../kafka/wire.ts'

describe('topics over HTTP', () => {
  it('lists a record that was kept although its schema refuses it once, as invalid', async () => {
    const { sandbox, ask, wire } = await begin()
    await ask('POST', '/topics', { topic: 'test.event', settings: { 'event.validation': 'warn' } })
    const whole = testEvent({
      meta: { stream: 'test.event', id: randomUUID(), dt: '2026-01-01T00:00:00Z' },
      test: 'hi',
    })
    const wrong = { ...whole, test: 5 }
    await send(wire, 'test.event', [JSON.stringify(whole), JSON.stringify(wrong)])
    const kept = { status: 'invalid', kept: true, stream: 'test.event', topic: 'test.event', partition: 0, offset: 1 }
    const reason = expect.stringContaining('must be a string')
    const { items } = await sandbox.get('/_sandbox/events')
    expect(items).toMatchObject([{ ...kept, reason, problems: 1 }, { status: 'valid' }])
    expect((await sandbox.get('/_sandbox/events?status=invalid')).items).toHaveLength(1)
    expect((await sandbox.get('/_sandbox/events?status=valid')).items).toHaveLength(1)
    expect(await sandbox.get('/_sandbox/summary')).toMatchObject({ total: 2, valid: 1, invalid: 1 })
    expect(await sandbox.get(`/_sandbox/events/${items[0].cursor}`)).toMatchObject({ ...kept, event: wrong })
    const { items: rows } = await sandbox.get('/_sandbox/topics/test.event/rows')
    expect(rows).toMatchObject([
      { offset: 1, reason },
      { offset: 0, reason: null },
    ])
    expect(await sandbox.get(`/_sandbox/events/${rows[0].cursor}`)).toMatchObject({ ...kept, problems: [{}] })
  })

  it('are created, listed, described, changed and deleted', async () => {
    const { sandbox, ask } = await begin()
    expect(
      await ask('POST', '/topics', { topic: 'a', partitions: 2, settings: { 'retention.ms': 5000 } }),
    ).toMatchObject([
      201,
      { topic: 'a', internal: false, partitions: [{ logStart: 0, next: 0 }, {}], settings: { 'retention.ms': '5000' } },
    ])
    expect(await sandbox.get('/_sandbox/topics')).toMatchObject({ items: [{ topic: 'a', records: 0, bytes: 0 }] })
    const { settings } = await sandbox.get('/_sandbox/topics/a')
    expect(settings).toContainEqual(
      expect.objectContaining({ name: 'retention.ms', value: '5000', default: '-1', isSet: true }),
    )
    const change = { partitions: 3, settings: { 'retention.ms': null, 'cleanup.policy': 'compact' } }
    expect(await ask('PATCH', '/topics/a', change)).toMatchObject([
      200,
      { partitions: [{}, {}, {}], settings: { 'cleanup.policy': 'compact' } },
    ])
    expect(await ask('DELETE', '/topics/a')).toEqual([204, null])
    expect(await sandbox.get('/_sandbox/topics')).toEqual({ items: [] })
  })

  it.each([
    ['POST', '/topics', {}, 400, 'bad_request'],
    ['POST', '/topics', { topic: 'there' }, 409, 'topic_exists'],
    ['POST', '/topics', { topic: 'a b' }, 400, 'topic_invalid'],
    ['POST', '/topics', { topic: '_sandbox.mine' }, 400, 'topic_invalid'],
    ['POST', '/topics', { topic: 'a', settings: { 'retention.ms': 'soon' } }, 400, 'bad_request'],
    ['PATCH', '/topics/there', { partitions: 0 }, 400, 'bad_request'],
    ['DELETE', '/topics/nowhere', undefined, 404, 'topic_unknown'],
    ['GET', '/topics/there/records?partition=7', undefined, 400, 'partition_unknown'],
    ['PUT', '/groups/g/offsets', { to: 'earliest' }, 400, 'bad_request'],
    ['PUT', '/groups/g/offsets', { topic: 'there', to: 'yonder' }, 400, 'bad_request'],
    ['DELETE', '/groups/g', undefined, 404, 'group_unknown'],
  ])('%s %s with %j is answered %i %s', async (method, path, body, status, code) => {
    const { ask } = await begin()
    await ask('POST', '/topics', { topic: 'there' })
    expect(await ask(method, path, body)).toMatchObject([status, { code }])
  })

  it('show their records with what is around them, and are emptied', async () => {
    const { sandbox, ask, wire } = await begin()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['{"n":0}', '1', null], { keys: ['k', null, 'k'] })
    await produce(wire, 'a', batchOf(['3']))
    const { items, next, logStart } = await sandbox.get('/_sandbox/topics/a/records?offset=0&limit=3')
    expect(items).toMatchObject([
      { partition: 0, offset: 0, key: { text: 'k' }, value: { text: '{"n":0}' }, producer: 'wire', door: 'kafka' },
      { offset: 1, key: null, value: { text: '1' } },
      { offset: 2, key: { text: 'k' }, value: null },
    ])
    expect([next, logStart]).toEqual([3, 0])
    expect(await ask('DELETE', '/topics/a/records?before=2')).toMatchObject([200, { records: 2 }])
    expect(await ask('DELETE', '/topics/a/records')).toMatchObject([200, { records: 0 }])
    expect((await sandbox.get('/_sandbox/topics/a/records')).items).toEqual([])
  })

  it('are for nobody from another site', async () => {
    const { sandbox } = await begin()
    const headers = { origin: 'https://elsewhere.example', 'content-type': 'application/json' }
    const options = { method: 'POST', headers, body: '{"topic":"a"}' }
    expect((await fetch(`${sandbox.url}/_sandbox/topics`, options)).status).toBe(403)
  })
})

describe('consumer groups over HTTP', () => {
  it('say who reads what, and how far behind', async () => {
    const { sandbox, wire } = await begin()
    await createTopic(wire, 't', 2)
    await send(wire, 't', ['0', '1', '2'])
    const member = await join(wire)
    // Version 0, one topic "t", partitions 0 and 1, no user data.
    await sync(wire, member, { [member.memberId]: '\0\0\0\0\0\u0001\0\u0001t\0\0\0\u0002\0\0\0\0\0\0\0\u0001\0\0\0\0' })
    await commit(wire, 't', 1, member)
    expect(await sandbox.get('/_sandbox/groups')).toMatchObject({
      items: [
        {
          group: 'g',
          state: 'Stable',
          protocol: 'range',
          generation: 1,
          members: [{ client: 'wire', host: '127.0.0.1', assignment: [{ topic: 't', partitions: [0, 1] }] }],
          offsets: [{ topic: 't', partition: 0, offset: 1, logStart: 0, end: 3, lag: 2 }],
          lag: 2,
        },
      ],
    })
  })

  it.each([
    ['earliest', 0],
    ['latest', 3],
    [2, 2],
    [99, 3],
    ['2023-11-14T22:13:20.001Z', 1],
  ])('go on from %j, once nobody reads', async (to, offset) => {
    const { ask, wire } = await begin()
    await createTopic(wire, 't')
    await send(wire, 't', ['0', '1', '2'], { time: 1_700_000_000_000 })
    expect(await ask('PUT', '/groups/g/offsets', { topic: 't', to })).toMatchObject([
      200,
      { group: 'g', state: 'Empty', offsets: [{ offset }], lag: 3 - offset },
    ])
    await join(wire)
    expect(await ask('PUT', '/groups/g/offsets', { to })).toMatchObject([409, { code: 'group_active' }])
    expect(await ask('DELETE', '/groups/g')).toMatchObject([409, { code: 'group_active' }])
  })

  it('are deleted with what they committed', async () => {
    const { sandbox, ask, wire } = await begin()
    await createTopic(wire, 't')
    await commit(wire, 't', 1)
    expect(await ask('DELETE', '/groups/g')).toEqual([204, null])
    expect(await sandbox.get('/_sandbox/groups')).toEqual({ items: [] })
  })

  it('that committed are there without the Kafka door as well', async () => {
    const sandbox = await openFrontDoor({ kafka: false })
    onTestFinished(() => sandbox.stop())
    await sandbox.post(testEvent())
    const options = {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"topic":"test.event","to":"earliest"}',
    }
    expect((await fetch(`${sandbox.url}/_sandbox/groups/g/offsets`, options)).status).toBe(200)
    expect((await sandbox.get('/_sandbox/groups')).items).toMatchObject([{ group: 'g', lag: 1, members: [] }])
  })
})

async function begin() {
  const sandbox = await openFrontDoor()
  onTestFinished(() => sandbox.stop())
  const ask = async (method: string, path: string, body?: unknown): Promise<[number, unknown]> => {
    const options =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, { method, ...options })
    const text = await answer.text()
    return [answer.status, text === '' ? null : JSON.parse(text)]
  }
  return { sandbox, ask, wire: await connectWire(sandbox.brokers) }
}
