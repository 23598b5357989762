// `node --import tsx scripts/screenshots.ts [SECONDS]`: lets the demo run for so long (ten minutes fill the histogram),
// and writes the pictures of README and docs to docs/images: Live, light and dark, Problems, Send and Schemas. Needs a build.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { startServer } from './bench/server-process.ts'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from './find-chromium.mjs'

const seconds = Number(process.argv[2] ?? 600)
const density = 2
const root = join(import.meta.dirname, '..')
const images = join(root, 'docs/images')
mkdirSync(images, { recursive: true })

const demo = ['--demo', '--demo-rate', '5', '--demo-seed', '7']
const options = ['--json', '--port', '0', '--no-kafka', '--storage', 'memory', ...demo]
await using server = await startServer(join(root, 'dist/server/cli/main.js'), options)
await new Promise(resolve => setTimeout(resolve, seconds * 1000))
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: density,
  reducedMotion: 'reduce',
})

await page.goto(`${server.url}/ui/?q=stream:wiki.*`)
await page
  .locator('tr.no', { hasText: /must be an? (integer|string)/ })
  .first()
  .click({ timeout: 120_000 })
await page.locator('.pane.sc .ln.hit').waitFor()
await picture(page, 'live-light')
await page.emulateMedia({ colorScheme: 'dark' })
await picture(page, 'live-dark')
await page.emulateMedia({ colorScheme: 'light' })

await page.keyboard.press('r')
await page.locator('.cm-reason').first().waitFor()
await picture(page, 'send')

await page.goto(`${server.url}/ui/problems`)
await page.getByRole('button', { name: 'page.page_id must be an integer' }).click()
await page.getByRole('button', { name: /Fix and resend/ }).waitFor()
// Not as far as causes that name this machine's folders.
await page.setViewportSize({ width: 1280, height: 590 })
await picture(page, 'problems')
await page.setViewportSize({ width: 1280, height: 800 })

await page.goto(`${server.url}/ui/schemas/wiki/page/edit`)
await page.getByRole('complementary').waitFor()
await picture(page, 'schemas')
await browser.close()

/** WebP, which Playwright does not write: at twice the pixels a quarter of a PNG. */
async function picture(of: Page, name: string): Promise<void> {
  await of.mouse.move(0, 0)
  const session = await of.context().newCDPSession(of)
  // Drawn at the density of the page; without a scale of its own the picture is at once the pixels all the same.
  const clip = { x: 0, y: 0, scale: density, ...(of.viewportSize() ?? { width: 1280, height: 800 }) }
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 60, clip })
  writeFileSync(join(images, `${name}.webp`), Buffer.from(data, 'base64'))
  await session.detach()
}
