import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Command, startCommand } from '../command.ts'
import { testEvent } from '../front-door.ts'

const base = '/repositories/primary/jsonschema'

const schemaOf = (title: string, version: string, properties: object) =>
  stringify({ title, $id: `/${title}/${version}`, type: 'object', required: ['test'], properties })
const event = (uri: string, test: unknown = 'hi') => ({ $schema: uri, meta: { stream: 'remote' }, test })

/** What the site has by path; a number is a status, a text that begins with `-> ` a redirect. */
const published: Record<string, string | number> = {
  [`${base}/thing/1.0.0`]: schemaOf('thing', '1.0.0', { test: { type: 'string' } }),
  [`${base}/thing/1.1.0`]: schemaOf('thing', '1.1.0', { test: { type: 'number' } }),
  [`${base}/thing/latest`]: schemaOf('thing', '1.1.0', { test: { type: 'number' } }),
  [`${base}/made/1.0.0`]: schemaOf('made', '1.0.0', { test: { $ref: '/part/1.0.0#/definitions/word' } }),
  [`${base}/part/1.0.0`]: stringify({ title: 'part', $id: '/part/1.0.0', definitions: { word: { type: 'string' } } }),
  [`${base}/moved/1.0.0`]: `-> ${base}/thing/1.0.0`,
  [`${base}/elsewhere/1.0.0`]: '-> /secret',
  '/secret': schemaOf('elsewhere', '1.0.0', {}),
  [`${base}/broken/1.0.0`]: 'title: [',
  [`${base}/text/1.0.0`]: '<html>no schema</html>',
  [`${base}/failing/1.0.0`]: 503,
}

describe('a schema repository on the web', () => {
  it('is read as its schemas are asked for, each once', async () => {
    await using site = await startSite()
    await using sandbox = await startService(site)
    expect(site.requests).toEqual([])
    const answers = await Promise.all([1, 2, 3].map(() => sandbox.post([event('/thing/1.0.0'), event('/thing/1.0.0')])))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await sandbox.post(event('/thing/1.0.0', 5))).status).toBe(400)
    expect(site.requests).toEqual([`${base}/thing/1.0.0`])
  })

  it.each([
    ['/thing/latest', 5, 201],
    ['/thing/latest', 'hi', 400],
    ['/made/1.0.0', 'hi', 201],
    ['/made/1.0.0', 5, 400],
    ['/moved/1.0.0', 'hi', 201],
  ])('has %s, and what it is made of: %j is answered %i', async (uri, test, status) => {
    await using site = await startSite()
    await using sandbox = await startService(site)
    expect((await sandbox.post(event(uri, test))).status).toBe(status)
  })

  it('is asked for what is only to be validated, too', async () => {
    await using site = await startSite()
    await using sandbox = await startService(site)
    const answer = await sandbox.post({ event: event('/thing/1.0.0', 5) }, '/_sandbox/validate')
    expect(await answer.json()).toMatchObject({ valid: false, problems: [{ pointer: '/test' }] })
  })

  it.each([
    ['/nothing/1.0.0', 'answers 404 Not Found'],
    ['/failing/1.0.0', 'answers 503 Service Unavailable'],
    ['/broken/1.0.0', 'is no schema'],
    ['/text/1.0.0', 'is no schema'],
    ['/elsewhere/1.0.0', 'leads out of'],
  ])('says why a schema cannot be had: %s', async (uri, reason) => {
    await using site = await startSite()
    await using sandbox = await startService(site)
    const answer = await sandbox.post(event(uri))
    expect(answer.status).toBe(500)
    const { error } = (await answer.json()) as { error: { context: { message: string; hint: string } }[] }
    expect(error[0]?.context.message).toBe(`Failed loading schema at ${uri}`)
    expect(error[0]?.context.hint).toContain(`${site.url}${uri} ${reason}`)
    expect(site.requests).not.toContain('/secret')
    // Asked again at once it is not fetched again.
    const before = site.requests.length
    await sandbox.post(event(uri))
    expect(site.requests).toHaveLength(before)
  })

  it.each(['/../../secret', '//secret/1.0.0', 'http://127.0.0.1:1/x/1.0.0', '/thing/1.0.0?x', '/%2e%2e/x/1.0.0'])(
    'is never asked for %s',
    async uri => {
      await using site = await startSite()
      await using sandbox = await startService(site)
      expect((await sandbox.post(event(uri))).status).toBe(500)
      expect(site.requests).toEqual([])
    },
  )

  it('that cannot be reached refuses its events, and a later start has what was read', async () => {
    const site = await startSite()
    await using sandbox = await startService(site, ['--storage', 'kept'])
    expect((await sandbox.post(event('/thing/1.0.0'))).status).toBe(201)
    await site[Symbol.asyncDispose]()
    expect((await sandbox.post(event('/thing/1.0.0'))).status).toBe(201)
    const answer = await sandbox.post(event('/thing/1.1.0'))
    expect(await answer.text()).toContain('cannot be reached')
    await sandbox.stop()
    const folder = join(sandbox.folder, 'kept')
    expect(existsSync(join(folder, '.gitignore'))).toBe(true)
    await using again = await startService(site, ['--storage', folder])
    expect((await again.post(event('/thing/1.0.0'))).status).toBe(201)
  })

  it('gives way to a folder that --schemas names', async () => {
    await using site = await startSite()
    const own = { 'own/test/event/1.0.0.yaml': schemaOf('test/event', '1.0.0', { test: { type: 'string' } }) }
    await using sandbox = await startService(site, ['--schemas', 'primary=./own'], own)
    expect((await sandbox.post(testEvent())).status).toBe(201)
    expect((await sandbox.post(event('/thing/1.0.0'))).status).toBe(500)
    expect(site.requests).toEqual([])
    const { schemas } = await sandbox.get('/_sandbox/info')
    expect(schemas.repositories).toMatchObject([{ name: 'primary', folder: './own' }])
  })
})

interface Site extends AsyncDisposable {
  /** The base URI. */
  readonly url: string
  readonly requests: readonly string[]
}

/** The configuration of EventLogging's devserver, with its repositories on a site of the test's own. */
function startService(
  site: Site,
  options: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Command> {
  const conf = {
    max_body_size: '1mb',
    user_agent: 'eventgate-devserver',
    eventgate_factory_module: 'eventgate-wikimedia/eventgate-wikimedia-dev',
    schema_base_uris: [site.url],
    output_path: './events.json',
    should_pretty_print: false,
    test_events: [{ $schema: '/test/event/1.0.0', meta: { stream: 'eventgate-devserver.test.event' } }],
  }
  const services = [{ name: 'eventgate-devserver', module: 'eventgate', entrypoint: 'app', conf }]
  const config = stringify({ num_workers: 0, logging: { level: 'trace' }, services })
  return startCommand(['--config', 'eventgate.config.yaml', ...options], { 'eventgate.config.yaml': config, ...files })
}

async function startSite(): Promise<Site> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const content = published[path] ?? 404
    if (typeof content === 'number') return response.writeHead(content).end()
    if (content.startsWith('-> ')) return response.writeHead(302, { location: content.slice(3) }).end()
    return response.end(content)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`, // as: it listens on TCP
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
