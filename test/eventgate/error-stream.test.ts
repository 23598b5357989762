import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { startCommand } from '../command.ts'
import { testEvent } from '../front-door.ts'

const refused = testEvent({ meta: { stream: 'test.event', uri: 'https://a.example/x', domain: 'a.example' }, test: 5 })

describe('the error stream', () => {
  it.each(['', '?hasty=true'])('has an event about each refused one: /v1/events%s', async query => {
    await using sandbox = await startCommand()
    await sandbox.post([refused, testEvent(), { ...refused, test: [] }], `/v1/events${query}`)
    const [first, second] = await sandbox.events('eventgate.error.validation', 2)
    expect(first).toEqual({
      $schema: '/error/2.1.0',
      meta: {
        stream: 'eventgate.error.validation',
        id: expect.stringMatching(/^[0-9a-f-]{14}1[0-9a-f-]+$/),
        dt: expect.stringMatching(/Z$/),
        uri: 'https://a.example/x',
        domain: 'a.example',
        request_id: expect.any(String),
        // EventStreams' own additions.
        topic: 'eventgate.error.validation',
        partition: 0,
        offset: 0,
      },
      dt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      emitter_id: 'eventgate-service',
      raw_event: expect.any(String),
      message: "'.test' should be string",
      error_type: 'ValidationError',
      errored_schema_uri: '/test/event/1.0.0',
      errored_stream_name: 'test.event',
    })
    expect(JSON.parse(first.raw_event)).toMatchObject({ test: 5, meta: { stream: 'test.event' } })
    expect(JSON.parse(second.raw_event)).toMatchObject({ test: [] })
  })

  it('has the topic prefix, and the name of the service', async () => {
    const conf = {
      eventgate_factory_module: '@wikimedia/eventgate-wikimedia',
      schema_base_uris: [join(import.meta.dirname, '../../schemas/jsonschema')],
      topic_prefix: 'dc1.',
      error_stream: 'gate.error',
      user_agent: 'gate/1.0',
    }
    const config = stringify({ services: [{ name: 'gate', conf }] })
    await using sandbox = await startCommand(['--config', 'service.yaml'], { 'service.yaml': config })
    await sandbox.post(refused)
    expect(await sandbox.events('gate.error', 1)).toMatchObject([
      { emitter_id: 'gate/1.0', meta: { stream: 'gate.error', topic: 'dc1.gate.error' } },
    ])
  })

  it('has nothing of unknown schemas and streams, which are refused before they are judged', async () => {
    const streams = stringify({
      'my.page': { schema_title: 'test/event' },
      'eventgate.error.validation': { schema_title: 'error' },
    })
    await using sandbox = await startCommand(['--streams', 's.yaml'], { 's.yaml': streams })
    const page = testEvent({ meta: { stream: 'my.page' } })
    await sandbox.post([{ ...page, $schema: '/no/1.0.0' }, testEvent({ meta: { stream: 'other' } })])
    await sandbox.post({ ...page, test: 5 })
    const [first] = await sandbox.events('eventgate.error.validation', 1)
    expect(first.message).toBe("'.test' should be string")
  })

  it('that is not configured is said once to be of no use, and ends nothing', async () => {
    const streams = stringify({ 'my.page': { schema_title: 'test/event' } })
    await using sandbox = await startCommand(['--streams', 's.yaml'], { 's.yaml': streams })
    expect((await sandbox.post(testEvent({ meta: { stream: 'my.page' }, test: 5 }))).status).toBe(400)
    const { message } = await sandbox.logged(({ message }) => message.startsWith('Error events'))
    expect(message).toContain('eventgate.error.validation')
    expect((await sandbox.post(testEvent({ meta: { stream: 'my.page' } }))).status).toBe(201)
  })

  it('is not listed beside what it tells of', async () => {
    await using sandbox = await startCommand()
    await sandbox.post(refused)
    await sandbox.events('eventgate.error.validation', 1)
    const { items } = await sandbox.get('/_sandbox/events')
    expect(items).toMatchObject([{ status: 'invalid', stream: 'test.event' }])
  })
})

describe('a hasty event that is refused after the answer', () => {
  it('is shown, said and counted like any other', async () => {
    await using sandbox = await startCommand()
    const answer = await sandbox.post([refused, testEvent()], '/v1/events?hasty=true', { 'user-agent': 'a beacon' })
    expect([answer.status, answer.statusText]).toEqual([202, '2 events hastily received.'])
    expect(await sandbox.logged(({ event }) => event === 'refused')).toMatchObject({
      level: 'warn',
      stream: 'test.event',
      schema: '/test/event/1.0.0',
      message: 'Refused   test.event  test must be a string, but it is a number. Send it in quotes: "5".',
      problems: [{ pointer: '/test', keyword: 'type' }],
    })
    const { items } = await sandbox.get('/_sandbox/events?status=invalid')
    expect(items).toMatchObject([{ stream: 'test.event', gate: 'main', producer: 'a beacon' }])
    const one = await sandbox.get(`/_sandbox/events/${items[0].cursor}`)
    expect(one).toMatchObject({ problems: [{ pointer: '/test' }], request: { size: 2 } })
  })
})

describe('GET /metrics', () => {
  it('counts what was produced and refused, by stream and schema, and answers by their status', async () => {
    await using sandbox = await startCommand()
    await sandbox.post([testEvent(), testEvent(), refused])
    await sandbox.post([refused])
    await sandbox.post({ ...testEvent(), $schema: '/no/1.0.0' })
    await sandbox.post([])
    await sandbox.post(testEvent(), '/v1/events?hasty=1')
    // Error events are produced as well; the third comes once everything before it is counted.
    await sandbox.post(refused)
    await sandbox.events('test.event', 3)
    await sandbox.events('eventgate.error.validation', 3)
    const text = await (await fetch(`${sandbox.url}/metrics`)).text()
    const lines = text.split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'eventgate_events_produced_total{stream="test.event",schema_uri="/test/event/1.0.0"} 3',
        'eventgate_events_produced_total{stream="eventgate.error.validation",schema_uri="/error/2.1.0"} 3',
        'eventgate_validation_errors_total{stream="test.event",schema_uri="/test/event/1.0.0",error_type="ValidationError"} 3',
        'eventgate_validation_errors_total{stream="test.event",schema_uri="/no/1.0.0",error_type="Error"} 1',
        ...[
          [207, 1],
          [400, 3],
          [500, 1],
          [202, 1],
        ].map(
          ([status, count]) =>
            `express_router_request_duration_seconds_count{path="v1/events",method="POST",status="${status}"} ${count}`,
        ),
      ]),
    )
    expect(text).toMatch(/^nodejs_process_heap_rss_bytes \d+$/m)
    for (const line of lines.filter(each => each !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) |\w+(\{.*\})? [\d.e+-]+$)/)
  })
})
