import { quotedPageId, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test('somebody without a mouse finds the refused event, reads why, and sends it corrected', async ({
  page,
  sandbox,
}) => {
  await sandbox.post(testEvent('one'))
  await sandbox.post(quotedPageId())
  await sandbox.post([testEvent('two'), testEvent('three')])
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(4)

  await page.keyboard.press('j')
  await expect(page.locator('tr[data-cursor]').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('tr[data-cursor]').nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(page.locator('tr[data-cursor]').first()).toBeFocused()
  await page.keyboard.press('e')
  await expect(page.locator('.sentence')).toContainText('page.page_id must be an integer')

  const button = page.getByRole('button', { name: 'Fix and resend' })
  for (let press = 0; press < 30 && !(await button.evaluate(each => each === document.activeElement)); press++) {
    await page.keyboard.press('Tab')
  }
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.dh')).toContainText('Accepted')

  await page.keyboard.press('Escape')
  await expect(page.locator('.detail')).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(5)
})

test('Enter opens a row, and once more as a page; Esc leads back', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?event=\d+\.\d+$/)
  await expect(page.locator('.dh')).toContainText('test.event')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ui\/event\/\d+\.\d+$/)
  await expect(page.getByRole('heading', { name: 'test.event' })).toBeVisible()
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Body')
  await page.keyboard.press(']')
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Envelope')
  await page.keyboard.press('[')
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Body')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/ui\/$/)
})

test('g and a letter lead to each page, and the sheet names them', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  const current = page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current=page]')
  await expect(current).toHaveText('Live')
  for (const [key, path, name] of [
    ['t', '/ui/topics', 'Topics'],
    ['c', '/ui/consumers', 'Consumers'],
    // With room for both, the first of the list is open.
    ['h', '/ui/schemas/', 'Schemas'],
    ['l', '/ui/', 'Live'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL(url => url.href.startsWith(`${sandbox.url}${path}`))
    await expect(current).toHaveText(name)
  }
  await page.keyboard.press('t')
  await expect(page).toHaveURL(`${sandbox.url}/ui/`)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Topicsg then t')
})

test('a search asked on any page leads to the list', async ({ page, sandbox }) => {
  await sandbox.post([testEvent('one'), testEvent('two', 'other.event')])
  await page.goto(`${sandbox.url}/ui/topics`)
  await expect(page.locator('#q')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('stream:other.event')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${sandbox.url}/ui/?q=stream:other.event`)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})

test('single keys can be switched off, and stay off', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  await page.goto(sandbox.url)
  await expect(page.locator('#q')).toBeVisible()
  await page.keyboard.press('?')
  await page.getByRole('switch').click()
  await page.getByRole('button', { name: 'Close (Esc)' }).click()
  await page.reload()
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await page.keyboard.press('/')
  await expect(page.locator('#q')).not.toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('tr[data-cursor]').first()).toBeFocused()
})
