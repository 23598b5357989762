import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { overflow } from './axe.ts'
import { pageChange, quotedPageId, refusedEvent, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test('refusals stand by what is wrong, with what was sent and the rule', async ({ page, sandbox }) => {
  await sandbox.post([quotedPageId(), quotedPageId(), quotedPageId('unknown'), refusedEvent(), testEvent()])
  await page.goto(`${sandbox.url}/ui/problems`)
  await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible()
  await expect(page.locator('.head')).toContainText('4 refusals, 2 causes')
  await expect(page.getByRole('navigation').getByRole('link', { name: /Problems\s*, 2 open/ })).toBeVisible()
  const first = page.getByRole('list', { name: 'Open problems' }).getByRole('listitem').first()
  await expect(first.locator('.cause-n')).toHaveText('3')
  await first.getByRole('button', { name: 'page.page_id must be an integer' }).click()
  await expect(first).toContainText('"28304" 2 times')
  await expect(first).toContainText('"unknown" once, no safe fix')
  await expect(first).toContainText('type: integer')
  await expect(first).toContainText('Fits 2 of 3 events.')
  await expect(first.getByRole('link', { name: 'page/change/1.0.0.yaml:65' })).toHaveAttribute(
    'href',
    '/ui/schemas/page/change/1.0.0?tab=source',
  )

  // It counts on while it is open, and its address opens it again.
  await sandbox.post(quotedPageId('7'))
  await expect(first.locator('.cause-n')).toHaveText('4')
  await page.reload()
  await expect(first).toContainText('Fits 3 of 4 events.')
  // Another cause at the same place of the same schema is not among them.
  await sandbox.post(pageChange({ page: { page_id: -1, page_title: 'Aare', namespace_id: 0 } }))
  await expect(page.locator('.head')).toContainText('3 causes')
  await first.getByRole('link', { name: 'Show all 4' }).click()
  await expect(page.locator('tr[data-cursor]')).toHaveCount(4)
  await page.goBack()
  await first.getByRole('link', { name: 'Open the sample' }).click()
  await expect(page).toHaveURL(/\/ui\/event\//)
  await expect(page.locator('.sentence')).toContainText('page.page_id must be an integer')
})

test('all events that a correction makes whole are sent again, by keyboard', async ({ page, sandbox }) => {
  await sandbox.post([quotedPageId(), quotedPageId('61077'), quotedPageId('unknown')])
  await page.goto(`${sandbox.url}/ui/problems`)
  await page.getByRole('button', { name: 'page.page_id must be an integer' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Fix and resend 2' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Fix and resend 2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'accepted 2 copies' })).toBeVisible()
  const { items } = await (await fetch(`${sandbox.url}/_sandbox/events?status=valid`)).json()
  expect(items.map((item: { event: { page: { page_id: unknown } } }) => item.event.page.page_id)).toEqual([
    61077, 28304,
  ])
})

test('a schema change that lets its events pass resolves a problem', async ({ page, start, schemas }) => {
  const sandbox = await start({ schemas })
  await sandbox.post([refusedEvent(), refusedEvent(7), quotedPageId()])
  await page.goto(`${sandbox.url}/ui/problems`)
  await expect(page.getByRole('button', { name: 'Open 2' })).toBeVisible()
  const file = join(schemas, 'test/event/1.0.0.yaml')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/( {2}test:\n(?: {4}.*\n)*? {4}type: )string/, '$1[string, integer]'),
  )
  const resolved = page.getByRole('list', { name: 'Resolved problems' })
  await expect(resolved).toContainText(/Resolved \d\d:\d\d:\d\d\s*All 2 samples pass now, under \/test\/event\/1.0.0./)
  await expect(resolved).toContainText('test must be a string')
  await page.getByRole('button', { name: 'Open 1' }).click()
  await expect(page).toHaveURL(/state=open/)
  await expect(resolved).toHaveCount(0)
})

test('what an event contains stays text', async ({ page, sandbox }) => {
  const key = '<img src=x onerror=alert(1)>'
  await sandbox.post({ ...pageChange(), [key]: `\u202e${'x'.repeat(3000)}`, __proto__x: 1 })
  await page.goto(`${sandbox.url}/ui/problems`)
  await expect(page.getByRole('button', { name: key })).toBeVisible()
  await page.getByRole('button', { name: key }).click()
  await expect(page.locator('.cause-x img')).toHaveCount(0)
  await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0)
})
