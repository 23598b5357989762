import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Command, startCommand } from '../command.ts'
import { testEvent } from '../front-door.ts'

const ofStream = (stream: string) => testEvent({ meta: { stream, id: '1' } })
const forTests = { schema_title: 'test/event' }

async function reasonFor(sandbox: Command, event: object): Promise<{ message: string; hint?: string } | undefined> {
  const answer = await sandbox.post(event)
  if (answer.status === 201) return undefined
  const { error } = (await answer.json()) as { error: { context: { message: string; hint?: string } }[] }
  return error[0]?.context
}

describe('--ci', () => {
  const schemas = { 'schemas/test/event/1.0.0.yaml': stringify({ title: 'test/event', type: 'object' }) }

  it('takes no stream beside those of the built-in configuration', async () => {
    await using sandbox = await startCommand(['--ci'])
    expect(await reasonFor(sandbox, ofStream('test.event'))).toBeUndefined()
    expect(await reasonFor(sandbox, ofStream('test.events'))).toMatchObject({ hint: 'Did you mean `test.event`?' })
    expect(await reasonFor(sandbox, ofStream('unheard.of'))).toMatchObject({
      message: expect.stringContaining('unheard.of is not configured.'),
      hint: expect.stringContaining('unheard.of: {schema_title: test/event}'),
    })
    // What was refused is told the error stream, which is configured.
    await sandbox.post(testEvent({ test: 5 }))
    expect(await sandbox.events('eventgate.error.validation', 1)).toHaveLength(1)
  })

  it('takes any stream where none is configured', async () => {
    await using sandbox = await startCommand(['--ci', '--schemas', 'schemas'], schemas)
    expect(await reasonFor(sandbox, ofStream('unheard.of'))).toBeUndefined()
  })
})

describe('--streams', () => {
  const options = ['--streams', 'streams.yaml']

  it('takes the streams of the file, by name and by pattern', async () => {
    const streams = { 'my.page': forTests, '/^my\\.log\\..+/': forTests, 'my.bare': {} }
    await using sandbox = await startCommand(options, { 'streams.yaml': stringify(streams) })
    expect(await reasonFor(sandbox, ofStream('my.page'))).toBeUndefined()
    expect(await reasonFor(sandbox, ofStream('my.log.error'))).toBeUndefined()
    const refusal = 'event 1 of schema at /test/event/1.0.0 destined to stream'
    expect(await reasonFor(sandbox, ofStream('my.pages'))).toMatchObject({
      message: `${refusal} my.pages is not allowed in stream; my.pages is not configured.`,
      hint: 'Did you mean `my.page`?',
    })
    expect(await reasonFor(sandbox, ofStream('my.bare'))).toMatchObject({
      message: `${refusal} my.bare is not allowed in stream; my.bare is configured but does not have any settings.`,
    })
    expect(await sandbox.get('/v1/stream-configs/my.page|my.log.x,nothing')).toEqual({
      'my.page': forTests,
      'my.log.x': forTests,
    })
  })

  it('takes what is saved, and keeps the last good state while the file is broken', async () => {
    await using sandbox = await startCommand(options, { 'streams.yaml': stringify({ 'my.old': forTests }) })
    const said = (word: string) => sandbox.logged(({ message }) => message.includes(word))
    expect(await reasonFor(sandbox, ofStream('my.new'))).toBeDefined()

    sandbox.save('streams.yaml', stringify({ 'my.new': forTests }))
    await said('Stream configuration reloaded')
    expect(await reasonFor(sandbox, ofStream('my.new'))).toBeUndefined()
    expect(await reasonFor(sandbox, ofStream('my.old'))).toBeDefined()

    for (const broken of ['my.new: {schema_title: [', 'just text', 'my.new: 5', '/(/: {schema_title: test/event}']) {
      sandbox.save('streams.yaml', broken)
      await said('The last good stream configuration stays in force.')
      expect(await reasonFor(sandbox, ofStream('my.new')), broken).toBeUndefined()
    }
    sandbox.save('streams.yaml', stringify({ 'my.newest': forTests }))
    await said('Stream configuration reloaded')
    expect(await reasonFor(sandbox, ofStream('my.newest'))).toBeUndefined()
  })

  it.each([
    ['that is not there', {}, 'The stream configuration'],
    ['that is no YAML', { 'streams.yaml': 'a: [' }, 'cannot be read: Flow sequence'],
    ['without streams', { 'streams.yaml': '5' }, 'holds no streams.\n  Write a map of stream names to settings'],
    ['with a broken pattern', { 'streams.yaml': '/(/: {}' }, 'The pattern /(/ in'],
  ])('does not start with a file %s', async (_, files, message) => {
    await expect(startCommand(options, files)).rejects.toThrow(message)
  })

  it('reads what MediaWiki answers to action=streamconfigs', async () => {
    await using site = await startSite(() => ({ streams: { 'my.page': forTests } }))
    await using sandbox = await startCommand(['--streams', site.url])
    expect(await reasonFor(sandbox, ofStream('my.page'))).toBeUndefined()
    expect(await reasonFor(sandbox, ofStream('other'))).toBeDefined()
  })
})

