// What a test suite asks of the sandbox, printed: the first event, starts and stops, waits, scopes, waiters beside load.
// `npm run bench:suites -- lateWait` runs one part.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'
import { WaitTimeoutError } from '../server/client/failures.ts'
import { type Sandbox, startSandbox } from '../server/index.ts'

const starts = 200
const repetitions = 1000
const scopes = 50
const eventsPerScope = Number(process.env.EVENTS ?? 200)
const waiters = 500
const loadPerSecond = 1000
const loadSeconds = 5
const settlingMs = 5000

const repositories = ['primary', 'secondary']
  .map(name => join(import.meta.dirname, '..', '..', 'shared', 'data', 'schemas', name, 'jsonschema'))
  .filter(folder => existsSync(folder))

const parts = { firstEvent, startsAndStops, sendsAndWaits, lateWait, parallelScopes, waitersBesideLoad }
const asked = process.argv.slice(2)
for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part()

async function firstEvent(): Promise<void> {
  const script = join(import.meta.dirname, 'bench/first-event.mjs')
  const processes = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, [script, ...repositories], { encoding: 'utf8' })
    return JSON.parse(stdout) as number[] // by that script
  })
  const [cold, warm] = [processes.map(([first]) => first ?? Number.NaN), processes.flatMap(([, ...later]) => later)]
  print('startSandbox() to the first 201', {
    schemas: repositories.length > 0 ? 510 : 'built-in',
    cold: median(cold),
    each: cold.map(round),
    warm: median(warm),
  })
}

async function startsAndStops(): Promise<void> {
  const handles = () =>
    process.getActiveResourcesInfo().filter(name => name !== 'TTYWrap' && name !== 'PipeWrap').length
  const files = () => readdirSync(tmpdir()).filter(name => name.startsWith('event-sandbox-inline')).length
  const heap = () => {
    globalThis.gc?.()
    return Math.round(process.memoryUsage().heapUsed / 2 ** 20)
  }
  const startAndStop = async () => {
    const sandbox = await startSandbox({ schemas: { '/t/1.0.0': { type: 'object' } } })
    await sandbox.send('t', { $schema: '/t/1.0.0' })
    await sandbox.stop()
  }
  for (let run = 0; run < 20; run++) await startAndStop()
  const before = { handles: handles(), files: files(), heapMiB: heap() }
  const began = performance.now()
  for (let run = 0; run < starts; run++) await startAndStop()
  const each = Math.round((performance.now() - began) / starts)
  // What is closed is let go of in the next turn.
  await nextTurn()
  print(`${starts} starts and stops`, {
    msEach: each,
    before,
    after: { handles: handles(), files: files(), heapMiB: heap() },
  })
}

async function sendsAndWaits(): Promise<void> {
  await using sandbox = await startSandbox({ kafka: false })
  const taken: number[] = []
  for (let run = 0; run < repetitions; run++) {
    const { meta } = await sandbox.send('test.event', { test: `${run}` })
    const began = performance.now()
    await sandbox.waitForEvent({ meta: { stream: 'test.event', id: meta?.id } }, { within: '1s' })
    taken.push(performance.now() - began)
  }
  print(`${repetitions} times send, then wait`, {
    answered: taken.length,
    p50: median(taken),
    worst: round(Math.max(...taken)),
  })
}

async function lateWait(): Promise<void> {
  await using sandbox = await startSandbox({ kafka: false })
  for (let run = 0; run < 500; run++) await post(sandbox, testEvent(`${run}`))
  const late: number[] = []
  for (let run = 0; run < 20; run++) {
    const began = performance.now()
    const failure = await sandbox
      .waitForEvent({ test: 'never', meta: { stream: 'test.event' } }, { within: 200 })
      .catch(thrown => thrown)
    if (failure instanceof WaitTimeoutError && failure.nearMisses.length > 0) late.push(performance.now() - began - 200)
  }
  print('a wait that is not met, past its limit', {
    told: late.length,
    p50: median(late),
    worst: round(Math.max(...late)),
  })
}

