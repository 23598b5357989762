import { type ServerProcess, startServer } from './bench/server-process.ts'
import { readMessages, type StreamMessage } from './stream-messages.ts'

/** What a consumer got that disconnected and resumed again and again. */
export interface ResumeReport {
  readonly resumes: number
  readonly restarts: number
  /** Events answered 201. */
  readonly acknowledged: number
  readonly missing: number
  /** Events that came more than once. */
  readonly again: number
  /** Events that came before an earlier one of their partition, within a connection. */
  readonly disordered: number
}

interface ResumeOptions {
  readonly resumes: number
  readonly perSecond: number
  /** After so many resumes the sandbox is stopped and started again. */
  readonly restartEach: number
  readonly storage: string
  /** The script that starts the sandbox. */
  readonly script: string
  readonly tell?: (line: string) => void
}

const stream = 'resume.test'
const batch = 10
const partitions = 3

/** Consumes a stream of three partitions under steady production, and drops the connection after a few events each time. */
export async function resumeRounds(options: ResumeOptions): Promise<ResumeReport> {
  const acknowledged = new Set<number>()
  const got = new Map<number, number>()
  let disordered = 0
  let lastId: string | undefined
  let restarts = 0
  let sandbox = await start(options)
  await makeTopic(sandbox.url)
  const producing = new AbortController()
  const produced = produce(() => sandbox.url, options.perSecond, acknowledged, producing.signal)

  for (let resume = 1; resume <= options.resumes; resume++) {
    await consume(50 + Math.floor(Math.random() * 150))
    if (resume % options.restartEach === 0) {
      await sandbox[Symbol.asyncDispose]()
      sandbox = await start(options)
      restarts += 1
      options.tell?.(`${resume} resumes, ${restarts} restarts: ${got.size} events, ${acknowledged.size} acknowledged`)
    }
  }
  producing.abort()
  await produced
  while ([...acknowledged].some(number => !got.has(number))) {
    const before = got.size
    // What never came would be waited for without end: an event behind everything says when all has come.
    await post(sandbox.url, [-1])
    await consume(Number.POSITIVE_INFINITY)
    if (got.size === before) break
  }
  await sandbox[Symbol.asyncDispose]()
  const numbers = [...acknowledged]
  return {
    resumes: options.resumes,
    restarts,
    acknowledged: numbers.length,
    missing: numbers.filter(number => !got.has(number)).length,
    again: numbers.filter(number => (got.get(number) ?? 0) > 1).length,
    disordered,
  }

  async function consume(atMost: number): Promise<void> {
    const leave = new AbortController()
    const offsets = new Map<number, number>()
    let count = 0
    // The first time from the beginning, then from the last id alone.
    const url = `${sandbox.url}/v2/stream/${stream}${lastId === undefined ? '?since=1970-01-01T00:00:00Z' : ''}`
    for await (const message of readMessages(url, lastId, leave.signal)) {
      const { number, partition, offset } = read(message)
      if (offset <= (offsets.get(partition) ?? -1)) disordered += 1
      offsets.set(partition, offset)
      lastId = message.id
      if (number >= 0) got.set(number, (got.get(number) ?? 0) + 1)
      count += 1
      if (count >= atMost || (number < 0 && atMost === Number.POSITIVE_INFINITY)) break
    }
    leave.abort()
  }
}

function start({ script, storage }: ResumeOptions): Promise<ServerProcess> {
  const options = ['--json', '--port', '0', '--no-kafka', '--no-ui', '--no-watch', '--storage', storage]
  return startServer(script, options)
}

async function makeTopic(url: string): Promise<void> {
  const body = JSON.stringify({ topic: stream, partitions })
  await fetch(`${url}/_sandbox/topics`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

// What is not answered, because the sandbox is being restarted, is not counted: it may be there all the same.
async function produce(
  url: () => string,
  perSecond: number,
  acknowledged: Set<number>,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now()
  for (let number = 0; !signal.aborted; number += batch) {
    const early = (number / perSecond) * 1000 - (performance.now() - began)
    await new Promise(resolve => setTimeout(resolve, Math.max(0, early)))
    const numbers = Array.from({ length: batch }, (_, index) => number + index)
    if (await post(url(), numbers)) for (const each of numbers) acknowledged.add(each)
  }
}

async function post(url: string, numbers: readonly number[]): Promise<boolean> {
  const events = numbers.map(number => ({ $schema: '/test/event/1.0.0', meta: { stream }, test: `${number}` }))
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) }).then(
    ({ status }) => status === 201,
    () => false,
  )
}

function read({ data }: StreamMessage): { number: number; partition: number; offset: number } {
  const { test, meta } = JSON.parse(data) as { test: string; meta: { partition: number; offset: number } }
  return { number: Number(test), partition: meta.partition, offset: meta.offset }
}
