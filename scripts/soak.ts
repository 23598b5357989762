// `node --import tsx scripts/soak.ts [EVENTS_PER_SECOND] [SECONDS]`: load with the page open; prints
// memory, counts, frames and long tasks of the page. The first ten seconds are not measured.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { startServer } from './bench/server-process.ts'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from './find-chromium.mjs'
import { meterFrames } from './frame-meter.ts'

const perSecond = Number(process.argv[2] ?? 1000)
const seconds = Number(process.argv[3] ?? 60)
const requestsPerSecond = 50
const refusedEach = 100
const warmTicks = requestsPerSecond * 10

const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-soak-'))
{
  const main = join(import.meta.dirname, '../dist/server/cli/main.js')
  await using server = await startServer(main, ['--json', '--port', '0', '--no-kafka', '--storage', folder])
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage()
  const meter = await meterFrames(page)
  await page.goto(server.url)
  await page.getByRole('heading', { name: /waiting/i }).waitFor()

  let sent = 0
  let sampled: string[] = []
  const began = performance.now()
  for (let tick = 0; tick < seconds * requestsPerSecond; tick++) {
    await send(server.url)
    if (tick % warmTicks === 0) {
      await meter.rest()
      await tell(server.residentMiB(), page)
      if (tick > 0) await meter.go()
    }
    if (tick === warmTicks * 2) sampled = await page.locator('.sampled').allTextContents()
    const ahead = began + ((tick + 1) * 1000) / requestsPerSecond - performance.now()
    if (ahead > 0) await new Promise(resolve => setTimeout(resolve, ahead))
  }
  const drawn = await meter.drawn()
  await page.getByText(`${sent.toLocaleString('en')} events`).waitFor()
  await tell(server.residentMiB(), page)
  const summary = (await (await fetch(`${server.url}/_sandbox/summary`)).json()) as Record<string, number>
  process.stdout.write(
    `sent ${sent}; summary ${summary.valid} accepted, ${summary.invalid} refused; the page shows ${sent.toLocaleString('en')}\n`,
  )
  process.stdout.write(
    `the page: ${drawn.framesPerSecond} frames a second, longest task ${drawn.longestTask} ms, ${drawn.tasksOver100} over 100 ms; rows: ${sampled.join(' ') || 'every one shown'}\n`,
  )
  await browser.close()

  async function send(url: string): Promise<void> {
    const events = Array.from({ length: perSecond / requestsPerSecond }, () => {
      sent += 1
      const test = sent % refusedEach === 0 ? sent : String(sent)
      return { $schema: '/test/event/1.0.0', meta: { stream: `soak.${sent % 5}` }, test }
    })
    await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
  }

  async function tell(resident: number, open: Page): Promise<void> {
    const session = await open.context().newCDPSession(open)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
    await session.detach()
    const at = Math.round((performance.now() - began) / 1000)
    process.stdout.write(
      `${String(at).padStart(4)} s  ${sent} events  process ${Math.round(resident)} MiB  page ${(usedSize / 1024 ** 2).toFixed(1)} MiB\n`,
    )
  }
}
rmSync(folder, { recursive: true })
