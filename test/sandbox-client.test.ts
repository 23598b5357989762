import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { connectSandbox, stable } from '../server/client/index.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../server/index.ts'

/** A sandbox with one stream and one schema of its own, given as objects. */
function startSmall(): Promise<Sandbox> {
  const page = {
    type: 'object',
    required: ['page_id'],
    properties: { page_id: { type: 'integer' }, title: { type: 'string' } },
  }
  const event = { type: 'object', required: ['page'], properties: { page } }
  return startSandbox({
    kafka: false,
    schemas: { '/page/change/1.0.0': event, '/page/change/1.1.0': event },
    streams: { pages: { schema_title: 'page/change' } },
  })
}

/** Runs what is to fail, and gives its failure. */
async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => Promise.reject(new Error('It did not fail.')),
    failure => failure as Error,
  )
}

describe('a sandbox in a test', () => {
  it('sends with the latest schema of the stream, and waits for what it sent', async () => {
    await using sandbox = await startSmall()
    const sent = await sandbox.send('pages', { page: { page_id: 42 } })
    const event = await sandbox.waitForEvent({ meta: { stream: 'pages' } })
    expect(event).toEqual(sent)
    expect(sent).toMatchObject({ $schema: '/page/change/1.1.0', meta: { stream: 'pages', id: expect.any(String) } })
    expect(await sandbox.waitForEvents('page.page_id:42')).toEqual([event])
  })

  it('does not end connections while a test keeps its thread busy', async () => {
    await using sandbox = await startSmall()
    const { headers } = await fetch(`${sandbox.url}/readyz`)
    expect(headers.get('keep-alive')).toBe('timeout=72')
  })

  it('refuses wrong records at its Kafka door where it is told to', async () => {
    await using sandbox = await startSandbox({ kafka: { validate: 'reject' } })
    const kafka = new Kafka({ brokers: [sandbox.brokers ?? ''], logLevel: logLevel.NOTHING, retry: { retries: 0 } })
    const producer = kafka.producer()
    await producer.connect()
    const wrong = JSON.stringify({ $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 5 })
    const failure = await failureOf(producer.send({ topic: 'test.event', messages: [{ value: wrong }] }))
    await producer.disconnect()
    expect(failure).toMatchObject({ type: 'INVALID_RECORD' })
    expect(await sandbox.waitForEvents('status:invalid stream:test.event', { status: 'all' })).toHaveLength(1)
  })

  it('tells Kafka clients the address that it is given', async () => {
    await using sandbox = await startSandbox({ kafka: { advertised: 'kafka.example:29092' } })
    expect(sandbox.brokers).toBe('kafka.example:29092')
    const failure = await failureOf(startSandbox({ kafka: { advertised: 'no host' } }))
    expect(failure).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('"no host"') })
  })

  it('gives the same snapshot in every run', async () => {
    await using sandbox = await startSmall()
    const sent = await sandbox.send('pages', { page: { page_id: 42 } })
    expect(stable([sent, sent.meta?.id])).toEqual([
      { $schema: '/page/change/1.1.0', meta: { stream: 'pages', id: '<id 1>', dt: '<time 1>' }, page: { page_id: 42 } },
      '<id 1>',
    ])
  })

  it('says what is wrong with what it sends', async () => {
    await using sandbox = await startSmall()
    const failure = await failureOf(sandbox.send('pages', { page: { page_id: '42' } }))
    expect(failure).toMatchObject({ name: 'EventRefusedError', problems: [{ pointer: '/page/page_id' }] })
    expect(failure.message).toContain('page.page_id must be an integer, but it is a string.')
    expect(failure.message).toMatch(/line \d+ of the event, .*page\/change\/1\.1\.0\.json:\d+/)
  })

  it('shows the nearest event where the right one does not come', async () => {
    await using sandbox = await startSmall()
    await sandbox.send('pages', { page: { page_id: 41, title: 'Berlin' } })
    const wait = sandbox.waitForEvent({ page: { page_id: 42, title: /^Ber/ } }, { within: '10ms' })
    const failure = await failureOf(wait)
    expect(failure).toMatchObject({
      name: 'WaitTimeoutError',
      received: 0,
      nearMisses: [{ diff: [{ pointer: '/page/page_id' }] }],
    })
    expect(failure.message).toMatch(/^0 of 1 event came within \d+ ms\. Waited for \{"page":\{"page_id":42/)
    expect(failure.message).toContain('page.page_id is 41, not 42.')
  })

  it('shows what came where there are too many, or too few', async () => {
    await using sandbox = await startSmall()
    interface Page {
      readonly page: { readonly page_id: number; readonly title: string }
    }
    for (const page_id of [1, 2]) {
      const event: Page = { page: { page_id, title: 'Berlin' } }
      await sandbox.send('pages', event)
    }
    const wait = { mode: 'exactly', quiet: 0, within: '10ms' } as const
    for (const [count, says] of [
      [1, '2 events came where exactly 1 was wanted.'],
      [3, '2 of 3 events came within'],
    ] as const) {
      const { message } = await failureOf(sandbox.waitForEvents('stream:pages', { ...wait, count }))
      expect(message).toContain(says)
      expect(message).toMatch(/What came:\n\npages \S+:\n {2}.*"page_id":1.*\n.*\n\npages \S+:\n {2}.*"page_id":2/)
    }
  })

  it('takes options that are not given, and texts as the command does', async () => {
    const nothing = { port: undefined, storage: undefined, seedFrom: undefined, kafka: undefined, schemas: undefined }
    await using sandbox = await startSandbox({ ...(nothing as object), retention: '7d,1MB' })
    await sandbox.send('test.event', { test: 'hi' })
  })

  it('names the refused event that was meant, and why it was refused', async () => {
    await using sandbox = await startSmall()
    await failureOf(sandbox.send('pages', { page: { page_id: '42' } }))
    const { message } = await failureOf(sandbox.waitForEvent({ page: { page_id: 42 } }, { within: '10ms' }))
    expect(message).toContain('Refused, and perhaps the one that is waited for:')
    expect(message).toContain('page.page_id must be an integer, but it is a string. Send the number without quotes.')
    const [, link = ''] = /(http:\S+\/_sandbox\/events\/\S+)/.exec(message) ?? []
    expect(await (await fetch(link)).json()).toMatchObject({ status: 'invalid' })
  })

  it('makes sure that something does not come, and that nothing was refused', async () => {
    await using sandbox = await startSmall()
    await sandbox.expectNoEvent({}, { quiet: '10ms' })
    await sandbox.expectNoInvalid()
    await sandbox.send('pages', { page: { page_id: 42 } })
    const came = await failureOf(sandbox.expectNoEvent({ page: { page_id: 42 } }, { quiet: '10ms' }))
    expect(came.message).toContain('"page_id":42')
    await failureOf(sandbox.send('pages', {}))
    const refused = await failureOf(sandbox.expectNoInvalid())
    expect(refused.message).toMatch(/^1 event was refused\.\s+pages \S+ was refused:\s+page is missing\./)
    await sandbox.reset()
    await sandbox.expectNoInvalid()
  })

  it('follows what comes, and stops when it is told to', async () => {
    await using sandbox = await startSmall()
    await sandbox.send('pages', { page: { page_id: 1 } })
    const stopping = new AbortController()
    const tail = sandbox.tail('stream:pages', { signal: stopping.signal, after: '0.0' })
    const seen: unknown[] = []
    for await (const { event } of tail) {
      seen.push((event as { page: { page_id: number } }).page.page_id)
      if (seen.length < 3) await sandbox.send('pages', { page: { page_id: seen.length + 1 } })
      else stopping.abort()
    }
    expect(seen).toEqual([1, 2, 3])
    expect((await sandbox.events('page.page_id:>1')).map(({ status }) => status)).toEqual(['valid', 'valid'])
  })

  it('can be reached from another process', async () => {
    await using sandbox = await startSmall()
    const client = await connectSandbox(sandbox.env.EVENT_SANDBOX_URL)
    await client.send('pages', { page: { page_id: 7 } })
    expect(await sandbox.waitForEvent('page.page_id:7')).toMatchObject({ page: { page_id: 7 } })
    expect(client.env).toEqual(sandbox.env)
    const schema = await fetch(`${client.env.SCHEMA_BASE_URI}/page/change/1.0.0`)
    expect(await schema.json()).toMatchObject({ $id: '/page/change/1.0.0' })
  })

  it.each([
    [
      'a stream without a schema',
      (sandbox: Sandbox) => sandbox.send('nobody.knows'),
      /Nobody says which schema nobody\.knows has/,
    ],
    [
      'several events at once',
      (sandbox: Sandbox) => sandbox.send('pages', [{ page: {} }]),
      /send\(\) takes the fields of one event/,
    ],
    ['an option that is none', () => startSandbox({ prot: 1 } as SandboxOptions), /has no option prot/],
    ['a retention that is none', () => startSandbox({ retention: 'long' }), /^retention takes an age such as 7d/],
    [
      'a mode that is none',
      () => startSandbox({ durability: 'ful' as 'full' }),
      /^durability takes normal or full, not "ful"/,
    ],
    ['a search that is none', (sandbox: Sandbox) => sandbox.waitForEvent('strem:x'), /strem/],
    ['a sandbox that is not there', () => connectSandbox('http://127.0.0.1:9'), /No sandbox answers/],
    [
      'a schema that has no URI',
      () => startSandbox({ schemas: { '../../x': {} } }),
      /"\.\.\/\.\.\/x" is no schema URI/,
    ],
  ])('says so: %s', async (_, work, message) => {
    await using sandbox = await startSmall()
    expect((await failureOf(work(sandbox))).message).toMatch(message)
  })
})
