import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from './sandbox.ts'

const run = promisify(execFile)

test('the command of the empty page works as it is copied', async ({ page, sandbox, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(sandbox.url)
  await expect(page.getByRole('heading', { name: 'Waiting for the first event.' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const command = await page.evaluate(() => navigator.clipboard.readText())
  expect(command).toContain(`curl -i ${sandbox.url}/v1/events`)

  const { stdout } = await run('sh', ['-c', command])
  expect(stdout).toContain('HTTP/1.1 201')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})

test('the TypeScript of the empty page works as it is copied', async ({ page, sandbox, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(sandbox.url)
  await page.getByRole('tab', { name: 'TypeScript' }).click()
  await page.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const code = await page.evaluate(() => navigator.clipboard.readText())
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code])
  expect(stdout).toContain('201')
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
})

test('the demo is started here, and ended from the palette', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  await page.getByRole('button', { name: 'Start demo traffic' }).click()
  await expect(page.locator('tr[data-cursor]').first()).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.type('stop the demo')
  await page.getByRole('option', { name: /Stop the demo traffic/ }).click()
  await expect.poll(async () => (await fetch(`${sandbox.url}/_sandbox/demo`)).json()).toMatchObject({ running: false })
})

test('an example is really sent', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  await page.getByRole('button', { name: 'Send an example' }).click()
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await expect(page.locator('.tally')).toContainText('1 accepted')
})
