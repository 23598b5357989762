import type { Page } from '@playwright/test'
import { testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

const json = { 'content-type': 'application/json' }

function ask(url: string, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${url}/_sandbox/${path}`, { method, ...(body ? { headers: json, body: JSON.stringify(body) } : {}) })
}

const titles = (page: Page) => page.locator('tr[data-cursor] .m')
const chart = (page: Page) => page.locator('.hist svg')

test('bars and ranges go by the clock of the sandbox, whatever it is set to', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  await sandbox.post(testEvent('now'))
  await expect(chart(page)).toHaveAttribute('aria-label', /: 1 accepted/)
  await ask(sandbox.url, 'PUT', 'clock', { now: '2026-01-31T12:00:00Z', frozen: true })
  await expect(chart(page)).toHaveAttribute('aria-label', /: 0 accepted/)
  await sandbox.post([testEvent('then'), testEvent('again')])
  await expect(titles(page)).toHaveText(['again', 'then', 'now'])
  await expect(chart(page)).toHaveAttribute('aria-label', /: 2 accepted/)
  await ask(sandbox.url, 'DELETE', 'clock')
  await expect(chart(page)).toHaveAttribute('aria-label', /: 1 accepted/)
})

test('an event is where a replay begins: it and what came after it, into another stream', async ({ page, sandbox }) => {
  await sandbox.post(testEvent('before'))
  await ask(sandbox.url, 'PUT', 'clock', { now: '+1h' })
  await sandbox.post([testEvent('from'), testEvent('after')])
  await page.goto(sandbox.url)
  await page.locator('tr[data-cursor]', { hasText: 'from' }).click()
  await page.getByRole('button', { name: 'Open as a page (Enter)' }).click()
  await page.getByRole('button', { name: 'Replay from here' }).click()
  await page.getByLabel('Into another stream').fill('again')
  await page.getByRole('button', { name: 'Send them again' }).click()
  await expect(page.getByText('2 accepted, 0 refused')).toBeVisible()
  await page.goto(`${sandbox.url}/?q=stream:again`)
  await expect(titles(page)).toHaveText(['after', 'from'])
  // What a search finds is sent again as well, and in the past what came from its moment on.
  await page.getByRole('button', { name: 'Replay these' }).click()
  await page.getByLabel('Into another stream').fill('thrice')
  await page.getByRole('button', { name: 'Send them again' }).click()
  await expect(page.getByText('2 accepted, 0 refused')).toBeVisible()
  const { items } = await (await ask(sandbox.url, 'GET', 'events?q=stream:thrice')).json()
  expect(items).toHaveLength(2)
  await page.goto(`${sandbox.url}/?q=stream:test.event+until:30m`)
  await expect(titles(page)).toHaveText(['before'])
  await page.getByRole('button', { name: 'Replay from here' }).click()
  await page.getByRole('button', { name: 'Send them again' }).click()
  await expect(page.getByText('2 accepted, 0 refused')).toBeVisible()
})

test('a snapshot that is restored is what the page shows', async ({ page, sandbox }) => {
  await sandbox.post([testEvent('one'), testEvent('two')])
  await ask(sandbox.url, 'POST', 'snapshots', { name: 'before' })
  await ask(sandbox.url, 'POST', 'reset')
  await sandbox.post(testEvent('three'))
  await page.goto(sandbox.url)
  await expect(titles(page)).toHaveText(['three'])
  await ask(sandbox.url, 'POST', 'snapshots/before/restore')
  await expect(titles(page)).toHaveText(['two', 'one'])
  await sandbox.post(testEvent('four'))
  await expect(titles(page)).toHaveText(['four', 'two', 'one'])
})
