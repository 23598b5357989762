import { overflow, seriousFindings } from './axe.ts'
import { pageChange, quotedPageId, refusedEvent, testEvent, threeMistakes } from './events.ts'
import { expect, test } from './sandbox.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('axe finds nothing serious on any page', async ({ page, sandbox }) => {
      // Axe looks at ten views, a second or two each.
      test.slow()
      await page.goto(sandbox.url)
      await expect(page.getByRole('heading', { name: 'Waiting for the first event.' })).toBeVisible()
      expect(await seriousFindings(page), 'empty').toEqual([])

      await sandbox.post([testEvent(), refusedEvent(), pageChange(), threeMistakes(), quotedPageId()])
      await expect(page.locator('tr[data-cursor]')).toHaveCount(5)
      expect(await seriousFindings(page), 'live').toEqual([])

      await page.locator('tr.no').first().click()
      await expect(page.locator('.pane.sc .ln.hit')).toBeVisible()
      expect(await seriousFindings(page), 'why, beside the list').toEqual([])
      for (const tab of ['Body', 'Envelope', 'Raw']) {
        await page.getByRole('tab', { name: tab }).click()
        expect(await seriousFindings(page), tab).toEqual([])
      }
      await page.locator('tr.no').nth(1).click()
      await page.keyboard.press('Enter')
      await page.getByRole('tab', { name: 'Why' }).click()
      await expect(page.locator('.prob')).toHaveCount(3)
      expect(await seriousFindings(page), 'why, as a page').toEqual([])

      await page.goto(`${sandbox.url}/ui/?q=stream:nothing+status:invalid`)
      await expect(page.getByRole('heading', { name: 'Nothing matches both.' })).toBeVisible()
      expect(await seriousFindings(page), 'nothing matches').toEqual([])
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await seriousFindings(page), 'keys').toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
      expect(await seriousFindings(page), 'palette').toEqual([])

      await page.goto(`${sandbox.url}/ui/?q=until:${new Date().toISOString()}`)
      await expect(page.getByRole('button', { name: 'Back to now' })).toBeVisible()
      await page.getByRole('button', { name: 'Choose columns' }).click()
      await page.keyboard.press('/')
      await page.keyboard.type('statsu:valid')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
      expect(await seriousFindings(page), 'the past, columns, a search that is wrong').toEqual([])
    })
  })
}

for (const width of [400, 320]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('no page scrolls sideways, and every control is reached', async ({ page, sandbox }) => {
      await page.goto(sandbox.url)
      await expect(page.getByRole('button', { name: 'Send an example' })).toBeVisible()
      expect(await overflow(page), 'empty').toBeLessThanOrEqual(0)
      await sandbox.post([testEvent(), threeMistakes()])
      await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
      expect(await overflow(page), 'live').toBeLessThanOrEqual(0)
      await page.locator('tr.no').click()
      await expect(page.getByRole('button', { name: 'Fix all 3 and resend' })).toBeVisible()
      expect(await overflow(page), 'event').toBeLessThanOrEqual(0)
    })
  })
}

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
