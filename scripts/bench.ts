// `npm run bench`: what the intake and the start cost, as ratios within this one run. SECONDS=30 measures longer.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AtOnce, loadAtOnce, median } from './bench/at-once.ts'
import { type GateConfigs, writeGateConfigs } from './bench/gates.ts'
import { load, loadTool } from './bench/load.ts'
import { startOnOneCore, startServer } from './bench/server-process.ts'

const root = join(import.meta.dirname, '..')
const bareFastify = join(root, 'scripts/bench/bare-fastify.mjs')
const sandboxScript = join(root, 'dist/server/cli/main.js')
const seconds = Number(process.env.SECONDS ?? 10)
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-bench-'))
const event = {
  $schema: '/bench/page/1.0.0',
  meta: {
    stream: 'bench.page',
    id: 'b0caf18d-6c7f-4403-947d-2712bbe28610',
    dt: '2020-07-21T00:00:00.000Z',
    uri: 'https://en.wikipedia.example/wiki/Sandbox_page_for_load_tests',
    domain: 'en.wikipedia.example',
    request_id: '5f1a7c52-9a34-4e07-b84b-6a0c2d1f3e55',
  },
  dt: '2020-07-21T00:00:00Z',
  kind: 'edit',
  wiki_id: 'enwiki',
  page: { page_id: 123456789, page_title: 'Sandbox_page_for_load_tests', namespace_id: 4, is_redirect: false },
  performer: {
    user_id: 42424242,
    user_text: 'Example editor of the sandbox',
    groups: ['*', 'user', 'autoconfirmed', 'extendedconfirmed'],
    is_bot: false,
    registration_dt: '2011-01-01T12:00:00Z',
  },
  revision: {
    rev_id: 987654321,
    rev_parent_id: 987654300,
    rev_dt: '2020-07-21T00:00:00Z',
    rev_size: 23456,
    rev_sha1: 'lpqcxmsvj5ztgl2cjrb0uyn3gxv3v6p',
    comment: '/* History */ a comment of ordinary length, as editors write them, about what was changed',
    is_minor_edit: false,
  },
  tags: { source: 'visualeditor', campaign: 'none', platform: 'desktop' },
}
const one = JSON.stringify(event)
const hundred = `[${Array.from({ length: 100 }, () => one).join(',')}]`

process.stdout.write(
  `Load by ${loadTool}: 32 connections, ${seconds} s each, events of ${one.length} bytes, disk storage.\n\n`,
)
await benchIntake()
await benchGate()
await benchStart()
rmSync(folder, { recursive: true })

async function benchIntake(): Promise<void> {
  await measure('bare Fastify, reads the body, answers 201', bareFastify, [], one, 1)
  await measure('the sandbox, 1 event a request', sandboxScript, sandboxArgs('one'), one, 1)
  await measure('the sandbox, 100 events a request', sandboxScript, sandboxArgs('hundred'), hundred, 100)
  const starts = {
    'bare Fastify': () => startOnOneCore(bareFastify, []),
    'the sandbox, on disk': (set: number) => startOnOneCore(sandboxScript, sandboxArgs(`beside-${set}`)),
  }
  process.stdout.write('\n1 event a request, both at once on one core:\n')
  print(await loadAtOnce(starts, one, { seconds, folder }))
}

function sandboxArgs(name: string): string[] {
  const schemas = join(root, 'scripts/bench/schemas')
  return ['--json', '--port', '0', '--no-kafka', '--schemas', schemas, '--storage', join(folder, name)]
}

/** What stream configuration, headers in events, keys, a prefix and the error stream cost. */
async function benchGate(): Promise<void> {
  const schemas = [join(root, 'scripts/bench/schemas'), join(root, 'schemas/jsonschema')]
  const configs = writeGateConfigs(folder, schemas)
  const { id: _id, dt: _dt, request_id: _requestId, ...meta } = event.meta
  const body = JSON.stringify({ ...event, $schema: '/bench/page/1.1.0', meta })
  const start = (name: keyof GateConfigs) => (set: number) => {
    const storage = join(folder, `${name}-${set}`)
    const args = ['--config', configs[name], '--json', '--port', '0', '--no-kafka', '--storage', storage]
    return startOnOneCore(sandboxScript, args)
  }
  const starts = {
    'a gate without configuration': start('plain'),
    'everything switched on': start('full'),
    'the default factory': start('bare'),
  }
  process.stdout.write('Gates at once on one core:\n')
  print(await loadAtOnce(starts, body, { seconds, folder }))
}

function print(costs: AtOnce<string>): void {
  for (const [name, { requestsPerSecond, cpuMicroseconds, ratio, ratios }] of Object.entries(costs)) {
    const each = ratios.map(ratio => ratio.toFixed(2)).join(' ')
    process.stdout.write(
      `  ${name.padEnd(30)} ${round(requestsPerSecond).padStart(6)} requests/s  ratio ${ratio.toFixed(2)} (${each})` +
        `  ${cpuMicroseconds.toFixed(1)} us of processor a request\n`,
    )
  }
  process.stdout.write('\n')
}

async function measure(name: string, script: string, args: string[], body: string, events: number): Promise<void> {
  await using server = await startServer(script, args)
  await load(`${server.url}/v1/events`, body, 2, folder)
  const { requestsPerSecond, p50, p99, failed } = await load(`${server.url}/v1/events`, body, seconds, folder)
  const rates = `${round(requestsPerSecond)} requests/s  ${round(requestsPerSecond * events)} events/s`
  process.stdout.write(
    `${name.padEnd(44)} ${rates.padEnd(44)} p50 ${p50} ms  p99 ${p99} ms  ${failed} failed  ${round(server.residentMiB())} MiB\n`,
  )
}

// With the real schema repositories where they are at hand, else with the built-in examples.
async function benchStart(): Promise<void> {
  const real = ['primary', 'secondary'].map(name => join(root, '../shared/data/schemas', name, 'jsonschema'))
  const schemas = real.every(path => existsSync(path)) ? real.flatMap(path => ['--schemas', path]) : []
  const starts: number[] = []
  let resident = 0
  for (let run = 0; run < 5; run++) {
    await using server = await startServer(sandboxScript, [
      '--json',
      '--port',
      '0',
      '--no-kafka',
      '--storage',
      'memory',
      ...schemas,
    ])
    starts.push(server.readyMs)
    resident = server.residentMiB()
  }
  const what = schemas.length > 0 ? 'with 510 schemas' : 'with the built-in schemas'
  process.stdout.write(
    `Start to ready ${what}: ${round(median(starts))} ms (median of 5), resident ${round(resident)} MiB\n`,
  )
}

function round(number: number): string {
  return Math.round(number).toLocaleString('en')
}
