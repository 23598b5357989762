import type { Page } from '@playwright/test'
import { pageChange, quotedPageId } from './events.ts'
import { expect, type RunningSandbox, test } from './sandbox.ts'

test.describe('somebody finds the refused event among 10,000, fixes it, and sends it again', () => {
  test.beforeEach(async ({ page, sandbox }) => {
    await fill(sandbox)
    await page.goto(sandbox.url)
    await expect(page.locator('.top')).toContainText('10,000 events')
  })

  test('by mouse', async ({ page }) => {
    await page.getByRole('button', { name: 'Refused', exact: true }).click()
    await page.locator('tr.no').click()
    await page.getByRole('button', { name: 'Fix and resend' }).click()
    await expectAccepted(page)
  })

  test('by keyboard alone', async ({ page }) => {
    await page.keyboard.press('/')
    await page.keyboard.type('page.page_id:"28304"')
    await page.keyboard.press('Enter')
    await expect(page.locator('tr.no')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await expect(page.locator('.sentence')).toContainText('page.page_id must be an integer')
    const button = page.getByRole('button', { name: 'Fix and resend' })
    for (let press = 0; press < 40 && !(await button.evaluate(each => each === document.activeElement)); press++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await expectAccepted(page)
  })
})

async function expectAccepted(page: Page): Promise<void> {
  await expect(page.locator('.dh')).toContainText('Accepted')
  await expect(page.locator('.top')).toContainText('10,001 events')
}

/** 9,999 events that are accepted, and between them one whose number stands in quotes. */
async function fill(sandbox: RunningSandbox): Promise<void> {
  const accepted = Array.from({ length: 9999 }, (_, index) =>
    pageChange({ revision: { rev_id: index + 1, rev_size: 3312 } }),
  )
  const events = [...accepted.slice(0, 5000), quotedPageId(), ...accepted.slice(5000)]
  for (let at = 0; at < events.length; at += 1000) await sandbox.post(events.slice(at, at + 1000))
}
