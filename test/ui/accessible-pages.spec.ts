import type { Page } from '@playwright/test'
import { chosenUnseen, overflow, seriousFindings } from './axe.ts'
import { test } from './kafka.ts'
import { expect } from './sandbox.ts'
import { eventViews, kafkaViews, otherViews } from './views.ts'

// What moves would be half seen; accessibility.spec looks at motion itself.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

for (const [name, views] of [
  ['Live and an event', eventViews],
  ['Topics and Consumers', kafkaViews],
  ['Problems, Streams, Schemas, Send and the tour', otherViews],
] as const) {
  test(`every view of ${name} is for everyone`, async ({ page, sandbox, kafka }) => {
    // A dozen views, each looked at in eight ways.
    test.slow()
    for await (const view of views({ page, sandbox, kafka })) await isForEveryone(page, view)
  })
}

const full = { width: 1280, height: 800 }
/** Half a screen, a screen of 1280 at 200 %, and small ones. */
const small = [
  { width: 960, height: 800 },
  { width: 640, height: 400 },
  { width: 400, height: 800 },
  { width: 320, height: 800 },
]

async function isForEveryone(page: Page, view: string) {
  expect.soft(await seriousFindings(page), `${view}, light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await seriousFindings(page, ['color-contrast']), `${view}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  expect.soft(await chosenUnseen(page), `${view}, chosen under forced colours`).toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
  for (const size of small) {
    await page.setViewportSize(size)
    await expect.soft.poll(() => overflow(page), `${view}, ${size.width} pixels wide`).toBeLessThanOrEqual(0)
  }
  expect.soft(await seriousFindings(page, ['target-size']), `${view}, targets`).toEqual([])
  await page.setViewportSize(full)
}
