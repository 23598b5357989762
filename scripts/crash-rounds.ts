import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** What is left of what was answered 201, after all rounds. */
export interface CrashReport {
  readonly rounds: number
  /** Events answered 201. */
  readonly acknowledged: number
  /** Events read back after the last restart. */
  readonly stored: number
  readonly missing: number
  /** Acknowledged events that are there more than once. */
  readonly twice: number
  /** Places where an offset does not follow the one before it. */
  readonly gaps: number
}

interface CrashOptions {
  readonly rounds: number
  readonly storage: string
  /** The command that starts the sandbox, without its options: `[node, main.js]`. */
  readonly command: readonly [string, ...string[]]
  readonly tell?: (line: string) => void
}

const senders = 8
const stream = 'crash.test'

/** Kills the sandbox with SIGKILL under load, again and again on one folder, and reads back what it had answered for. */
export async function crashRounds(options: CrashOptions): Promise<CrashReport> {
  const acknowledged = new Set<string>()
  for (let round = 1; round <= options.rounds; round++) {
    const sandbox = await start(options)
    const enough = acknowledged.size + 50 + Math.floor(Math.random() * 1500)
    const sending = Array.from({ length: senders }, (_, sender) =>
      send(sandbox.url, `${round}.${sender}`, acknowledged, enough, sandbox.child),
    )
    await Promise.all(sending)
    await sandbox.exited
    options.tell?.(`round ${round}: killed, ${acknowledged.size} events acknowledged so far`)
  }
  const sandbox = await start(options)
  const stored = await readBack(sandbox.url)
  sandbox.child.kill('SIGTERM')
  await sandbox.exited
  return { rounds: options.rounds, acknowledged: acknowledged.size, ...compare(acknowledged, stored) }
}

interface StartedSandbox {
  readonly url: string
  readonly child: ChildProcess
  readonly exited: Promise<unknown>
}

async function start({ command: [program, ...args], storage }: CrashOptions): Promise<StartedSandbox> {
  const options = ['--json', '--port', '0', '--no-kafka', '--no-ui', '--no-watch', '--storage', storage]
  const child = spawn(program, [...args, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { url: (JSON.parse(line) as { url: string }).url, child, exited }
}

// Posts until the sandbox is gone; whoever sees that enough is acknowledged kills it, in the middle of the others' requests.
async function send(
  url: string,
  name: string,
  acknowledged: Set<string>,
  enough: number,
  child: ChildProcess,
): Promise<void> {
  for (let request = 0; ; request++) {
    const ids = Array.from({ length: 1 + (request % 20) }, (_, index) => `${name}.${request}.${index}`)
    const events = ids.map(test => ({ $schema: '/test/event/1.0.0', meta: { stream }, test }))
    const headers = { 'content-type': 'application/json' }
    const status = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(events) }).then(
      answer => answer.status,
      () => undefined,
    )
    if (status === undefined) return
    if (status !== 201) throw new Error(`The sandbox answered ${status}.`)
    for (const id of ids) acknowledged.add(id)
    if (acknowledged.size >= enough) child.kill('SIGKILL')
  }
}

interface StoredEvent {
  readonly offset: number
  readonly event: { readonly test: string }
}

async function readBack(url: string): Promise<readonly StoredEvent[]> {
  const answer = await fetch(`${url}/_sandbox/events?stream=${stream}&status=valid&order=asc`, {
    headers: { accept: 'application/x-ndjson' },
  })
  const lines = (await answer.text()).split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as StoredEvent)
}

function compare(acknowledged: ReadonlySet<string>, stored: readonly StoredEvent[]) {
  const times = new Map<string, number>()
  for (const { event } of stored) times.set(event.test, (times.get(event.test) ?? 0) + 1)
  const counts = [...acknowledged].map(id => times.get(id) ?? 0)
  return {
    stored: stored.length,
    missing: counts.filter(count => count === 0).length,
    twice: counts.filter(count => count > 1).length,
    gaps: stored.filter(({ offset }, index) => offset !== index).length,
  }
}
