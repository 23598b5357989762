import { overflow, seriousFindings } from './axe.ts'
import { expect, test } from './sandbox.ts'

test('the whole tour is taken, and ticks what really happens', async ({ page, sandbox, forgive }) => {
  test.slow()
  forgive(/a status of 400/) // a browser writes each refusal to its console; here one is asked for
  await page.goto(sandbox.url)
  await page.getByRole('button', { name: 'Start the tour' }).click()
  const tour = page.getByRole('complementary', { name: 'Guided tour' })
  const ticked = tour.locator('.tour-checks .ok')
  const next = () => tour.getByRole('button', { name: 'Next step' }).click()
  await expect(tour).toContainText('step 1 of 6')
  // By keys one goes on from here.
  await expect(tour).toBeFocused()
  await tour.getByRole('link', { name: 'Open Send' }).click()
  await expect(page.locator('.send-state')).toHaveText('Right by its schema')
  await page.getByRole('button', { name: /^Send( Ctrl Enter)?$/ }).click()
  await expect(ticked).toHaveCount(2)
  await page.reload()
  await expect(ticked).toHaveCount(2)
  // Somebody else's event ticks nothing.
  await sandbox.post({ $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'of somebody else' })
  await tour.getByRole('link', { name: 'Open Live' }).click()
  await page.locator('tr[data-cursor]', { hasText: 'of somebody else' }).click()
  await expect(page.locator('.dh')).toContainText('test.event')
  await expect(ticked).toHaveCount(2)
  await page.locator('tr[data-cursor]').last().click()
  await expect(ticked).toHaveCount(3)
  expect(await seriousFindings(page)).toEqual([])
  await next()

  await tour.getByRole('link', { name: 'Open Send' }).click()
  const editor = page.getByRole('textbox', { name: 'Event, JSON' })
  const wrong = { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 42 }
  await editor.click()
  await page.keyboard.press('Control+a')
  await editor.evaluate(
    (element, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    JSON.stringify(wrong, null, 2),
  )
  await page.getByRole('button', { name: 'Send as it is' }).click()
  await expect(ticked).toHaveCount(1)
  await tour.getByRole('link', { name: 'Open what was refused' }).click()
  await page.locator('tr.no').click()
  await expect(ticked).toHaveCount(2)
  await next()

  await page.getByRole('button', { name: 'Fix and resend' }).click()
  await expect(ticked).toHaveCount(1)
  await next()

  await tour.getByRole('button', { name: 'Require reviewed_by' }).click()
  await expect(tour).toContainText('3 stored events of 3 would be refused. It would need version 2.0.0.')
  await tour.getByRole('button', { name: 'Make it optional' }).click()
  await expect(tour).toContainText('Every stored event still passes.')
  await expect(ticked).toHaveCount(3)
  await next()

  await tour.getByRole('button', { name: 'Attach a consumer' }).click()
  await expect(tour).toContainText('3 events read, 0 behind.')
  await expect(ticked).toHaveCount(2)
  await tour.getByRole('button', { name: 'Let it go' }).click()
  // What others send leaves it behind as well, and ticks nothing.
  await sandbox.post({ ...wrong, test: 'one more' })
  await expect(tour).toContainText('3 events read, 1 behind.')
  await expect(ticked).toHaveCount(2)
  await tour.getByRole('link', { name: 'Send an event' }).click()
  await page.getByRole('button', { name: /^Send( Ctrl Enter)?$/ }).click()
  await expect(tour).toContainText('3 events read, 2 behind.')
  await expect(ticked).toHaveCount(3)
  await tour.getByRole('button', { name: 'Attach a consumer' }).click()
  await expect(tour).toContainText('5 events read, 0 behind.')
  await expect(ticked).toHaveCount(4)
  await next()

  await tour.getByRole('link', { name: 'Look at the moment before' }).click()
  await expect(ticked).toHaveCount(2)
  await tour.getByRole('link', { name: 'Back to now' }).click()
  await expect(ticked).toHaveCount(3)
  await tour.getByRole('button', { name: 'Finish' }).click()
  await expect(page.getByRole('heading', { name: 'You have seen the whole platform.' })).toBeVisible()
  await expect(page.getByText('6 of 6 steps')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})

for (const width of [960, 320]) {
  test(`the tour stands by the page at ${width} pixels, and is left`, async ({ page, sandbox }) => {
    await page.setViewportSize({ width, height: 800 })
    for (let step = 1; step <= 6; step++) {
      await page.goto(`${sandbox.url}/ui/?tour=${step}`)
      await expect(page.getByRole('complementary', { name: 'Guided tour' })).toContainText(`step ${step} of 6`)
      await expect.poll(() => overflow(page), `${step}`).toBeLessThanOrEqual(0)
    }
    await page.getByRole('button', { name: 'Leave' }).click()
    await expect(page).not.toHaveURL(/tour/)
  })
}
