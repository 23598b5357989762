import { pageChange, quotedPageId, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test.beforeEach(async ({ page, sandbox }) => {
  await sandbox.post([testEvent('one'), pageChange(), quotedPageId()])
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(3)
})

test('the palette reaches pages, streams, schemas, topics and actions by their names', async ({ page, sandbox }) => {
  const palette = page.getByRole('dialog', { name: 'Go anywhere' })
  const options = palette.getByRole('option')
  await page.keyboard.press('Control+k')
  await expect(options.first()).toHaveText(/^Live/)
  await page.keyboard.type('change page')
  await expect(options).toHaveText([
    /^mediawiki.page_change.v1/,
    /^page\/change/,
    /^mediawiki.page_change.v1/,
    /^Show only mediawiki.page_change.v1/,
    /^Send a sample to mediawiki.page_change.v1/,
    'Show what mediawiki.page_change.v1 refused',
    'Copy the curl that follows mediawiki.page_change.v1',
    'Events with "change page"',
  ])
  await expect(options.first().locator('mark')).toHaveText(['page', 'change'])
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${sandbox.url}/ui/schemas/page/change`)

  await page.keyboard.press('Control+k')
  await expect(options.first()).toBeVisible()
  await page.keyboard.type('what page_ refused')
  await expect(options.first()).toHaveText('Show what mediawiki.page_change.v1 refused')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(page).toHaveURL(/q=stream:mediawiki.page_change.v1\+status:invalid/)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})

test('the palette opens over a field, is chosen from by the mouse, and Esc leaves things as they were', async ({
  page,
}) => {
  const field = page.getByRole('dialog').getByRole('combobox')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+k')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(field).toBeFocused()
  await page.keyboard.type('one')
  await page.getByRole('option', { name: 'Events with "one"' }).click()
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})

test('single keys can be switched off, and stay so', async ({ page }) => {
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: 'Single keys are on' }).click()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(page.locator('tr[data-cursor]')).toHaveCount(3)
  await page.keyboard.press('?')
  await page.keyboard.press('e')
  await expect(page.locator('.detail')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('single keys on')
  const choice = page.getByRole('option', { name: 'Switch single keys on' })
  await expect(choice).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('e')
  await expect(page.locator('.detail')).toBeVisible()
})
