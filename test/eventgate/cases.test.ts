import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { builtCommand } from '../built.ts'
import { sendRaw } from '../front-door.ts'
import { bodyOf, type Case, type CaseRequest, expectMatch } from './case.ts'

const root = join(import.meta.dirname, '../..')
const schemas = join(import.meta.dirname, '../fixtures/eventgate-schemas')
const common = { port: 0, max_body_size: '1mb', cors: '*', stream_field: 'meta.stream', schema_base_uris: [schemas] }

/** The service configurations that the cases were observed with, written as EventGate reads them. */
const suites = [
  {
    name: 'the default factory',
    cases: 'cases.json',
    options: [],
    sentinel: '/sandbox/test/event/1.0.0',
    conf: {
      ...common,
      eventgate_factory_module: '../lib/factories/default-eventgate',
      test_events: [{ $schema: '/test/event/1.0.0', meta: { stream: 'eventgate.test.event' } }],
    },
  },
  {
    name: 'eventgate-wikimedia',
    cases: 'cases-wikimedia.json',
    options: [],
    sentinel: '/sandbox/test/event/1.0.0',
    conf: {
      ...common,
      eventgate_factory_module: '@wikimedia/eventgate-wikimedia',
      stream_config_uri: join(import.meta.dirname, 'stream-config.yaml'),
      topic_prefix: 'datacenter1.',
      error_stream: 'eventgate-sandbox.error.validation',
      user_agent: 'eventgate-sandbox',
      schema_uri_query_param: 'schema_uri',
      stream_query_param: 'stream',
      test_events: [{ $schema: '/test/event/1.0.0', meta: { stream: 'eventgate-sandbox.test.event' } }],
    },
  },
]

/** Where `--strict-eventgate` answers as the original does. */
const strictQuirks = new Set(['charset-latin1', 'gzip-corrupt', 'gzip-bomb', 'too-large', 'not-json', 'json-null'])

describe.each(suites)('a configuration of EventGate with $name', ({ cases, conf, options, sentinel }) => {
  const service = running(conf, options)
  const musts = readCases(cases).filter(({ stance }) => stance === 'must')
  it.each(musts)('$group: $description ($id)', each => check(each, service, sentinel))
})

describe('--strict-eventgate', () => {
  const [{ conf, sentinel }] = suites as [(typeof suites)[0]]
  const service = running(conf, ['--strict-eventgate'])
  const quirks = readCases('cases.json').filter(({ id }) => strictQuirks.has(id))
  it('has every quirk it promises', () => expect(quirks.map(({ id }) => id)).toEqual([...strictQuirks]))
  it.each(quirks)('answers as the original: $description ($id)', each => check(each, service, sentinel))
  it('takes a number beyond any, and produces null', async () => {
    const body = '{"$schema":"/test/event/1.0.0","meta":{"stream":"test.event"},"test":"endless","n":1e400}'
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${service.url}/v1/events`, { method: 'POST', headers, body })).status).toBe(201)
  })
})

interface Service {
  url: string
  output: string
}

/** Starts the sandbox with a service configuration, as `event-sandbox --config FILE` does. */
function running(conf: object, options: readonly string[]): Service {
  const service: Service = { url: '', output: '' }
  let folder: string
  let child: ChildProcess
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'event-sandbox-gate-'))
    service.output = join(folder, 'events.ndjson')
    const file = join(folder, 'eventgate.config.yaml')
    writeFileSync(
      file,
      stringify({ services: [{ name: 'eventgate-sandbox', conf: { ...conf, output_path: service.output } }] }),
    )
    writeFileSync(service.output, '')
    const args = [builtCommand, '--config', file, '--json', '--storage', 'memory', '--no-kafka', ...options]
    child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string]
    service.url = JSON.parse(line).url
    child.stdout?.resume()
  })
  afterAll(async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(folder, { recursive: true })
  })
  return service
}

async function check({ request, before = [], expect: wanted }: Case, service: Service, schema: string): Promise<void> {
  for (const each of before) await send(service, each)
  await markOutput(service, schema, 'before')
  const from = outputLines(service).length
  const { status, reason, headers, text } = await send(service, request)
  expect([wanted.status].flat(), `${status} ${reason} ${text.slice(0, 300)}`).toContain(status)
  if (wanted.statusMessage !== undefined) expectMatch(wanted.statusMessage, reason, 'reason')
  for (const [name, value] of Object.entries(wanted.headerMatch ?? {}))
    expectMatch(value, headers[name.toLowerCase()], name)
  if (wanted.bodyEmpty) expect(text).toBe('')
  if (wanted.bodyText !== undefined) expect(text).toBe(wanted.bodyText)
  if (wanted.bodyMatch !== undefined) expectMatch(wanted.bodyMatch, JSON.parse(text), 'body')
  if (wanted.produced === undefined) return
  const tellsErrors = JSON.stringify(wanted.produced).includes('error.validation')
  await markOutput(service, schema, 'after')
  const produced = () =>
    outputLines(service)
      .slice(from)
      .filter(line => !line.includes('"sentinel"') && (tellsErrors || !line.includes('error.validation')))
  // What is told after the answer may come behind the mark.
  while (produced().length < wanted.produced.length) await nextTurn()
  expectMatch(
    wanted.produced,
    produced().map(line => JSON.parse(line)),
    'produced',
  )
}

function send({ url }: Service, request: CaseRequest) {
  const body = bodyOf(request)
  const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(body.length) }
  return sendRaw(`${url}${request.path}`, {
    method: request.method,
    headers: { ...length, ...request.headers },
    ...(body === undefined ? {} : { body }),
  })
}

let marks = 0

/** Produces an event of our own and waits until it stands in the output: then all that was produced before it does. */
async function markOutput(service: Service, schema: string, place: string): Promise<void> {
  const mark = `${place} ${++marks}`
  const event = { $schema: schema, meta: { stream: 'sandbox.test.event' }, test: mark, sentinel: true }
  const headers = { 'content-type': 'application/json' }
  await sendRaw(`${service.url}/v1/events`, { headers, body: JSON.stringify(event) })
  while (!outputLines(service).some(line => line.includes(`"${mark}"`))) await nextTurn()
}

function outputLines({ output }: Service): string[] {
  return readFileSync(output, 'utf8').split('\n').slice(0, -1)
}

function readCases(file: string): readonly Case[] {
  const content = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  return Array.isArray(content) ? content : content.cases
}
