import type { Page } from '@playwright/test'
import { overflow, seriousFindings } from './axe.ts'
import { quotedPageId, refusedEvent, testEvent } from './events.ts'
import { expect, type RunningSandbox, test } from './sandbox.ts'

const editor = 'Event, JSON'
const send = /^Send( Ctrl Enter)?$/
/** A browser writes each answer of 400 to its console; here such an answer is what is asked for. */
const refusals = /a status of 400/

test('a sample of the stream is written, checked and sent; the answer is the own words of the gate', async ({
  page,
  sandbox,
}) => {
  await sandbox.post(testEvent())
  await page.goto(`${sandbox.url}/ui/send`)
  await expect(page.getByRole('textbox', { name: editor })).toContainText('"$schema": "/test/event/1.0.0"')
  await expect(page.getByText('Right by its schema')).toBeVisible()
  await page.getByRole('button', { name: send }).click()
  await expect(page.locator('.send-status')).toHaveText('201 All 1 out of 1 events were accepted.')
  await expect(page.getByText('The answer has no body.')).toBeVisible()
  await page.getByRole('button', { name: /^Headers/ }).click()
  await expect(page.getByRole('region', { name: 'Headers of the answer' })).toContainText('access-control-allow-origin')
  expect(await streamOfNewest(sandbox)).toBe('test.event')
})

test('what is wrong is marked in its line while it is typed, corrected, and sent by keyboard', async ({
  page,
  sandbox,
  forgive,
}) => {
  forgive(refusals)
  await sandbox.post(testEvent())
  await page.goto(`${sandbox.url}/ui/send?stream=test.event`)
  await write(page, '{\n"$schema": "/test/event/1.0.0",\n"meta": {"stream": "test.event"},\n"test": 42\n}')
  await expect(page.getByText('1 problem', { exact: true })).toBeVisible()
  await expect(page.locator('.cm-hit')).toContainText('"test": 42')
  await expect(page.locator('.cm-reason')).toContainText('test must be a string')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.send-status')).toHaveText('201 All 1 out of 1 events were accepted.')
  await expect(page.getByRole('textbox', { name: editor })).toContainText('"test": "42"')

  await write(page, '{"$schema": "/test/event/1.0.0", "meta": {"stream": "test.event"}, "test": 42}')
  // In the wrong line Tab writes the correction.
  await expect(page.locator('.cm-fix kbd')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: editor })).toContainText('"test": "42"')
  await expect(page.getByText('Right by its schema')).toBeVisible()

  await write(page, '{"$schema": "/test/event/1.0.0", "meta": {"stream": "test.event"}, "test": 42}')
  await page.getByRole('button', { name: 'Send as it is' }).click()
  await expect(page.locator('.send-status')).toHaveText('400 1 out of 1 events were invalid and not accepted.')
  await expect(page.getByRole('region', { name: 'Body of the answer' })).toContainText("'.test' should be string")
  await expect(page.locator('.send-sent li')).toHaveCount(2)
  await page.locator('.send-sent li').nth(1).getByRole('button').click()
  await expect(page.locator('.send-status')).toContainText('201')
})

test('several events go at once, and each is checked', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  await page.goto(`${sandbox.url}/ui/send?stream=test.event`)
  await write(page, `[\n${JSON.stringify(testEvent())},\n${JSON.stringify(refusedEvent({}))}\n]`)
  await expect(page.locator('.cm-hit')).toContainText('"test":{}')
  await page.getByRole('button', { name: 'Send as it is' }).click()
  await expect(page.locator('.send-status')).toContainText('207 1 out of 2 events were accepted')
  // Pressed, not `check()`ed: that wants the box to be another at once, and its state is in the address.
  const hasty = page.getByRole('checkbox', { name: 'Hasty' })
  await hasty.click()
  await expect(hasty).toBeChecked()
  await expect(page).toHaveURL(/hasty=true/)
  await page.getByRole('button', { name: 'Send as it is' }).click()
  await expect(page.locator('.send-status')).toHaveText('202 2 events hastily received.')

  // A line each, and each in its own line wrong.
  await hasty.click()
  await expect(hasty).not.toBeChecked()
  const lines = [testEvent('a'), refusedEvent(7), testEvent('b')].map(event => JSON.stringify(event))
  await write(page, lines.join('\n'))
  await expect(page.locator('.cm-hit')).toContainText('"test":7')
  await page.getByRole('button', { name: 'Fix and send' }).click()
  await expect(page.locator('.send-status')).toHaveText('201 All 3 out of 3 events were accepted.')
  await expect(page.locator('.send-state')).toHaveText('All 3 lines are right')

  // What was written outlives a reload, until one begins anew.
  await page.reload()
  await expect(page.locator('.send-state')).toHaveText('All 3 lines are right')
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(page.locator('.send-state')).toHaveText('Right by its schema')
})

test('text that is no JSON says where it breaks off', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/send`)
  await write(page, '{\n"test": "hi"\n"meta": {}\n}')
  await expect(page.locator('.cm-reason')).toContainText('a comma is missing')
  await expect(page.locator('.cm-hit')).toContainText('"meta"')
})

test('completion offers the keys and values of the schema', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/send`)
  await write(page, '{"$schema": "/page/change/1.0.0", ')
  await page.keyboard.type('page_')
  const options = page.getByRole('option')
  await expect(options.first()).toContainText('page_change_kind')
  // By mouse: the editor passes over an Enter that comes at the very moment its list appears.
  await options.first().click()
  await expect(page.getByRole('textbox', { name: editor })).toContainText('"page_change_kind": ""')
})

test('a refused event is edited and sent again', async ({ page, sandbox }) => {
  await sandbox.post(quotedPageId())
  await page.goto(sandbox.url)
  await page.locator('tr.no').click()
  await page.keyboard.press('r')
  await expect(page).toHaveURL(/\/ui\/send\?event=/)
  await expect(page.locator('.cm-hit')).toContainText('"page_id": "28304"')
  await expect(page.getByRole('combobox', { name: 'Stream' })).toHaveValue('mediawiki.page_change.v1')
  await page.locator('.cm-fix').click()
  await expect(page.getByText('Right by its schema')).toBeVisible()
  await page.getByRole('button', { name: send }).click()
  await expect(page.locator('.send-status')).toContainText('201')
})

test('axe finds nothing serious in a refusing answer, and nothing scrolls sideways', async ({
  page,
  sandbox,
  forgive,
}) => {
  forgive(refusals)
  await page.goto(`${sandbox.url}/ui/send`)
  await write(page, JSON.stringify(refusedEvent(), null, 2))
  await page.getByRole('button', { name: 'Send as it is' }).click()
  await expect(page.locator('.send-status')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await seriousFindings(page, ['color-contrast'])).toEqual([])
  for (const width of [960, 400, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expect.poll(() => overflow(page), `${width}`).toBeLessThanOrEqual(0)
  }
})

async function write(page: Page, text: string) {
  const box = page.getByRole('textbox', { name: editor })
  await box.click()
  await page.keyboard.press('Control+a')
  // Pasted, so that nothing closes brackets by itself.
  await box.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

async function streamOfNewest(sandbox: RunningSandbox): Promise<string> {
  const { items } = await (await fetch(`${sandbox.url}/_sandbox/events?limit=1`)).json()
  return items[0].stream
}
