import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { type Command, startCommand } from '../../command.ts'
import { testEvent } from '../../front-door.ts'

// What a page has and Node has not.
declare const navigator: { sendBeacon(url: string, body: string): boolean }
declare function addEventListener(type: 'pagehide', listener: () => void): void

const executablePath: string | undefined = findChromium()
if (!executablePath) console.warn('Beacons are not tested: needs a Chromium (node scripts/setup.mjs --browser).')

/** EventLogging submits so: one event as a string, or an array with `?hasty=true`; it never reads the answer. */
describe.skipIf(!executablePath)('a page of another origin', () => {
  let sandbox: Command
  let browser: Browser
  let page: Page
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>Wiki</title>'))
  beforeAll(async () => {
    sandbox = await startCommand()
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
    await once(site.listen(0, '127.0.0.1'), 'listening')
    page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
  })
  afterAll(async () => {
    await browser?.close()
    site.close()
    await sandbox?.[Symbol.asyncDispose]()
  })

  const beacon = (events: unknown, query = '') =>
    page.evaluate(([url, body]) => navigator.sendBeacon(url, body), [
      `${sandbox.url}/v1/events${query}`,
      JSON.stringify(events),
    ] as const)

  it('submits an event with sendBeacon', async () => {
    expect(await beacon(testEvent({ meta: { stream: 'beacon.one' }, test: 'größer' }))).toBe(true)
    expect(await sandbox.events('beacon.one', 1)).toMatchObject([{ test: 'größer' }])
  })

  it('submits events in an array, answered hastily', async () => {
    const events = [1, 2, 3].map(number => testEvent({ meta: { stream: 'beacon.many' }, test: `${number}` }))
    expect(await beacon(events, '?hasty=true')).toBe(true)
    expect((await sandbox.events('beacon.many', 3)).map(({ test }) => test)).toEqual(['1', '2', '3'])
  })

  it.each(['', '?hasty=true'])('has a refused beacon shown like any other: /v1/events%s', async query => {
    const stream = `beacon.refused${query.length}`
    expect(await beacon(testEvent({ meta: { stream }, test: 5 }), query)).toBe(true)
    expect(await sandbox.logged(({ event, stream: of }) => event === 'refused' && of === stream)).toMatchObject({
      level: 'warn',
      message: `Refused   ${stream}  test must be a string, but it is a number. Send it in quotes: "5".`,
    })
    const { items } = await sandbox.get(`/_sandbox/events?status=invalid&stream=${stream}`)
    expect(items).toMatchObject([{ stream, gate: 'main', producer: expect.stringContaining('Chrome') }])
  })

  it('submits what it has while it is being left', async () => {
    const leaving = await browser.newPage()
    await leaving.goto(page.url())
    const event = testEvent({ meta: { stream: 'beacon.leaving' } })
    await leaving.evaluate(([url, body]) => addEventListener('pagehide', () => navigator.sendBeacon(url, body)), [
      `${sandbox.url}/v1/events?hasty=true`,
      JSON.stringify(event),
    ] as const)
    await leaving.close({ runBeforeUnload: false })
    expect(await sandbox.events('beacon.leaving', 1)).toHaveLength(1)
  })

  // application/json makes the browser ask with OPTIONS first; metrics-platform's fetch and NEL reports do so too.
  it('reads the answer of a fetch with JSON', async () => {
    const answer = await page.evaluate(
      async ([url, body]) => {
        const headers = { 'content-type': 'application/json' }
        const got = await fetch(url, { method: 'POST', headers, body })
        return { status: got.status, statusText: got.statusText, body: await got.json() }
      },
      [`${sandbox.url}/v1/events`, JSON.stringify(testEvent({ test: 5 }))] as const,
    )
    expect(answer).toMatchObject({
      status: 400,
      statusText: '1 out of 1 events were invalid and not accepted.',
      body: { invalid: [{ context: { errorsText: "'.test' should be string" } }] },
    })
  })

  it('reads nothing of what the sandbox keeps', async () => {
    const isRefused = await page.evaluate(
      url =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      `${sandbox.url}/_sandbox/events`,
    )
    expect(isRefused).toBe(true)
  })
})
