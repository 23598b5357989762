// `node --import tsx scripts/screenshots.ts [SECONDS]`: sends the traffic of a small wiki for so long (ten minutes fill
// the histogram), opens a refused event, and writes docs/images/live-light.png and live-dark.png. Needs a build.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { startServer } from './bench/server-process.ts'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from './find-chromium.mjs'

const seconds = Number(process.argv[2] ?? 600)
const betweenEventsMs = 210
const mistakeEach = 173
const root = join(import.meta.dirname, '..')
const images = join(root, 'docs/images')
mkdirSync(images, { recursive: true })

const main = join(root, 'dist/server/cli/main.js')
await using server = await startServer(main, ['--json', '--port', '0', '--no-kafka', '--storage', 'memory'])
await sendTraffic(`${server.url}/v1/events`)
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2, colorScheme })
  await page.goto(`${server.url}/ui/?q=stream:wiki.*`)
  await page.locator('tr.no', { hasText: 'page.page_id must be' }).first().click()
  await page.locator('.pane.sc .ln.hit').waitFor()
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(images, `live-${colorScheme}.png`) })
  await page.close()
}
await browser.close()

async function sendTraffic(intake: string): Promise<void> {
  const end = performance.now() + seconds * 1000
  // The last round ends some events after a mistake, so that it stands among the upper rows.
  const isEnough = (number: number) => performance.now() > end && number % mistakeEach === 70
  for (let number = 0; !isEnough(number); number++) {
    const [producer, event] = eventNumber(number)
    await fetch(intake, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': producer },
      body: JSON.stringify(event),
    })
    // A wave, so that the histogram is not a wall.
    const wave = 1 + 0.4 * Math.sin(number / 130) + 0.2 * Math.sin(number / 17)
    await new Promise(resolve => setTimeout(resolve, betweenEventsMs * wave))
  }
}

/** The events of a small wiki in turn; now and then one as people really get them wrong. */
function eventNumber(number: number): [producer: string, event: object] {
  const titles = ['Aare', 'Pont_du_Gard', 'Tidal_island', 'Speicherstadt', 'Loess', 'Fjord', 'Mistral']
  const users = ['Mirkwood', 'Odile B.', 'Tolga K.', 'LinkSweeperBot']
  const title = titles[Math.floor(number / 4) % titles.length]
  const user = { user_text: users[number % users.length], is_bot: number % users.length === 3 }
  const page = { page_id: 28304 + (number % 700), page_title: title, namespace_id: 0 }
  const revision = { rev_id: 1284550604 + number, rev_parent_id: 1284017355 + number, rev_size: 3312 + number }
  const dt = new Date().toISOString()
  const edit = {
    $schema: '/wiki/page/edit/1.1.0',
    dt,
    edit_kind: 'edit',
    meta: { domain: 'wiki.example.org', stream: 'wiki.page-edit' },
    page,
    performer: user,
    revision,
  }
  if (number % mistakeEach === 60)
    return ['wiki-bridge/0.4', { ...edit, page: { ...page, page_id: `${page.page_id}` } }]
  if (number % mistakeEach === 110) return ['import-script/2', { ...edit, revision: undefined, revisoin: revision }]
  if (number % mistakeEach === 150) return ['import-script/2', { ...edit, edit_kind: 'udpate' }]
  const about = { dt, meta: { domain: 'wiki.example.org', stream: 'wiki.page-move' }, page, performer: user }
  if (number % 11 === 5)
    return ['wiki/1.4', { $schema: '/wiki/page/move/1.1.0', ...about, prior_title: `${title}_(old)` }]
  const query = String(title).replaceAll('_', ' ').toLowerCase()
  const search = { $schema: '/wiki/search/1.1.0', dt, meta: { ...about.meta, stream: 'wiki.search' }, query }
  if (number % 3 === 1) return ['search-front/3.2', { ...search, result_count: 17 + (number % 90), source: 'web' }]
  return ['wiki/1.4', edit]
}
