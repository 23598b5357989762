import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { refusedEvent, testEvent } from './events.ts'
import { expect, type RunningSandbox, test } from './sandbox.ts'

const mostBytes = 200_000

test('the first load is small, and all of it comes from the sandbox', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.addInitScript({ content: rowsMeter })
  const answer = await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  const bytes = await firstScripts(sandbox)
  const rows = Math.round(await page.evaluate<number>('rowsDrawn'))
  console.log(
    `First load: ${Math.round(bytes / 1000)} kB of compressed script, painted after ${painted} ms, with its events after ${rows} ms.`,
  )
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThan(mostBytes)
  expect(asked.filter(url => !url.startsWith(sandbox.url) && !url.startsWith('data:'))).toEqual([])

  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

test('the newest events are drawn before the page has come, and one that is pressed then is opened by it', async ({
  page,
  sandbox,
}) => {
  await sandbox.post([testEvent('one'), testEvent('two'), refusedEvent()])
  let letCome = () => {}
  const comes = new Promise<void>(resolve => {
    letCome = resolve
  })
  await page.route(/\/assets\/page-.*\.js$/, async route => {
    await comes
    await route.continue()
  })
  await page.goto(`${sandbox.url}/?columns=schema,bytes`)
  const rows = page.locator('.ev tbody tr')
  await expect(rows).toHaveText([/^Refused.*test must be a string/, /^Accepted.*two/, /^Accepted.*one/])
  const first = await boxesOf(page)
  await rows.first().click()
  letCome()
  await expect(page.locator('.detail .sentence')).toContainText('test must be a string')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(3)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Space')
  // Everything stays where it was.
  await expect.poll(() => boxesOf(page)).toEqual(first)
})

/** Where each cell of the list is. */
function boxesOf(page: Page): Promise<number[][]> {
  return page.locator('.ev :is(th, td)').evaluateAll(cells =>
    cells.map(cell => {
      const { x, y, width, height } = cell.getBoundingClientRect()
      return [x, y, width, height]
    }),
  )
}

// Runs in the page: when the first row is there to be drawn.
const rowsMeter = `
  const look = () => {
    if (document.querySelector('.ev tbody tr') === null) requestAnimationFrame(look)
    else window.rowsDrawn = performance.now()
  }
  requestAnimationFrame(look)
`

/** The compressed size of what the document itself asks for; other scripts come when they are needed. */
async function firstScripts({ url }: RunningSandbox): Promise<number> {
  const html = await (await fetch(`${url}/`)).text()
  const paths = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(match => match[1] ?? '')
  const scripts = await Promise.all(paths.map(async path => (await fetch(url + path)).arrayBuffer()))
  return scripts.reduce((sum, script) => sum + gzipSync(new Uint8Array(script)).length, 0)
}
