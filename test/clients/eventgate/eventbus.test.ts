import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Command, startCommand } from '../../command.ts'
import { testEvent } from '../../front-door.ts'
import { missing } from '../tool.ts'

const script = join(import.meta.dirname, 'eventbus.php')
const absent = await missing({
  packages: ['php-cli', 'php-curl'],
  check: ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
})
if (absent) console.warn(`EventBus is not tested: ${absent}.`)

/** What EventBus makes of an answer. */
interface Delivery {
  readonly code: number
  readonly reason: string
  readonly isDelivered: boolean
  readonly failed: Readonly<Record<string, readonly (string | null)[]>>
}

const invalid = testEvent({ test: 5 })
const unknownSchema = testEvent({ $schema: '/no/such/1.0.0' })

describe.skipIf(absent)('EventBus of MediaWiki', () => {
  let sandbox: Command
  beforeAll(async () => {
    sandbox = await startCommand()
  })
  afterAll(() => sandbox[Symbol.asyncDispose]())

  const send = (request: { events?: readonly object[]; body?: string; headers?: readonly string[] }, query = '') =>
    php({ url: `${sandbox.url}/v1/events${query}`, ...request })

  it('sends one event in an array, and it is stored as it was sent', async () => {
    const title = 'Größe/«∀x∈ℝ» 😀'
    const meta = { stream: 'eventbus.one', uri: 'https://de.wikipedia.org/wiki/Größe', domain: 'de.wikipedia.org' }
    expect(await send({ events: [testEvent({ meta, test: title })] })).toMatchObject({
      code: 201,
      reason: 'All 1 out of 1 events were accepted.',
      isDelivered: true,
    })
    const [stored] = await sandbox.events('eventbus.one', 1)
    expect(stored).toMatchObject({ meta: { ...meta, dt: expect.any(String), id: expect.any(String) }, test: title })
  })

  it.each([
    ['202 hasty', { events: [testEvent(), invalid] }, '?hasty=true', '2 events hastily received.'],
    ['201', { events: [testEvent(), testEvent()] }, '', 'All 2 out of 2 events were accepted.'],
  ] as const)('takes %s as delivered', async (status, request, query, reason) => {
    const delivery = await send(request, query)
    expect(delivery).toMatchObject({ code: Number.parseInt(status, 10), reason, isDelivered: true, failed: {} })
  })

  it.each<[string, Parameters<typeof send>[0], string, Delivery['failed']]>([
    [
      '207',
      { events: [testEvent(), invalid, unknownSchema] },
      '1 out of 3 events were accepted, but 2 failed (1 invalid and 1 errored).',
      { invalid: ['test.event'], error: ['test.event'] },
    ],
    [
      '400 for invalid events',
      { events: [invalid, invalid] },
      '2 out of 2 events were invalid and not accepted.',
      { invalid: ['test.event', 'test.event'] },
    ],
    [
      '500 for events that cannot be judged',
      { events: [unknownSchema, invalid] },
      '2 out of 2 events had failures and were not accepted. (1 invalid and 1 errored).',
      { invalid: ['test.event'], error: ['test.event'] },
    ],
    ['400 for an empty batch', { events: [] }, 'Request body was empty. Must provide JSON encoded events.', {}],
    ['400 for bad JSON', { body: '[{"$schema":' }, 'Bad Request', { invalid: [], error: [null] }],
    ['400 for a body that is no event', { body: '"text"' }, 'Bad Request', { invalid: [], error: [null] }],
    [
      '400 for bad gzip',
      { body: 'plain', headers: ['content-type: application/json', 'content-encoding: gzip'] },
      'Bad Request',
      { invalid: [], error: [null] },
    ],
    ['413', { body: `[${' '.repeat(10 * 1024 * 1024)}]` }, 'Payload Too Large', { invalid: [], error: [null] }],
    [
      '415 for a charset that cannot be read',
      { events: [testEvent()], headers: ['content-type: application/json; charset=iso-8859-1'] },
      'Unsupported Media Type',
      { invalid: [], error: [null] },
    ],
    [
      '415 for an encoding that cannot be read',
      { events: [testEvent()], headers: ['content-type: application/json', 'content-encoding: br'] },
      'Unsupported Media Type',
      { invalid: [], error: [null] },
    ],
  ])('reads %s and counts what failed', async (status, request, reason, failed) => {
    const delivery = await send(request)
    expect(delivery).toMatchObject({ code: Number.parseInt(status, 10), reason, isDelivered: false })
    expect(delivery.failed).toEqual(failed)
  })

  // EventBusMaxBatchByteSize; one byte more and EventBus splits the batch.
  it('delivers a batch of 4 MiB', async () => {
    const events = batchOf(4_194_304)
    expect(await send({ events })).toMatchObject({
      code: 201,
      reason: `All ${events.length} out of ${events.length} events were accepted.`,
    })
  })
})

/** Events that are exactly so many bytes in an array. */
function batchOf(bytes: number): readonly object[] {
  const events = Array.from({ length: 4000 }, (_, index) => testEvent({ test: `${index} ${'x'.repeat(900)}` }))
  const last = testEvent({ test: '' })
  const missingBytes = bytes - JSON.stringify([...events, last]).length
  return [...events, { ...last, test: 'x'.repeat(missingBytes) }]
}

function php(request: object): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    const child = execFile('php', [script], (failure, stdout, stderr) => {
      if (failure) reject(new Error(`${stdout}${stderr}`, { cause: failure }))
      else resolve(JSON.parse(stdout) as Delivery)
    })
    child.stdin?.end(JSON.stringify(request))
  })
}