async function parallelScopes(): Promise<void> {
  await using sandbox = await startSandbox()
  const began = performance.now()
  const names = Array.from({ length: scopes }, (_, at) => `test-${at}`)
  const foreign = await Promise.all(
    names.map(async name => {
      await using scope = await sandbox.scope(name)
      const waiting = scope.waitForEvents(
        { meta: { stream: 'test.event' } },
        { count: eventsPerScope, mode: 'exactly', within: '5m' },
      )
      for (let at = 0; at < eventsPerScope; at++) await post(scope, testEvent(name))
      const events = await waiting
      return events.filter(event => event.test !== name).length
    }),
  )
  print(`${scopes} scopes, ${eventsPerScope} events each`, {
    foreign: foreign.reduce((sum, each) => sum + each),
    ms: Math.round(performance.now() - began),
  })
}

async function waitersBesideLoad(): Promise<void> {
  await using sandbox = await startSandbox({ kafka: false })
  const matches = {
    'each for a value': (at: number) => (at % 2 ? { test: `never ${at}` } : `stream:test.event .test:never-${at}`),
    'each looked at': (at: number) =>
      at % 2 ? { test: { $re: `^never ${at}$` } } : `stream:test.* .test:*never-${at}`,
  }
  // The machine may be another from one minute to the next: what it does alone is measured before and after.
  let before = await load(sandbox)
  for (const [kind, matchOf] of Object.entries(matches)) {
    const stopping = new AbortController()
    const newest = await fetch(`${sandbox.url}/_sandbox/events?limit=1`)
    const after = ((await newest.json()) as { items: readonly { cursor: string }[] }).items[0]?.cursor
    const wait = (at: number) => waitFor(sandbox, { match: matchOf(at), after, within: '5m' }, stopping.signal)
    const waiting = Array.from({ length: waiters }, (_, at) => wait(at))
    // Until all of them have been asked for.
    await setTimeout(settlingMs)
    const beside = await load(sandbox)
    stopping.abort()
    await Promise.all(waiting)
    await setTimeout(settlingMs / 5)
    const again = await load(sandbox)
    const alone = { p50: (before.p50 + again.p50) / 2, cpuMs: (before.cpuMs + again.cpuMs) / 2 }
    print(`${waiters} waiters, ${kind}, beside ${loadPerSecond} events/s`, {
      before,
      beside,
      after: again,
      p50Ratio: round(beside.p50 / alone.p50),
      cpuRatio: round(beside.cpuMs / alone.cpuMs),
    })
    before = again
  }
}

function waitFor(sandbox: Sandbox, asked: object, signal: AbortSignal): Promise<unknown> {
  return fetch(`${sandbox.url}/_sandbox/events/wait`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal,
  }).catch(() => undefined)
}

/** Posts at a steady rate, ten events a request; what the intake takes, and the processor. */
async function load(sandbox: Sandbox): Promise<{ p50: number; p99: number; cpuMs: number; perSecond: number }> {
  const taken: number[] = []
  const cpu = process.cpuUsage()
  const began = performance.now()
  const requests = (loadPerSecond * loadSeconds) / 10
  for (let sent = 0; sent < requests; sent++) {
    const due = began + (sent * 10_000) / loadPerSecond
    const wait = due - performance.now()
    if (wait > 0) await setTimeout(wait)
    const at = performance.now()
    await post(
      sandbox,
      Array.from({ length: 10 }, () => testEvent('load')),
    )
    taken.push(performance.now() - at)
  }
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const sorted = taken.toSorted((one, other) => one - other)
  return {
    p50: median(sorted),
    p99: round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
    cpuMs: Math.round((user + system) / 1000),
    perSecond: Math.round((requests * 10) / seconds),
  }
}

async function post(sandbox: { readonly url: string }, event: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${sandbox.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(event) })
  await answer.arrayBuffer()
  return answer.status
}

function testEvent(test: string): object {
  return { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test }
}

function median(values: readonly number[]): number {
  return round(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function print(what: string, figures: object): void {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`)
}
