import { testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves by itself', async ({ page, sandbox }) => {
    await page.goto(sandbox.url)
    await expect(page.locator('.gate .run')).toBeVisible()
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await sandbox.post(testEvent())
    await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

test('the theme is switched by hand and remembered', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
