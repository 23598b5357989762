import type { Locator, Page } from '@playwright/test'
import { pageChange, refusedEvent, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

const rows = (page: Page): Locator => page.locator('tr[data-cursor]')

test.describe('the live list', () => {
  test('shows what arrives, newest first, with the reason of what is refused', async ({ page, sandbox }) => {
    await sandbox.post(testEvent('the first'))
    await page.goto(`${sandbox.url}/`)
    await expect(rows(page)).toHaveCount(1)

    await sandbox.post(refusedEvent())
    await expect(rows(page).first()).toContainText('Refused')
    await expect(rows(page).first()).toContainText('test must be a string')
    await sandbox.post(pageChange())
    await expect(rows(page).first()).toContainText('Aare')
    await expect(rows(page).first()).toContainText('page/change@1.0.0')
    await expect(rows(page).last()).toContainText('the first')
  })

  test('counts exactly, also more than it draws', async ({ page, sandbox }) => {
    await page.goto(sandbox.url)
    await sandbox.post(Array.from({ length: 3000 }, (_, index) => testEvent(`${index}`)))
    await sandbox.post([refusedEvent(), refusedEvent(), testEvent()])
    await expect(page.locator('.tally')).toContainText('3,001 accepted')
    await expect(page.locator('.tally')).toContainText('2 refused')
    await expect(page).toHaveTitle('(2) Live - event-sandbox')
    expect(await rows(page).count()).toBeLessThan(100)
  })

  test('reads what a busy moment left out as soon as it is over', async ({ page, sandbox }) => {
    await sandbox.post(testEvent('before'))
    await page.goto(sandbox.url)
    await expect(rows(page)).toHaveCount(1)
    await sandbox.post(Array.from({ length: 1000 }, (_, index) => testEvent(`number ${index}`)))
    await expect(page.locator('table.ev')).toHaveAttribute('aria-rowcount', '1002')
    await expect(page.getByText(/Showing 1 row in/)).toHaveCount(0)
    expect(await everyText(page, 1001)).toEqual([
      ...Array.from({ length: 1000 }, (_, index) => `number ${999 - index}`),
      'before',
    ])
  })

  test('counts the same after it is loaded again', async ({ page, sandbox }) => {
    await sandbox.post([testEvent(), testEvent(), refusedEvent()])
    await page.goto(sandbox.url)
    await expect(page.locator('.tally')).toContainText('2 accepted')
    await sandbox.post(testEvent())
    await expect(page.locator('.tally')).toContainText('3 accepted')
    await page.reload()
    await expect(page.locator('.tally')).toContainText('3 accepted')
    await expect(page.locator('.tally')).toContainText('1 refused')
  })

  test('reads older events when somebody scrolls to them', async ({ page, sandbox }) => {
    await sandbox.post(Array.from({ length: 1000 }, (_, index) => testEvent(`number ${index}`)))
    await page.goto(sandbox.url)
    await expect(rows(page).first()).toContainText('number 999')
    const last = rows(page).filter({ hasText: /number 0$|number 0\D/ })
    await expect(async () => {
      await page.locator('.gridwrap').evaluate(list => list.scrollTo({ top: list.scrollHeight }))
      await expect(last).toBeVisible({ timeout: 200 })
    }).toPass()
    await expect(page.locator('.conn')).toContainText('Paused')
  })
})

test.describe('pausing', () => {
  test('keeps the row still that a mouse moves over, until it leaves', async ({ page, sandbox }) => {
    await sandbox.post([testEvent('one'), testEvent('two')])
    await page.goto(sandbox.url)
    await expect(rows(page)).toHaveCount(2)
    const one = rows(page).filter({ hasText: 'one' })
    await one.hover()
    const before = await one.boundingBox()
    await sandbox.post(testEvent('three'))
    // A mouse that rests lets the list go on, however long the event takes: this one moves until it is counted.
    const counted = page.locator('.top', { hasText: '3 events' })
    const { x, y } = before ?? { x: 0, y: 0 }
    for (let step = 0; (await counted.count()) === 0; step++) await page.mouse.move(x + 40 + (step % 2), y + 8)
    expect(await one.boundingBox()).toEqual(before)
    await page.mouse.move(0, 0)
    await expect(rows(page).first()).toContainText('three')
  })

  test('holds the view and loses nothing', async ({ page, sandbox }) => {
    await sandbox.post(testEvent('before'))
    await page.goto(sandbox.url)
    await expect(rows(page)).toHaveCount(1)
    await page.keyboard.press('Space')
    await sandbox.post(Array.from({ length: 1200 }, (_, index) => testEvent(`held ${index}`)))
    await sandbox.post(Array.from({ length: 12 }, () => refusedEvent()))

    await expect(page.locator('.pill')).toContainText('1,212 new, 12 refused')
    await expect(rows(page)).toHaveCount(1)
    await page.keyboard.press('Space')
    await expect(rows(page).first()).toContainText('Refused')
    expect(await everyText(page, 1213)).toEqual([
      ...Array<string>(12).fill('refused'),
      ...Array.from({ length: 1200 }, (_, index) => `held ${1199 - index}`),
      'before',
    ])
  })

  test('happens by itself where somebody reads further down', async ({ page, sandbox }) => {
    await sandbox.post(Array.from({ length: 200 }, (_, index) => testEvent(`number ${index}`)))
    await page.goto(sandbox.url)
    await expect(rows(page).first()).toContainText('number 199')
    await page.locator('.gridwrap').evaluate(list => list.scrollTo({ top: 1000 }))
    await expect(page.locator('.pill')).toContainText('Paused')
    const read = rows(page).filter({ hasText: 'number 160' })
    const before = await read.boundingBox()
    await sandbox.post([testEvent('new'), testEvent('newer')])
    await expect(page.locator('.pill')).toContainText('2 new')
    expect(await read.boundingBox()).toEqual(before)
    await page.locator('.pill').click()
    await expect(rows(page).first()).toContainText('newer')
  })

  test('is how a list begins that a shared address opens with an event', async ({ page, sandbox }) => {
    await sandbox.post([testEvent('one'), testEvent('two')])
    await page.goto(sandbox.url)
    await rows(page).first().click()
    await expect(page.locator('.dh')).toContainText('test.event')
    await page.goto(page.url())
    await expect(page.locator('.dh')).toContainText('test.event')
    await expect(page.locator('.pill')).toBeVisible()
    await expect(rows(page)).toHaveCount(2)
    await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true')
  })

  test('never ends without a hand: an opened event stays where it is', async ({ page, sandbox }) => {
    await sandbox.post(testEvent('opened'))
    await page.goto(sandbox.url)
    await rows(page).first().click()
    await sandbox.post(testEvent('later'))
    await expect(page.locator('.pill')).toContainText('1 new')
    await page.keyboard.press('Escape')
    await expect(page.locator('.detail')).toHaveCount(0)
    await expect(rows(page)).toHaveCount(1)
    await page.keyboard.press('.')
    await expect(rows(page)).toHaveCount(2)
  })
})

/** What the rows say, read from the top to the end of the list; refused ones only as that. */
async function everyText(page: Page, count: number): Promise<string[]> {
  return page.evaluate(async wanted => {
    const list = document.querySelector('.gridwrap')
    // As far as the list is high, less its head and one row: what was the last row is the first.
    const step = (list?.clientHeight ?? 0) - 64
    const texts = new Map<number, string>()
    const drawn = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (let top = 0; texts.size < wanted && top < wanted * 40; top += step) {
      list?.scrollTo({ top })
      await drawn()
      for (const row of document.querySelectorAll<HTMLElement>('tr[data-cursor]')) {
        const text = row.querySelector('.m')?.textContent?.trim() ?? ''
        texts.set(Number(row.getAttribute('aria-rowindex')), row.classList.contains('no') ? 'refused' : text)
      }
    }
    return [...texts].sort((a, b) => a[0] - b[0]).map(([, text]) => text)
  }, count)
}
