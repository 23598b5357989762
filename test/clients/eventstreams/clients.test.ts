import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { EventSource } from 'eventsource'
import { describe, expect, it } from 'vitest'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { type FrontDoor, openFrontDoor, testEvent } from '../../front-door.ts'
import { missing } from '../tool.ts'

const run = promisify(execFile)
const packages = join(import.meta.dirname, '../../../node_modules/.cache/python-sseclient')
const noPython =
  (await missing({ packages: ['python3', 'python3-pip'], check: ['python3', '-m', 'pip', '--version'] })) ??
  (await missingSseclient())
const noCurl = await missing({ packages: ['curl'], check: ['curl', '--version'] })
const noJava = await missingJava()
const noBrowser: string | undefined = findChromium() === undefined ? 'Needs a Chromium' : undefined
for (const reason of [noPython, noCurl, noJava, noBrowser]) {
  if (reason) console.warn(`A client of EventStreams is not tested: ${reason}.`)
}

const all = 'since=2026-01-01T00:00:00Z'
const send = (sandbox: FrontDoor, ...tests: string[]) =>
  sandbox.post(tests.map((test, at) => testEvent({ test, meta: { stream: 'clients', dt: timeOf(test, at) } })))
const timeOf = (test: string, at: number) => `2026-01-01T00:00:0${test.charCodeAt(0) - 96}.00${at}Z`

it.skipIf(noPython)("Python's sseclient reads, and resumes behind the last event", async () => {
  await using sandbox = await openFrontDoor()
  await send(sandbox, 'a', 'b', 'c')
  const python = async (...args: string[]) => {
    const script = join(import.meta.dirname, 'sse_client.py')
    const { stdout } = await run('python3', [script, ...args], { env: { ...process.env, PYTHONPATH: packages } })
    return stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { event: string; id: string; test: string })
  }
  const first = await python(`${sandbox.url}/v2/stream/clients?${all}`, '2')
  expect(first.map(({ event, test }) => [event, test])).toEqual([
    ['message', 'a'],
    ['message', 'b'],
  ])
  const resumed = await python(`${sandbox.url}/v2/stream/clients`, '1', first[1]?.id ?? '')
  expect(resumed.map(({ test }) => test)).toEqual(['c'])
})

it("Node's eventsource reads what was and what comes, and resumes", async () => {
  await using sandbox = await openFrontDoor()
  await send(sandbox, 'a')
  const open = (query: string, lastEventId?: string) =>
    new EventSource(`${sandbox.url}/v2/stream/clients${query}`, {
      fetch: (url, init) =>
        fetch(url, { ...init, headers: { ...init.headers, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) } }),
    })
  const next = (source: EventSource) =>
    new Promise<{ id: string; test: string }>(resolve => {
      source.onmessage = ({ data, lastEventId }) => resolve({ id: lastEventId, test: JSON.parse(data).test })
    })
  const source = open(`?${all}`)
  const first = await next(source)
  expect(first.test).toBe('a')
  const later = next(source)
  await send(sandbox, 'b')
  expect((await later).test).toBe('b')
  source.close()
  const resumed = open('', first.id)
  expect((await next(resumed)).test).toBe('b')
  resumed.close()
})

it.skipIf(noCurl)('curl -N prints events as they come', async () => {
  await using sandbox = await openFrontDoor()
  const curl = spawn('curl', ['-sN', `${sandbox.url}/v2/stream/clients`])
  const ended = once(curl, 'exit')
  const lines = createInterface({ input: curl.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe(':ok')
  await send(sandbox, 'a')
  const printed: string[] = []
  while (!printed.at(-1)?.startsWith('data: ')) printed.push(String((await lines.next()).value))
  expect(printed.slice(0, 2)).toEqual(['', 'event: message'])
  expect(JSON.parse(printed.at(-1)?.slice(6) ?? '')).toMatchObject({ test: 'a' })
  curl.kill()
  await ended
})

it.skipIf(noJava)(
  "Java's HttpClient reads, and resumes",
  async () => {
    await using sandbox = await openFrontDoor()
    await send(sandbox, 'a', 'b')
    const java = async (...args: string[]) =>
      (await run('java', [join(import.meta.dirname, 'StreamClient.java'), ...args])).stdout.trim().split('\n')
    const [id = '', data = ''] = await java(`${sandbox.url}/v2/stream/clients?${all}`, '1')
    expect(JSON.parse(data.slice(6)).test).toBe('a')
    const [, resumed = ''] = await java(`${sandbox.url}/v2/stream/clients`, '1', id.slice(4))
    expect(JSON.parse(resumed.slice(6)).test).toBe('b')
  },
  120_000,
)

describe.skipIf(noBrowser)("a browser's own EventSource", () => {
  it('reads from a page of another origin', async () => {
    await using sandbox = await openFrontDoor()
    await send(sandbox, 'a')
    const elsewhere = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<title>x</title>'),
    )
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const page = await browser.newPage()
      await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`)
      // As text: it runs in the page, where nothing of this file is.
      const test = await page.evaluate(`new Promise(resolve => {
        const source = new EventSource('${sandbox.url}/v2/stream/clients?${all}')
        source.onmessage = ({ data }) => {
          source.close()
          resolve(JSON.parse(data).test)
        }
      })`)
      expect(test).toBe('a')
    } finally {
      await browser.close()
      elsewhere.close()
    }
  }, 60_000)
})

/** Brings pywikibot's sseclient into a folder of the checkout's own, where Python does not have it. */
async function missingSseclient(): Promise<string | undefined> {
  try {
    if (existsSync(join(packages, 'sseclient.py'))) return undefined
    mkdirSync(packages, { recursive: true })
    await run('python3', ['-m', 'pip', 'install', '-q', '--target', packages, 'sseclient'])
    return undefined
  } catch (failure) {
    return `sseclient cannot be installed (${failure})`
  }
}

async function missingJava(): Promise<string | undefined> {
  try {
    await run('java', ['--version'])
    return undefined
  } catch {
    return 'Needs Java 11 or newer'
  }
}
