import { gzipSync } from 'node:zlib'
import { testEvent } from './events.ts'
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

// Runs in the page: when the first row is there to be drawn.
const rowsMeter = `
  const look = () => {
    if (document.querySelector('tr[data-cursor]') === null) requestAnimationFrame(look)
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
