// `npm run bench:streams`: one stream read by 1,000 SSE consumers of which 100 stop reading, then by one.
// CONSUMERS=200, SECONDS=30 and PER_SECOND=100 measure something else. The readers share the machine with the sandbox.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from './bench/server-process.ts'
import { openReader, type StreamReader } from './bench/stream-reader.ts'

const script = join(import.meta.dirname, '../dist/server/cli/main.js')
const consumers = Number(process.env.CONSUMERS ?? 1000)
const seconds = Number(process.env.SECONDS ?? 20)
const perSecond = Number(process.env.PER_SECOND ?? 50)
const stopped = Math.round(consumers / 10)

const args = '--json --port 0 --no-kafka --no-ui --no-watch --storage memory'.split(' ')
await using server = await startServer(script, args)
/** When each event was sent, and when its 201 was here, by its number. */
const sent = new Map<number, number>()
const accepted = new Map<number, number>()

await benchOne()
await benchMany()

async function benchOne(): Promise<void> {
  const reader = await openReader(server.url, 'bench.one')
  await produce('bench.one', 20, 20)
  await arrived([reader], 20)
  reader.forget()
  for (const times of [sent, accepted]) times.clear()
  await produce('bench.one', 100, 20)
  await arrived([reader], 100)
  say(`1 consumer at 20 events/s: ${latency([reader])}`)
  reader.close()
}

async function benchMany(): Promise<void> {
  const readers = await openAll('bench.many', consumers)
  await produce('bench.many', perSecond, perSecond)
  await arrived(readers, perSecond)
  for (const reader of readers) reader.forget()
  for (const times of [sent, accepted]) times.clear()
  for (const reader of readers.slice(0, stopped)) reader.pause()
  const reading = readers.slice(stopped)
  const before = { memory: server.residentMiB(), cpu: server.cpuSeconds() }
  const count = perSecond * seconds
  await produce('bench.many', count, perSecond)
  await arrived(reading, count)
  const cpu = (server.cpuSeconds() - before.cpu) / (count * consumers)
  const received = reading.reduce((sum, { arrivals }) => sum + arrivals.size, 0)
  say(`${consumers} consumers at ${perSecond} events/s, ${stopped} of them stop reading: ${latency(reading)}`)
  say(`  ${whole(received)} of ${whole(count * reading.length)} events arrived, none twice`)
  say(`  processor time an event and consumer: ${(cpu * 1e6).toFixed(1)} us`)
  say(`  resident memory: ${whole(before.memory)} MiB before, ${whole(server.residentMiB())} MiB after`)
  for (const reader of readers) reader.close()
}

async function openAll(stream: string, count: number): Promise<StreamReader[]> {
  const readers: StreamReader[] = []
  while (readers.length < count) {
    const batch = Array.from({ length: Math.min(50, count - readers.length) }, () => openReader(server.url, stream))
    readers.push(...(await Promise.all(batch)))
  }
  return readers
}

// At their times, whether or not the ones before are answered.
async function produce(stream: string, count: number, rate: number): Promise<void> {
  const began = performance.now()
  const answers: Promise<void>[] = []
  for (let at = 0; at < count; at += 1) {
    await pause(Math.max(0, began + (1000 * at) / rate - performance.now()))
    answers.push(post(stream, at))
  }
  await Promise.all(answers)
}

async function post(stream: string, number: number): Promise<void> {
  const event = { $schema: '/test/event/1.0.0', meta: { stream }, test: `number ${number}.` }
  sent.set(number, performance.now())
  const answer = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  })
  accepted.set(number, performance.now())
  if (answer.status !== 201) throw new Error(`Event ${number} was answered ${answer.status}.`)
}

async function arrived(readers: readonly StreamReader[], count: number): Promise<void> {
  const deadline = performance.now() + 30_000
  while (readers.some(({ arrivals }) => arrivals.size < count)) {
    if (performance.now() > deadline) throw new Error('Not every consumer received every event.')
    await pause(50)
  }
}

// Bytes that are here before the 201 took no time; so both are told from the request on as well.
function latency(readers: readonly StreamReader[]): string {
  const arrivals = readers.flatMap(reader => [...reader.arrivals])
  const since = (times: ReadonlyMap<number, number>) =>
    arrivals.map(([number, time]) => Math.max(0, time - (times.get(number) ?? Number.NaN)))
  const answers = [...accepted].map(([number, time]) => time - (sent.get(number) ?? Number.NaN))
  return `201 to bytes ${shares(since(accepted))}
  request to bytes ${shares(since(sent))}; request to 201 ${shares(answers)}`
}

function shares(times: number[]): string {
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(1)
  return `p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
