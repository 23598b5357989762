import type { Page } from '@playwright/test'
import { pageChange, quotedPageId, refusedEvent, testEvent, threeMistakes } from './events.ts'
import type { KafkaClient } from './kafka.ts'
import { expect, type RunningSandbox } from './sandbox.ts'

/** What a walk needs: the page, and the sandbox with its Kafka door. */
export interface Walk {
  readonly page: Page
  readonly sandbox: RunningSandbox
  readonly kafka: KafkaClient
}

/** Live and an event: goes through what they show, and names each. */
export async function* eventViews({ page, sandbox }: Walk): AsyncGenerator<string> {
  await page.goto(sandbox.url)
  await expect(page.getByRole('heading', { name: 'Waiting for the first event.' })).toBeVisible()
  yield 'empty'
  await sandbox.post([testEvent(), refusedEvent(), pageChange(), threeMistakes(), quotedPageId()])
  await expect(page.locator('tr[data-cursor]')).toHaveCount(5)
  yield 'live'
  await page.getByRole('button', { name: 'Choose columns' }).click()
  yield 'columns'
  await page.keyboard.press('Escape')
  await page.locator('tr.no').first().click()
  await expect(page.locator('.pane.sc .ln.hit')).toBeVisible()
  yield 'why'
  for (const tab of ['Body', 'Envelope', 'Lineage', 'Raw']) {
    await page.getByRole('tab', { name: tab }).click()
    yield tab
  }
  await page.getByRole('button', { name: 'Open as a page (Enter)' }).click()
  await page.getByRole('tab', { name: 'Body' }).click()
  await page.getByRole('treeitem', { name: /^page/ }).first().click()
  await expect(page.locator('.field h2')).toBeVisible()
  yield 'a body and its rules'
  await page.getByRole('tab', { name: 'Compare' }).click()
  await expect(
    page.getByRole('heading', { name: /Choose an event/ }).or(page.getByText('There is no other')),
  ).toBeVisible()
  yield 'compare'
  await page.goto(`${sandbox.url}/ui/?q=stream:nothing+status:invalid`)
  await expect(page.getByRole('heading', { name: 'Nothing matches both.' })).toBeVisible()
  yield 'nothing matches'
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  yield 'keys'
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  yield 'palette'
  await page.goto(`${sandbox.url}/ui/?q=until:${new Date().toISOString()}`)
  await expect(page.getByRole('button', { name: 'Back to now' })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('statsu:valid')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  yield 'the past, and a search that is wrong'
}

/** Topics and Consumers. */
export async function* kafkaViews({ page, sandbox, kafka }: Walk): AsyncGenerator<string> {
  const long = 'a.topic.with.a.long-name-that-somebody-thought-would-help'
  await kafka.create(long, 3, { 'retention.ms': '3600000' })
  await kafka.produce('orders', { key: 'one', headers: { trace: '1' }, value: '{"title":"one"}' }, { value: 'words' })
  await kafka.consume('etl', 'orders', 2)
  await page.goto(`${sandbox.url}/ui/topics/${long}`)
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
}

/** Problems, Streams, Schemas, Send and the tour. */
export async function* otherViews({ page, sandbox }: Walk): AsyncGenerator<string> {
  await page.goto(`${sandbox.url}/ui/problems`)
  await expect(page.getByRole('heading', { name: 'Nothing was refused.' })).toBeVisible()
  yield 'no problem'
  await sandbox.post([pageChange(), quotedPageId(), threeMistakes(), refusedEvent(5, 'test.evnet')])
  await page.getByRole('button', { name: 'page.page_id must be an integer' }).click()
  await expect(page.getByRole('button', { name: /Fix and resend/ })).toBeVisible()
  yield 'problems'
  await page.goto(`${sandbox.url}/ui/streams`)
  await expect(page.getByRole('link', { name: 'mediawiki.page_change.v1' })).toBeVisible()
  yield 'streams'
  await page.goto(`${sandbox.url}/ui/streams/mediawiki.page_change.v1`)
  await expect(page.locator('.tail tr')).toHaveCount(3)
  yield 'a stream'
  await page.goto(`${sandbox.url}/ui/schemas/page/change`)
  for (const tab of ['Fields', 'Example', 'Source', 'Findings', 'Used by']) {
    await page.getByRole('tab', { name: tab }).click()
    yield tab
  }
  await page.goto(`${sandbox.url}/ui/send?stream=mediawiki.page_change.v1`)
  await expect(page.getByText('Right by its schema')).toBeVisible()
  yield 'send'
  await page.goto(`${sandbox.url}/ui/?tour=1`)
  await expect(page.getByRole('complementary', { name: 'Guided tour' })).toContainText('step 1 of 6')
  yield 'tour'
  await page.goto(`${sandbox.url}/ui/?tour=end`)
  await expect(page.getByRole('heading', { name: 'You have seen the whole platform.' })).toBeVisible()
  yield 'the end of the tour'
}
