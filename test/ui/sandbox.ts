import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, expect, type Page } from '@playwright/test'

/** The built product as a process of its own, and the few calls that tests repeat. */
export interface RunningSandbox {
  readonly url: string
  /** `host:port` of its Kafka door, where it has one. */
  readonly kafka: string | null
  post(events: unknown): Promise<Response>
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** How a sandbox starts: storage is memory, the port a free one and Kafka off unless told otherwise. */
interface StartOptions {
  readonly port?: number
  readonly storage?: string
  readonly schemas?: string
  readonly streams?: string
  readonly kafka?: boolean
}

async function startSandbox(options: StartOptions): Promise<RunningSandbox> {
  const args = ['dist/server/cli/main.js', '--json', '--port', `${options.port ?? 0}`]
  args.push(...(options.kafka ? ['--kafka-port', '0'] : ['--no-kafka']))
  args.push('--storage', options.storage ?? 'memory', '--schemas', options.schemas ?? 'test/ui/schemas')
  if (options.streams !== undefined) args.push('--streams', options.streams)
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const { url, kafka } = await readyLine(child)
  return {
    url,
    kafka,
    post: events =>
      fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'wiki-bridge/0.4' },
        body: typeof events === 'string' ? events : JSON.stringify(events),
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

function readyLine(child: ChildProcess): Promise<{ url: string; kafka: string | null }> {
  let said = ''
  let complained = ''
  child.stderr?.on('data', text => {
    complained += text
  })
  return new Promise((resolve, reject) => {
    // Stays until the end: a pipe that nobody reads would stop the process.
    child.stdout?.on('data', text => {
      if (said.includes('\n')) return
      said += text
      if (said.includes('\n')) resolve(JSON.parse(said.slice(0, said.indexOf('\n'))))
    })
    child.on('exit', code => reject(new Error(`The sandbox ended with ${code} before it was ready. ${complained}`)))
  })
}

/** What every browser test has at hand. */
interface Fixtures {
  /** Starts a sandbox, which ends with the test. */
  readonly start: (options?: StartOptions) => Promise<RunningSandbox>
  /** One that is started as its options say. */
  readonly sandbox: RunningSandbox
  /** An empty folder, gone after the test. */
  readonly folder: string
  /** A copy of the schemas the tests use, which a test may change. */
  readonly schemas: string
  /** Names complaints of the page that the test itself causes; any other one fails it. */
  readonly forgive: (complaint: RegExp) => void
}

/** A sandbox for each test, and a page that must not complain: no console error, no failed request. */
export const test = base.extend<Fixtures>({
  start: async ({ page, folder }, use) => {
    // The folder is gone only after the sandboxes that use it.
    void folder
    const started: RunningSandbox[] = []
    await use(async options => {
      const sandbox = await startSandbox(options ?? {})
      started.push(sandbox)
      return sandbox
    })
    // First the page, which would complain of every request that the other's end cuts off.
    await page.close()
    await Promise.all(started.map(sandbox => sandbox.kill()))
  },
  sandbox: async ({ start }, use) => use(await start()),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'event-sandbox-ui-'))
    await use(folder)
    await rm(folder, { recursive: true })
  },
  schemas: async ({ folder }, use) => {
    const schemas = join(folder, 'schemas')
    await cp(join(root, 'test/ui/schemas'), schemas, { recursive: true })
    await use(schemas)
  },
  forgive: [
    async ({ page }, use) => {
      const complaints = complaintsOf(page)
      const forgiven: RegExp[] = []
      await use(complaint => forgiven.push(complaint))
      // Only now: a browser may note an answer after the page has shown it.
      expect(complaints.filter(text => !forgiven.some(complaint => complaint.test(text)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** What a page complains of while it is open. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('requestfailed', request => {
    // Leaving a page ends the requests it has under way.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      complaints.push(`${request.url()} ${request.failure()?.errorText}`)
  })
  return complaints
}
