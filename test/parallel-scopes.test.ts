import { Kafka, logLevel } from 'kafkajs'
import { expect, it } from 'vitest'
import { connectSandbox } from '../server/client/index.ts'
import { startSandbox } from '../server/index.ts'
import { testEvent } from './front-door.ts'
import { readEvents } from './read-events.ts'

const [tests, byHttp, byKafka] = [50, 120, 80]

it(`${tests} tests at the same time see the ${byHttp + byKafka} events each has sent, and none of another, by every door`, async () => {
  await using sandbox = await startSandbox()
  await Promise.all(Array.from({ length: tests }, (_, at) => testInScope(sandbox.url, `test-${at}`)))
  expect(await sandbox.events()).toEqual([])

  async function testInScope(url: string, name: string): Promise<void> {
    await using scope = await sandbox.scope(name)
    // As the tested software is told of it, in another process.
    const client = await connectSandbox(scope.env.EVENT_SANDBOX_URL)
    expect({ url: client.url, brokers: client.brokers }).toEqual({ url: `${url}/s/${name}`, brokers: scope.brokers })
    const own = Array.from({ length: byHttp + byKafka }, (_, at) => `${name} ${at}`)
    const events = own.map(test => testEvent({ test }))
    const kafka = new Kafka({ clientId: 'tests', brokers: [client.brokers ?? ''], logLevel: logLevel.NOTHING })
    const [producer, consumer] = [kafka.producer(), kafka.consumer({ groupId: 'tests' })]
    await Promise.all([producer.connect(), consumer.connect()])

    const messages = events.slice(byHttp).map(event => ({ value: JSON.stringify(event) }))
    const answer = await fetch(client.env.EVENTGATE_URL ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events.slice(0, byHttp)),
    })
    expect(answer.status).toBe(201)
    await producer.send({ topic: 'test.event', messages })

    const exactly = { count: own.length, mode: 'exactly', within: '60s', quiet: 1 } as const
    const waited = await client.waitForEvents('stream:test.event', exactly)
    expect(testsIn(waited)).toEqual(own)
    expect(testsIn((await client.events()).map(({ event }) => event))).toEqual(own)
    const streamed = await readEvents(
      `${client.env.EVENTSTREAMS_URL}/test.event?since=1970-01-01T00:00:00Z`,
      own.length,
    )
    expect(testsIn(streamed)).toEqual(own)
    expect(await consumed(consumer, own.length)).toEqual(own)
    await Promise.all([producer.disconnect(), consumer.disconnect()])
  }
}, 120_000)

it('a client of a scope that is not there is told so', async () => {
  await using sandbox = await startSandbox({ kafka: false })
  await expect(connectSandbox(`${sandbox.url}/s/nobody`)).rejects.toMatchObject({ code: 'scope_unknown' })
})

function testsIn(events: readonly { readonly [field: string]: unknown }[]): unknown[] {
  return events.map(({ test }) => test)
}

async function consumed(consumer: ReturnType<Kafka['consumer']>, count: number): Promise<string[]> {
  const seen: string[] = []
  await consumer.subscribe({ topic: 'test.event', fromBeginning: true })
  await new Promise<void>(resolve => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        seen.push(JSON.parse(String(message.value)).test)
        if (seen.length >= count) resolve()
      },
    })
  })
  return seen
}
