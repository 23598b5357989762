import type { Page } from '@playwright/test'
import { overflow, seriousFindings } from './axe.ts'
import { pageChange, refusedEvent } from './events.ts'
import { type KafkaClient, test } from './kafka.ts'
import { expect, type RunningSandbox } from './sandbox.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('axe finds nothing serious on Streams, Topics, Consumers and Schemas', async ({ page, sandbox, kafka }) => {
      // Axe looks at 18 views, a second or two each.
      test.slow()
      await fill(sandbox, kafka)
      for await (const view of views(page, sandbox)) expect(await seriousFindings(page), view).toEqual([])
    })
  })
}

for (const width of [960, 400, 320]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('neither Streams nor Topics nor Consumers nor Schemas scrolls sideways', async ({ page, sandbox, kafka }) => {
      await fill(sandbox, kafka)
      for await (const view of views(page, sandbox)) expect(await overflow(page), view).toBeLessThanOrEqual(0)
    })
  })
}

async function fill(sandbox: RunningSandbox, kafka: KafkaClient) {
  await sandbox.post([pageChange(), refusedEvent(), refusedEvent(5, 'test.evnet')])
  await kafka.create('a.topic.with.a.long-name-that-somebody-thought-would-help', 3, { 'retention.ms': '3600000' })
  await kafka.produce('orders', { key: 'one', headers: { trace: '1' }, value: '{"title":"one"}' }, { value: 'words' })
  await kafka.consume('etl', 'orders', 2)
}

/** Goes through what these pages show, and names each. */
async function* views(page: Page, sandbox: RunningSandbox): AsyncGenerator<string> {
  await page.goto(`${sandbox.url}/ui/streams`)
  await expect(page.getByRole('link', { name: 'mediawiki.page_change.v1' })).toBeVisible()
  yield 'streams'
  await page.goto(`${sandbox.url}/ui/streams/mediawiki.page_change.v1`)
  await expect(page.locator('.tail tr')).toHaveCount(1)
  yield 'a stream'
  await page.goto(`${sandbox.url}/ui/topics`)
  await expect(page.getByRole('link', { name: 'orders' })).toBeVisible()
  yield 'topics'
  await page.goto(`${sandbox.url}/ui/topics/a.topic.with.a.long-name-that-somebody-thought-would-help`)
  await expect(page.getByText('No record yet.')).toBeVisible()
  yield 'a topic without records'
  await page.goto(`${sandbox.url}/ui/topics/orders`)
  await expect(page.locator('tr[data-record]')).toHaveCount(2)
  yield 'records'
  await page.locator('tr[data-record]').first().click()
  await expect(page.getByRole('article', { name: 'Selected record' })).toContainText('It is text.')
  yield 'a record'
  for (const tab of ['Partitions', 'Settings']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('region', { name: tab })).toBeVisible()
    yield tab
  }
  for (const item of ['Add partitions', 'Empty the topic', 'Delete the topic']) {
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    yield item
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.goto(`${sandbox.url}/ui/consumers/etl`)
  await expect(page.getByRole('heading', { name: 'etl' })).toBeVisible()
  yield 'a group'
  await page.getByRole('button', { name: 'Move offsets' }).click()
  await expect(page.getByRole('dialog').locator('tbody tr')).toHaveCount(1)
  yield 'move offsets'
  await page.goto(`${sandbox.url}/ui/schemas`)
  await expect(page.getByRole('link', { name: 'event 1.0.0' })).toBeVisible()
  yield 'schemas'
  await page.goto(`${sandbox.url}/ui/schemas/page/change`)
  for (const tab of ['Fields', 'Example', 'Source', 'Findings', 'Used by']) {
    await page.getByRole('tab', { name: tab }).click()
    yield tab
  }
}
