import { readFileSync, writeFileSync } from 'node:fs'
import { test as base } from '@playwright/test'
import { refusedEvent, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

const configuration = `defaults: &defaults
  schema_title: test/event
test.event:
  <<: *defaults
  message_key_fields:
    name: test
other.stream: *defaults
`

test('the streams show what runs on them, and one shows its tail, settings and readers', async ({ page, start }) => {
  const file = base.info().outputPath('streams.yaml')
  writeFileSync(file, configuration)
  const sandbox = await start({ streams: file })
  await sandbox.post([testEvent(), refusedEvent(), testEvent('x', 'test.evnet')])
  await page.goto(sandbox.url)
  await page.getByRole('link', { name: 'Streams' }).first().click()
  // With room for both, the one with most events opens.
  await expect(page).toHaveURL(`${sandbox.url}/ui/streams/test.event`)
  const row = page.getByRole('row', { name: /^test\.event/ })
  await expect(row).toContainText('test/event 1.0.0, 1 topic')
  await expect(row.locator('.a')).toHaveText('1')
  await expect(row.locator('.b')).toHaveText('1')
  const tried = page.getByRole('list', { name: 'Not configured' })
  await expect(tried).toContainText('test.evnet is not a stream. It was refused once at')
  await tried.getByRole('link', { name: 'test.event' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/streams/test.event`)

  const opened = page.getByRole('region', { name: 'test.event' }).first()
  const tail = opened.locator('.tail tr')
  await expect(tail).toHaveCount(2)
  await sandbox.post(testEvent('the newest'))
  await expect(tail.first()).toContainText('the newest')
  await opened.getByRole('button', { name: 'Pause' }).click()
  await sandbox.post(testEvent('behind the pause'))
  await expect(opened.locator('dd').nth(1)).toHaveText('3')
  await expect(tail.first()).toContainText('the newest')
  await opened.getByRole('button', { name: 'Resume' }).click()
  await expect(tail.first()).toContainText('behind the pause')

  const setting = (name: string) => opened.getByRole('row', { name: new RegExp(`^${name} `) })
  await expect(setting('schema_title')).toContainText('streams.yaml:2')
  await expect(setting('message_key_fields')).toContainText('streams.yaml:5-6')
  await expect(setting('topics')).toContainText('from the name')
  await expect(opened.getByText('Nobody reads it.')).toBeVisible()
  const reading = new AbortController()
  await fetch(`${sandbox.url}/v2/stream/test.event`, { headers: { 'user-agent': 'reader/8' }, signal: reading.signal })
  await expect(opened.getByRole('row', { name: /^reader\/8 SSE since/ })).toBeVisible()
  reading.abort()
  await expect(opened.getByText('Nobody reads it.')).toBeVisible()
  await expect(opened.locator('pre').first()).toHaveText(`curl -N ${sandbox.url}/v2/stream/test.event`)

  await expect(setting('partitions')).toContainText('its topic')
  await opened.getByRole('link', { name: 'Send to this stream' }).click()
  await expect(page.getByRole('combobox', { name: 'Stream' })).toHaveValue('test.event')
  await page.goBack()
  await opened.getByRole('link', { name: /show their problems/ }).click()
  await expect(page.locator('.head')).toContainText('1 refusal, 1 cause')
  await page.getByRole('button', { name: 'Remove stream:test.event' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/problems`)
  await expect(page.locator('.head')).toContainText('2 refusals, 2 causes')

  await page.setViewportSize({ width: 1000, height: 800 })
  await page.goto(`${sandbox.url}/ui/streams/test.event`)
  await page.getByRole('link', { name: 'Close' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/streams`)
})

test('a broken configuration says where it broke, and the last good one goes on', async ({ page, start }) => {
  const file = base.info().outputPath('streams.yaml')
  writeFileSync(file, configuration)
  const sandbox = await start({ streams: file })
  await page.goto(`${sandbox.url}/ui/streams/test.event`)
  await expect(page.getByRole('link', { name: 'other.stream' })).toBeVisible()
  writeFileSync(file, 'test.event: {schema_title: [}\n')
  await expect(page.getByText(/cannot be read: .* at line 1, column 29\. The last good one stays/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'other.stream' })).toBeVisible()
  writeFileSync(file, 'new.stream: {schema_title: test/event}\n')
  await expect(page.getByRole('link', { name: 'new.stream' })).toBeVisible()
  await expect(page.getByText('stays in force')).toHaveCount(0)
  // The opened one is read no more, until it is back.
  const opened = page.getByRole('region', { name: 'test.event' }).first()
  await expect(opened).toContainText('It has left the streams.')
  await expect(opened.getByRole('row', { name: /^schema_title / })).toContainText('streams.yaml:2')
  writeFileSync(file, 'new.stream: {}\ntest.event: {schema_title: test/event}\n')
  await expect(opened.getByRole('row', { name: /^schema_title / })).toContainText('streams.yaml:2')
  await expect(opened).not.toContainText('It has left the streams.')
})

test('what was learned is saved as a file', async ({ page, sandbox }) => {
  await sandbox.post(testEvent('hi', 'learned.stream'))
  await page.goto(`${sandbox.url}/ui/streams`)
  await expect(page.getByRole('row', { name: /^learned\.stream/ })).toContainText('learned')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('streams.yaml')
  expect(readFileSync(await download.path(), 'utf8')).toContain('learned.stream:\n  schema_title: test/event\n')
})

test('/v2/ui leads to the page', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/v2/ui/`)
  await expect(page).toHaveURL(`${sandbox.url}/ui/streams`)
  await expect(page.getByRole('heading', { name: 'No stream yet.' })).toBeVisible()
})
