import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FrontDoor, openFrontDoor } from '../front-door.ts'
import { addRule, rulesOf } from './rules.ts'

const retry = { initialRetryTime: 1, maxRetryTime: 1, retries: 8 }

function kafkaOf({ brokers }: Pick<FrontDoor, 'brokers'>, clientId = 'shop'): Kafka {
  return new Kafka({ clientId, brokers: [brokers ?? ''], logLevel: logLevel.NOTHING, retry })
}

async function producerOf(
  sandbox: Pick<FrontDoor, 'brokers'>,
  options: { clientId?: string; idempotent?: boolean } = {},
) {
  const { clientId, idempotent = false } = options
  const producer = kafkaOf(sandbox, clientId).producer({ idempotent, maxInFlightRequests: 1, retry })
  await producer.connect()
  onTestFinished(() => producer.disconnect())
  const send = (...values: string[]) => producer.send({ topic: 'orders', messages: values.map(value => ({ value })) })
  return { send }
}

async function valuesIn(sandbox: FrontDoor): Promise<string[]> {
  const { items } = await sandbox.get('/_sandbox/topics/orders/records?partition=0&offset=0')
  return items.map((item: { value: { text: string } }) => item.value.text)
}

describe('a fault rule at Kafka', () => {
  it.each([
    ['an error that is tried again on', { do: 'refuse', error: 'NOT_LEADER_OR_FOLLOWER' }, ['a']],
    ['a time limit', { do: 'refuse', error: 'REQUEST_TIMED_OUT' }, ['a']],
    ['a connection that breaks', { do: 'drop' }, ['a']],
    ['an answer that is lost', { do: 'drop', when: 'after' }, ['a', 'a', 'a']],
    ['a late answer', { do: 'delay', delay: '1ms' }, ['a']],
    ['a batch that is stored twice', { do: 'duplicate' }, ['a', 'a']],
  ])("kafkajs' producer gets over %s", async (_, rule, stored) => {
    await using sandbox = await openFrontDoor()
    const { send } = await producerOf(sandbox)
    await addRule(sandbox, {
      at: 'kafka',
      match: { api: 'Produce', topic: 'ord*' },
      count: rule.do === 'duplicate' ? 1 : 2,
      ...rule,
    })
    await send('a')
    expect(await valuesIn(sandbox)).toEqual(stored)
    await send('b')
    expect((await valuesIn(sandbox)).at(-1)).toBe('b')
    expect(await rulesOf(sandbox)).toMatchObject([{ inForce: false }])
  })

  it('an idempotent producer stores once what it sends again, and what a rule sends again', async () => {
    await using sandbox = await openFrontDoor()
    const { send } = await producerOf(sandbox, { idempotent: true })
    await addRule(sandbox, { at: 'kafka', do: 'drop', when: 'after', match: { api: 'Produce' }, count: 2 })
    await send('a')
    await addRule(sandbox, { at: 'kafka', do: 'duplicate', count: 1 })
    await send('b')
    expect(await valuesIn(sandbox)).toEqual(['a', 'b'])
  })

  it('what cannot be tried again on reaches the program, and nothing is stored', async () => {
    await using sandbox = await openFrontDoor()
    const [shop, other] = [await producerOf(sandbox), await producerOf(sandbox, { clientId: 'other' })]
    const match = { api: 'Produce', clientId: 'shop' }
    await addRule(sandbox, { at: 'kafka', do: 'refuse', error: 'TOPIC_AUTHORIZATION_FAILED', match })
    await expect(shop.send('a')).rejects.toThrow('Not authorized to access topics')
    await other.send('b')
    expect(await valuesIn(sandbox)).toEqual(['b'])
  })

  it("kafkajs' consumer gets everything in spite of what its fetches and its group are answered", async () => {
    await using sandbox = await openFrontDoor()
    const { send } = await producerOf(sandbox)
    await send('a', 'b')
    for (const rule of [
      { do: 'refuse', error: 'NOT_LEADER_OR_FOLLOWER', match: { api: 'Fetch' } },
      { do: 'drop', match: { api: 'Fetch' } },
      { do: 'refuse', error: 'COORDINATOR_NOT_AVAILABLE', match: { api: 'FindCoordinator' } },
      { do: 'refuse', error: 'LEADER_NOT_AVAILABLE', match: { api: 'ListOffsets' } },
    ]) {
      await addRule(sandbox, { at: 'kafka', count: 1, ...rule })
    }
    const consumer = kafkaOf(sandbox).consumer({ groupId: 'billing', retry })
    onTestFinished(() => consumer.disconnect())
    await consumer.subscribe({ topic: 'orders', fromBeginning: true })
    const seen: string[] = []
    await new Promise<void>(resolve => {
      void consumer.run({
        eachMessage: async ({ message }) => {
          seen.push(String(message.value))
          if (seen.includes('b')) resolve()
        },
      })
    })
    expect(seen).toEqual(['a', 'b'])
    expect((await rulesOf(sandbox)).slice(0, 3).map(({ left }) => left)).toEqual([0, 0, 0])
  })

  it('tells a record that was stored twice by it', async () => {
    await using sandbox = await openFrontDoor()
    const { send } = await producerOf(sandbox)
    await addRule(sandbox, { at: 'kafka', do: 'duplicate', count: 1 })
    await send('{"test":"hi"}')
    const { items } = await sandbox.get('/_sandbox/events?stream=orders&order=asc')
    const stored = await Promise.all(
      items.map((item: { cursor: string }) => sandbox.get(`/_sandbox/events/${item.cursor}`)),
    )
    expect(stored.map(({ fault }) => fault)).toEqual([null, 'Stored a second time by the fault rule f1.'])
  })

  it('of a scope is met at the scope’s own door alone', async () => {
    await using sandbox = await openFrontDoor()
    await using scope = await sandbox.scope()
    await addRule(sandbox, {
      at: 'kafka',
      do: 'refuse',
      error: 'INVALID_RECORD',
      match: { api: 'Produce' },
      scope: scope.name,
    })
    const [inside, outside] = [await producerOf(scope), await producerOf(sandbox)]
    await expect(inside.send('a')).rejects.toThrow()
    await outside.send('b')
    expect(await valuesIn(sandbox)).toEqual(['b'])
  })
})
