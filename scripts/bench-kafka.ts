// `npm run bench:kafka`: one load on the sandbox and on a real Kafka, by turns, as ratios within this run.
// ROUNDS=5 measures more often, COUNT=50000 sends less. The real Kafka comes from Maven; without Java it is left out.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { kafkaJars, pythonPackages } from '../test/clients/kafka/install.ts'
import { startIntakeProbe } from './bench/intake-probe.ts'
import { type Broker, realKafka, type StartBroker, startSandbox } from './bench/kafka-brokers.ts'

interface LoadResult {
  readonly failed: number
  readonly producePerSecond: number
  readonly consumePerSecond: number
  readonly p50: number
  readonly p99: number
}

interface Round extends LoadResult {
  readonly firstMessageMs: number
  readonly residentAtStart: number
  readonly residentAfter: number
}

const scripts = join(import.meta.dirname, 'bench')
const rounds = Number(process.env.ROUNDS ?? 3)
const count = process.env.COUNT ?? '200000'
const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-bench-kafka-'))
const python = { env: { ...process.env, PYTHONPATH: await pythonPackages() } }

say(`Load: ${count} messages of 1 kB, 3 partitions, linger 5 ms, read five times; then 100 a second. Disk storage.`)
const ceiling = await load('mock')
say(`The client by itself (librdkafka's own broker): ${rates(ceiling)}`)

const real = await kafkaJars().then(realKafka, failure => {
  say(`No real Kafka to compare with (it takes Java and Maven): ${String(failure).split('\n')[0]}`)
  return undefined
})
const results = { sandbox: [] as Round[], real: [] as Round[] }
for (let round = 1; round <= rounds; round += 1) {
  results.sandbox.push(await measure('sandbox', startSandbox, round))
  if (real) results.real.push(await measure('real Kafka', real, round))
}
if (real) sayRatios()
await sayIntake()
rmSync(folder, { recursive: true })

async function measure(name: string, start: StartBroker, round: number): Promise<Round> {
  const { broker, firstMessageMs } = await startTimed(start, join(folder, `${name.replace(' ', '-')}-${round}`))
  const residentAtStart = broker.residentMiB()
  const loaded = await load(broker.bootstrap)
  const residentAfter = broker.residentMiB()
  await broker.stop()
  const result = { ...loaded, firstMessageMs, residentAtStart, residentAfter }
  const memory = `${whole(residentAtStart)} and ${whole(residentAfter)} MiB`
  const latency = `p50 ${loaded.p50.toFixed(1)} ms  p99 ${loaded.p99.toFixed(1)} ms`
  say(`${name.padEnd(10)} ${rates(loaded)}  ${latency}  first message ${whole(firstMessageMs)} ms  ${memory}`)
  return result
}

// From the start of the process to the acknowledgement of a producer that was there before.
async function startTimed(start: StartBroker, at: string): Promise<{ broker: Broker; firstMessageMs: number }> {
  const client = spawn('python3', [join(scripts, 'kafka-first-message.py')], { ...python, stdio: 'pipe' })
  const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]()
  await lines.next()
  const broker = await start(at)
  const began = performance.now()
  client.stdin.end(`${broker.bootstrap}\n`)
  const { value } = await lines.next()
  const firstMessageMs = performance.now() - began
  await once(client, 'exit')
  if (value !== 'acknowledged') throw new Error(`The first message was not acknowledged: ${value}`)
  return { broker, firstMessageMs }
}

async function load(bootstrap: string): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)('python3', [join(scripts, 'kafka-load.py'), bootstrap, count], python)
  const result = JSON.parse(stdout) as LoadResult
  if (result.failed > 0) throw new Error(`${result.failed} messages were not delivered.`)
  return result
}

function sayRatios(): void {
  const ratio = (of: (round: Round) => number) => median(results.sandbox.map(of)) / median(results.real.map(of))
  say(`
Sandbox to real Kafka, medians of ${rounds}:
  produce          ${ratio(each => each.producePerSecond).toFixed(2)} times
  consume          ${ratio(each => each.consumePerSecond).toFixed(2)} times
  p99 latency      ${ratio(each => each.p99).toFixed(2)} of it
  first message    ${(1 / ratio(each => each.firstMessageMs)).toFixed(1)} times faster
  memory           ${ratio(each => each.residentAtStart).toFixed(2)} of it at start, ${ratio(each => each.residentAfter).toFixed(2)} after the load`)
}

// In a run of its own: the probe takes from the machine as well.
async function sayIntake(): Promise<void> {
  const { broker } = await startTimed(startSandbox, join(folder, 'intake'))
  const probe = startIntakeProbe(broker.http ?? '')
  await load(broker.bootstrap)
  const { requests, failed, p99, worst } = await probe.stop()
  await broker.stop()
  say(
    `\nHTTP intake during the load: ${requests} requests, ${failed} failed, p99 ${whole(p99)} ms, worst ${whole(worst)} ms`,
  )
}

function rates({ producePerSecond, consumePerSecond }: LoadResult): string {
  return `produce ${whole(producePerSecond)}/s  consume ${whole(consumePerSecond)}/s`
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
