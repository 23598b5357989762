import type { Page } from '@playwright/test'
import { pageChange, refusedEvent, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

const rows = (page: Page) => page.locator('tr[data-cursor]')

test.beforeEach(async ({ page, sandbox }) => {
  await sandbox.post([testEvent('one'), refusedEvent(), pageChange(), testEvent('two', 'other.event')])
  await page.goto(sandbox.url)
  await expect(rows(page)).toHaveCount(4)
})

test('a search becomes chips, the URL, and the list', async ({ page, sandbox }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('stream:test.*')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(2)
  await expect(page).toHaveURL(`${sandbox.url}/ui/?q=stream:test.*`)

  await page.getByRole('button', { name: 'Refused', exact: true }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(page).toHaveURL(`${sandbox.url}/ui/?q=stream:test.*+status:invalid`)

  await sandbox.post([testEvent('not asked for'), refusedEvent('asked for'.length)])
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Remove stream:test.*' }).click()
  await page.getByRole('button', { name: 'Remove status:invalid' }).click()
  await expect(rows(page)).toHaveCount(6)
  await page.goBack()
  await expect(rows(page)).toHaveCount(2)
})

test('a wrong key is underlined and named with its nearest, and Tab corrects it', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('stauts:invalid')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('stauts is not a key')
  await expect(page.getByRole('alert')).toContainText('Did you mean status?')
  await expect(page.locator('.ghost u')).toHaveText('stauts')
  await expect(rows(page)).toHaveCount(4)

  await page.keyboard.press('Tab')
  await expect(rows(page)).toHaveCount(1)
})

test('words are found wherever they stand, and the row shows where', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/`)
  await expect(page.locator('#q')).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('"mirkw" OR .test:t*')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first().locator('mark')).toHaveText('two')
  await expect(rows(page).last().locator('.hit')).toHaveText('performer.user_text Mirkwood')
  await expect(page.getByRole('button', { name: 'Remove "mirkw" OR .test:t*' })).toBeVisible()

  await page.keyboard.type('status:valid')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=%28%22mirkw%22\+OR\+.test:t\*%29\+status:valid/)
  await expect(rows(page)).toHaveCount(2)
})

test('a value in an event goes into the search as the field it is', async ({ page }) => {
  await rows(page).filter({ hasText: 'Aare' }).click()
  await page.getByRole('treeitem', { name: /^page_id/ }).click()
  await page.getByRole('button', { name: 'Add page.page_id:28304 to the search' }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(page).toHaveURL(/q=page.page_id:28304/)
})

test('a search in the address that cannot be read says so, and is corrected', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/?q=status:refused`)
  await expect(page.getByRole('alert')).toContainText('Did you mean status:invalid?')
  await page.getByRole('button', { name: 'Use invalid' }).click()
  await expect(rows(page)).toHaveCount(1)
})

test('a stream is offered while its name is typed', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('stream:oth')
  await expect(page.getByRole('option')).toHaveText(/^other.event/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page).first()).toContainText('two')
})

test('a search that finds nothing says which term to drop', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/?q=stream:other.*+status:invalid`)
  await expect(page.getByRole('heading', { name: 'Nothing matches both.' })).toBeVisible()
  const drop = page.getByRole('listitem').filter({ hasText: 'status:invalid' })
  await expect(drop).toContainText('1')
  await drop.getByRole('button').click()
  await expect(rows(page)).toHaveCount(1)
})

test('the arrow keys on a grip set a time range, Esc takes it back', async ({ page }) => {
  await page.getByRole('slider', { name: 'Start of the range' }).focus()
  for (let step = 0; step < 5; step++) await page.keyboard.press('PageUp')
  await expect(page.locator('.tally')).toContainText('last 1 min 40 s')
  await expect(page).toHaveURL(/q=since:1m40s/)
  await expect(rows(page)).toHaveCount(4)
  await page.keyboard.press('Escape')
  await expect(page.locator('.tally')).toContainText('last 10 min')
})

test('a range brushed with the mouse cuts the list', async ({ page }) => {
  const box = await page.locator('.brusharea').boundingBox()
  if (box === null) throw new Error('The histogram is not there.')
  await page.mouse.move(box.x + box.width * 0.1, box.y + 30)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 30, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/since:20.*until:20/)
  await expect(rows(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(rows(page)).toHaveCount(4)
})