describe('stream_config_uri', () => {
  it('of a URL is asked for with its headers, tried again, and read anew after its TTL', async () => {
    let streams: object = { 'my.old': forTests }
    let failures = 2
    await using site = await startSite(() => (failures-- > 0 ? 503 : { a: { streams } }))
    await using sandbox = await startService({
      stream_config_uri: site.url,
      stream_config_uri_options: { headers: { 'x-test': 'from the configuration' } },
      stream_config_object_path: 'a.streams',
      stream_config_retries: 2,
      stream_config_ttl: 1,
    })
    expect(site.requests.slice(0, 3).map(headers => headers['x-test'])).toEqual(Array(3).fill('from the configuration'))
    expect(await reasonFor(sandbox, ofStream('my.old'))).toBeUndefined()

    streams = { 'my.new': forTests }
    await sandbox.logged(({ message }) => message.includes('Stream configuration reloaded'))
    expect(await reasonFor(sandbox, ofStream('my.new'))).toBeUndefined()

    failures = Number.POSITIVE_INFINITY
    const { message } = await sandbox.logged(({ level }) => level === 'warn')
    expect(message).toContain(`${site.url} cannot be read: 503 Service Unavailable.`)
    expect(message).toContain('The last good stream configuration stays in force.')
    expect(await reasonFor(sandbox, ofStream('my.new'))).toBeUndefined()
  })

  it('that cannot be reached keeps the service from starting, with the reason', async () => {
    const start = startService({ stream_config_uri: 'http://127.0.0.1:1/', stream_config_retries: 0 })
    await expect(start).rejects.toThrow('The stream configuration http://127.0.0.1:1/ cannot be read: ')
  })

  it('gives way to --streams', async () => {
    const conf = { stream_config_uri: './theirs.yaml' }
    const files = {
      'theirs.yaml': stringify({ 'my.theirs': forTests }),
      'mine.yaml': stringify({ 'my.own': forTests }),
    }
    await using sandbox = await startService(conf, ['--streams', 'mine.yaml'], files)
    expect(await reasonFor(sandbox, ofStream('my.own'))).toBeUndefined()
    expect(await reasonFor(sandbox, ofStream('my.theirs'))).toBeDefined()
  })
})

/** Starts the sandbox with an EventGate service configuration on the built-in schemas. */
function startService(
  conf: object,
  options: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Command> {
  const schemas = join(import.meta.dirname, '../../schemas/jsonschema')
  const common = { schema_base_uris: [schemas], eventgate_factory_module: '@wikimedia/eventgate-wikimedia' }
  const config = stringify({ services: [{ name: 'eventgate-test', conf: { ...common, ...conf } }] })
  return startCommand(['--config', 'service.yaml', ...options], { 'service.yaml': config, ...files })
}

/** A site that answers JSON, or with a status. */
async function startSite(answer: () => object | number) {
  const requests: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    requests.push(request.headers)
    const given = answer()
    response.statusCode = typeof given === 'number' ? given : 200
    response.end(typeof given === 'number' ? '' : JSON.stringify(given))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/w/api.php?action=streamconfigs`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
