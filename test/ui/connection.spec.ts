import { isForEveryone } from './axe.ts'
import { testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test('a sandbox that stops leaves its events readable, and is followed again where it left off', async ({
  page,
  start,
  folder: storage,
  forgive,
}) => {
  forgive(/ERR_/) // the browser notes every connection it could not open
  const first = await start({ storage })
  const port = Number(new URL(first.url).port)
  await first.post([testEvent('one'), testEvent('two')])
  await page.goto(first.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)

  await first.kill()
  await expect(page.locator('.conn')).toContainText('Stopped')
  await expect(page.getByText(/The sandbox stopped at/)).toBeVisible()
  await expect(page.locator('.cmdl')).toContainText('npx event-sandbox')
  await isForEveryone(page, 'stopped')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)

  const second = await start({ storage, port })
  await second.post([testEvent('three'), testEvent('four')])
  await expect(page.locator('.conn')).toContainText('Live')
  await expect(page.locator('tr[data-cursor] .m')).toHaveText(['four', 'three', 'two', 'one'])
  await expect(page.locator('.strip')).toHaveCount(0)
})

test('a sandbox in memory that starts again begins with an empty page', async ({ page, start, forgive }) => {
  forgive(/ERR_/)
  const first = await start()
  const port = Number(new URL(first.url).port)
  await first.post([testEvent('one'), testEvent('two')])
  await page.goto(first.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
  await first.kill()
  await expect(page.locator('.conn')).toContainText('Stopped')

  const second = await start({ port })
  await expect(page.getByRole('heading', { name: 'Waiting for the first event.' })).toBeVisible()
  await second.post(testEvent('three'))
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})
