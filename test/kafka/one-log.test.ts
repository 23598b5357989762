import { describe, expect, it, onTestFinished } from 'vitest'
import { messages } from '../../server/kafka/messages.ts'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { batchOf, recordsIn } from './batches.ts'
import { createTopic, fetchFrom, produce, readAll } from './door.ts'
import { connectWire } from './wire.ts'

describe('the one log behind all doors', () => {
  it('gives a Kafka client what came by HTTP', async () => {
    const { sandbox, wire } = await begin()
    const waiting = await connectWire(sandbox.brokers)
    await createTopic(wire, 'test.event')
    const answer = fetchFrom(waiting, 'test.event', 0, { maxWaitMs: 30_000 })
    expect((await sandbox.post(testEvent())).status).toBe(201)
    const [record] = recordsIn((await answer).records)
    expect(JSON.parse(record?.value ?? '')).toMatchObject({ test: 'hi', meta: { stream: 'test.event' } })
  })

  it('shows on the page and over SSE what came by Kafka, at once', async () => {
    const { sandbox, wire } = await begin()
    await createTopic(wire, 'test.event')
    await produce(wire, 'test.event', batchOf([JSON.stringify(testEvent({ test: 'by kafka' }))]))
    const { items } = await sandbox.get('/_sandbox/events')
    expect(items).toMatchObject([{ stream: 'test.event', status: 'valid', title: 'by kafka', producer: 'wire' }])
    const stream = await fetch(`${sandbox.url}/v2/stream/test.event?since=2020-01-01`, { signal: stopped() })
    const reader = stream.body?.getReader()
    let text = ''
    while (!text.includes('by kafka')) text += Buffer.from((await reader?.read())?.value ?? []).toString()
    expect(text).toContain('"offset":0')
  })

  it.each([
    ['no JSON', 'not { json'],
    ['bytes that are no text', '\u0000\u0001\ufffd'],
    ['a number', '7'],
    ['nothing', ''],
    ['a tombstone', null],
  ])('shows a record that is %s as what it is', async (_, value) => {
    const { sandbox, wire } = await begin()
    await createTopic(wire, 'a')
    await produce(wire, 'a', batchOf([value]))
    const { items } = await sandbox.get('/_sandbox/events')
    expect(items).toHaveLength(1)
    const one = await fetch(`${sandbox.url}/_sandbox/events/${items[0].cursor}`)
    expect(one.status).toBe(200)
    expect(await one.json()).toMatchObject({ raw: value ?? '', topic: 'a', offset: 0 })
    expect(await sandbox.get('/_sandbox/summary')).toBeDefined()
  })

  it('keeps the sandbox own topics from Kafka clients that write, not from those that read', async () => {
    const { sandbox, wire } = await begin()
    expect((await sandbox.post(testEvent({ test: 5 }))).status).toBe(400)
    const { topics } = await wire.ask(messages.metadata, { topics: null })
    expect(topics.map(({ name, isInternal }) => [name, isInternal])).toContainEqual(['_sandbox.rejections', true])
    expect((await produce(wire, '_sandbox.rejections', batchOf(['{}']))).errorCode).toBe(17)
    expect(await readAll(wire, '_sandbox.rejections')).toHaveLength(1)
  })

  it('tells programs where Kafka is, and keeps the door shut where nobody wants it', async () => {
    const { sandbox } = await begin()
    expect(sandbox.env.KAFKA_BROKERS).toBe(sandbox.brokers)
    expect((await sandbox.get('/_sandbox/info')).kafka).toBe(sandbox.brokers)
    await using shut = await openFrontDoor({ kafka: false })
    expect(shut.brokers).toBeNull()
    expect(shut.env).not.toHaveProperty('KAFKA_BROKERS')
  })
})

async function begin() {
  const sandbox = await openFrontDoor()
  onTestFinished(() => sandbox.stop())
  return { sandbox, wire: await connectWire(sandbox.brokers) }
}

function stopped(): AbortSignal {
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  return controller.signal
}
