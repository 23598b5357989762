import type { Locator, Page } from '@playwright/test'
import { overflow, seriousFindings } from './axe.ts'
import { pageChange, quotedPageId, testEvent } from './events.ts'
import { test } from './kafka.ts'
import { expect } from './sandbox.ts'

test('two events stand side by side, with what differs and what it means', async ({ page, sandbox }) => {
  await sandbox.post([
    pageChange({ revision: { rev_id: 1284550604, rev_size: 3312 } }),
    pageChange({ revision: { rev_id: 1284551600, rev_size: 3624 }, dt: '2026-11-23T12:06:36Z' }),
  ])
  await page.goto(sandbox.url)
  await openAsPage(page, page.locator('tr[data-cursor]').first())
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.getByRole('list').getByRole('button', { name: /Aare/ }).click()
  await expect(page).toHaveURL(/with=/)
  await expect(page.locator('.compare-side b')).toHaveText(['Event 1.0', 'Event 1.1'])
  const table = page.getByRole('table')
  await expect(table.getByRole('row', { name: '/revision/rev_size' })).toContainText('312 more')
  await expect(table.getByRole('row', { name: /^\/dt/ })).toContainText('2 min 5 s later')
  await expect(table).not.toContainText('/page/page_title')
  await page.getByRole('button', { name: /^All/ }).click()
  await expect(table).toContainText('/page/page_title')
  expect(await seriousFindings(page)).toEqual([])
  await page.reload()
  await expect(table.getByRole('row', { name: '/revision/rev_size' })).toContainText('312 more')
  await page.getByRole('button', { name: 'Swap A and B' }).click()
  await expect(page.locator('.compare-side b')).toHaveText(['Event 1.1', 'Event 1.0'])
  await expect(table.getByRole('row', { name: '/revision/rev_size' })).toContainText('312 less')
  await page.getByRole('button', { name: 'Side by side' }).click()
  const sides = page.getByRole('region', { name: 'Side by side' })
  await expect(sides.locator('.differs[data-side=A]').filter({ hasText: '3624' })).toHaveCount(1)
  await expect(sides.locator('.differs[data-side=B]').filter({ hasText: '3312' })).toHaveCount(1)
  await expect(sides).toContainText(/lines the same/)
  expect(await seriousFindings(page)).toEqual([])
  await page.reload()
  await expect(sides.locator('.differs')).not.toHaveCount(0)
  await page.setViewportSize({ width: 320, height: 800 })
  await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)

  // The same from the list, by keys alone.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
  await page.keyboard.press('j')
  await page.keyboard.press('m')
  await expect(page.getByText('Event 1.1 is marked.')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('m')
  await expect(page.locator('.compare-side b')).toHaveText(['Event 1.0', 'Event 1.1'])
})

test('an event tells who has read it, and what came with it', async ({ page, sandbox, kafka }) => {
  await sandbox.post([testEvent('one'), testEvent('two')])
  const group = await kafka.consume('etl', 'test.event', 2)
  await group.leave()
  await sandbox.post(testEvent('three'))
  await page.goto(sandbox.url)
  await openAsPage(page, page.locator('tr[data-cursor]').last())
  await page.getByRole('tab', { name: 'Lineage' }).click()
  const lineage = page.getByRole('region', { name: 'Lineage' })
  await expect(lineage).toContainText('1 of 1 reader went past offset 0 of partition 0.')
  await expect(lineage.getByRole('link', { name: 'etl' })).toBeVisible()
  await expect(lineage).toContainText('sent 2 events')
  expect(await seriousFindings(page)).toEqual([])
  await page.goto(sandbox.url)
  await page.locator('tr[data-cursor]').first().click()
  await page.getByRole('tab', { name: 'Lineage' }).click()
  await expect(lineage).toContainText('Not yet')
})

test('an event is copied as curl, kcat and TypeScript', async ({ page, sandbox, context, kafka }) => {
  void kafka
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await sandbox.post(quotedPageId())
  await page.goto(sandbox.url)
  await openAsPage(page, page.locator('tr.no'))
  for (const [name, begins] of [
    ['curl', 'curl -i http'],
    ['kcat', "printf '%s' '{"],
    ['TypeScript', 'const response = await fetch('],
    ['Link', `${sandbox.url}/ui/event/`],
  ] as const) {
    await page.getByRole('button', { name: 'Copy as' }).click()
    await page.getByRole('menuitem', { name, exact: true }).click()
    await expect(page.getByText(`Copied as ${name}`)).toBeAttached()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(begins)
  }
})

/** By mouse beside the list, and from there by Enter, which is for an event that is there. */
async function openAsPage(page: Page, row: Locator) {
  await row.click()
  await expect(page.locator('.dh')).toContainText(/Accepted|Refused/)
  await page.keyboard.press('Enter')
}
