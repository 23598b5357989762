import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testEvent } from './events.ts'
import { expect, startSandbox, test } from './sandbox.ts'

test('a sandbox that stops leaves its events readable, and is followed again where it left off', async ({
  page,
  complaints,
}) => {
  const storage = await mkdtemp(join(tmpdir(), 'event-sandbox-ui-'))
  const first = await startSandbox({ storage })
  const port = Number(new URL(first.url).port)
  await first.post([testEvent('one'), testEvent('two')])
  await page.goto(first.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)

  await first.kill()
  await expect(page.locator('.conn')).toContainText('Stopped')
  await expect(page.getByText(/The sandbox stopped at/)).toBeVisible()
  await expect(page.locator('.cmdl')).toContainText('npx event-sandbox')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)

  const second = await startSandbox({ storage, port })
  await second.post([testEvent('three'), testEvent('four')])
  await expect(page.locator('.conn')).toContainText('Live')
  await expect(page.locator('tr[data-cursor] .m')).toHaveText(['four', 'three', 'two', 'one'])
  await expect(page.locator('.strip')).toHaveCount(0)
  await second.kill()
  await rm(storage, { recursive: true })
  complaints.length = 0 // the browser notes every connection it could not open
})

test('a sandbox in memory that starts again begins with an empty page', async ({ page, complaints }) => {
  const first = await startSandbox()
  const port = Number(new URL(first.url).port)
  await first.post([testEvent('one'), testEvent('two')])
  await page.goto(first.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
  await first.kill()
  await expect(page.locator('.conn')).toContainText('Stopped')

  const second = await startSandbox({ port })
  await expect(page.getByRole('heading', { name: 'Waiting for the first event.' })).toBeVisible()
  await second.post(testEvent('three'))
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await second.kill()
  complaints.length = 0 // the browser notes every connection it could not open
})
