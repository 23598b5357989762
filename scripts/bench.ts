// `npm run bench`: what the intake and the start cost, as ratios within this one run. SECONDS=30 measures longer.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GateConfigs, writeGateConfigs } from './bench/gates.ts'
import { load, loadTool } from './bench/load.ts'
import { type ServerProcess, startOnOneCore, startServer } from './bench/server-process.ts'

const root = join(import.meta.dirname, '..')
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
  const bare = await measure(
    'bare Fastify, reads the body, answers 201',
    join(root, 'scripts/bench/bare-fastify.mjs'),
    [],
    one,
    1,
  )
  const sandboxArgs = (name: string) => [
    '--json',
    '--port',
    '0',
    '--no-kafka',
    '--schemas',
    join(root, 'scripts/bench/schemas'),
    '--storage',
    join(folder, name),
  ]
  const single = await measure('the sandbox, 1 event a request', sandboxScript, sandboxArgs('one'), one, 1)
  await measure('the sandbox, 100 events a request', sandboxScript, sandboxArgs('hundred'), hundred, 100)
  process.stdout.write(`\n1 event a request, ratio to bare Fastify: ${(single / bare).toFixed(2)}\n\n`)
}

/**
 * What stream configuration, headers in events, keys, prefix and the error stream cost. All gates are loaded at the same
 * time on one core, in three sets of processes: a shared machine may be twice as fast a second later. They are warm
 * after 8 s.
 */
async function benchGate(): Promise<void> {
  const schemas = [join(root, 'scripts/bench/schemas'), join(root, 'schemas/jsonschema')]
  const configs = writeGateConfigs(folder, schemas)
  const { id: _id, dt: _dt, request_id: _requestId, ...meta } = event.meta
  const body = JSON.stringify({ ...event, $schema: '/bench/page/1.1.0', meta })
  const sets: Record<keyof GateConfigs, Spent>[] = []
  for (let set = 0; set < 3; set++) {
    await using bare = await start('bare', set)
    await using plain = await start('plain', set)
    await using full = await start('full', set)
    const servers = [bare, plain, full]
    await Promise.all(servers.map(server => spent(server, 8)))
    const [ofBare, ofPlain, ofFull] = await Promise.all(servers.map(server => spent(server, seconds)))
    if (ofBare && ofPlain && ofFull) sets.push({ bare: ofBare, plain: ofPlain, full: ofFull })
  }
  const rates = round(median(sets.map(({ plain }) => plain.requestsPerSecond)))
  process.stdout.write(
    `Three gates at once on one core, the plain one at ${rates} requests/s; processor time a request:\n`,
  )
  const names = { bare: 'default factory', plain: 'without configuration', full: 'everything switched on' }
  for (const gate of ['bare', 'plain', 'full'] as const) {
    const ratios = sets.map(set => set[gate].requestsPerSecond / set.plain.requestsPerSecond)
    const cpu = median(sets.map(set => set[gate].cpuMicroseconds))
    const each = ratios.map(ratio => ratio.toFixed(2)).join(' ')
    process.stdout.write(
      `  ${names[gate].padEnd(24)} ${cpu.toFixed(1)} us, ratio of requests/s ${median(ratios).toFixed(2)} (of ${each})\n`,
    )
  }
  process.stdout.write('\n')

  function start(name: keyof GateConfigs, set: number): Promise<ServerProcess> {
    const storage = join(folder, `${name}-${set}`)
    const args = ['--config', configs[name], '--json', '--port', '0', '--no-kafka', '--storage', storage]
    return startOnOneCore(sandboxScript, args)
  }

  async function spent(server: ServerProcess, duration: number): Promise<Spent> {
    const before = server.cpuSeconds()
    const { requestsPerSecond } = await load(`${server.url}/v1/events`, body, duration, folder)
    const cpuMicroseconds = (1e6 * (server.cpuSeconds() - before)) / (requestsPerSecond * duration)
    return { requestsPerSecond, cpuMicroseconds }
  }
}

/** What a load got out of a server, and what one request cost it. */
interface Spent {
  readonly requestsPerSecond: number
  readonly cpuMicroseconds: number
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

async function measure(name: string, script: string, args: string[], body: string, events: number): Promise<number> {
  await using server = await startServer(script, args)
  await load(`${server.url}/v1/events`, body, 2, folder)
  const { requestsPerSecond, p50, p99, failed } = await load(`${server.url}/v1/events`, body, seconds, folder)
  const rates = `${round(requestsPerSecond)} requests/s  ${round(requestsPerSecond * events)} events/s`
  process.stdout.write(
    `${name.padEnd(44)} ${rates.padEnd(44)} p50 ${p50} ms  p99 ${p99} ms  ${failed} failed  ${round(server.residentMiB())} MiB\n`,
  )
  return requestsPerSecond
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
