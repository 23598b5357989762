import type { Page } from '@playwright/test'
import { pageChange, refusedEvent, testEvent } from './events.ts'
import { test } from './kafka.ts'
import { expect } from './sandbox.ts'

const rows = (page: Page) => page.locator('tr[data-record]')
const record = (page: Page) => page.getByRole('article', { name: 'Selected record' })

test.describe('topics', () => {
  test('are listed with what they hold, those of HTTP and of Kafka alike', async ({ page, sandbox, kafka }) => {
    await kafka.create('mediawiki.page_change.v1', 3, { 'retention.ms': '604800000' })
    await sandbox.post([pageChange(), pageChange(), testEvent(), refusedEvent()])
    await kafka.produce('plain.words', { value: 'hello' })
    await page.goto(`${sandbox.url}/ui/topics`)
    const list = page.getByRole('navigation', { name: 'Topics' })
    const change = list.getByRole('link', { name: 'mediawiki.page_change.v1' })
    await expect(change).toContainText('2 records')
    await expect(change).toContainText(/3 partitions, [\d.]+ kB, 7 days|3 partitions, \d+ bytes, 7 days/)
    await expect(list.getByRole('link', { name: 'plain.words' })).toContainText('1 record')
    await expect(list.getByRole('link', { name: '_sandbox.rejections' })).toContainText('1 record')
    await change.click()
    await expect(page).toHaveURL(`${sandbox.url}/ui/topics/mediawiki.page_change.v1`)
    await expect(rows(page)).toHaveCount(2)
  })

  test('that are not there yet say how the first comes about', async ({ page, sandbox, kafka }) => {
    await page.goto(`${sandbox.url}/ui/topics`)
    await expect(page.getByRole('heading', { name: 'No topic yet.' })).toBeVisible()
    await expect(page.locator('.cmd')).toContainText(`kcat -b ${sandbox.kafka} -P`)
    await page.setViewportSize({ width: 400, height: 800 })
    await expect(page.locator('.cmd')).toBeInViewport()
    await kafka.produce('plain.words', { value: 'hello' })
    await expect(page.getByRole('link', { name: 'plain.words' })).toBeVisible()
  })

  test('show where each partition begins and ends, and where each setting comes from', async ({
    page,
    sandbox,
    kafka,
  }) => {
    await kafka.create('orders', 2, { 'retention.ms': '86400000' })
    await kafka.produce('orders', { partition: 1, value: '1' }, { partition: 1, value: '2' })
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await page.getByRole('tab', { name: 'Partitions' }).click()
    const partitions = page.getByRole('region', { name: 'Partitions' }).locator('tbody tr')
    await expect(partitions.nth(0)).toContainText(/^0000/)
    await expect(partitions.nth(1)).toContainText(/^1022\d+ bytes$/)

    await page.getByRole('tab', { name: 'Settings' }).click()
    const setting = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) })
    await expect(setting('retention.ms')).toContainText('86400000 1 day')
    await expect(setting('retention.ms')).toContainText('this topic')
    await expect(setting('max.message.bytes')).toContainText('defaults')
  })
})

test.describe('records', () => {
  test('come with key, headers, place, time and value', async ({ page, sandbox, kafka }) => {
    const value = JSON.stringify(pageChange())
    const headers = { 'trace-id': '4bf92f3577b34da6', empty: '' }
    await kafka.create('orders', 3)
    await kafka.produce('orders', { partition: 2, key: 'dewiki 28304', value, headers, timestamp: '1700000000000' })
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await expect(rows(page)).toHaveCount(1)
    await expect(rows(page)).toContainText('dewiki 28304')
    await expect(rows(page)).toContainText('Aare')
    await rows(page).click()
    await expect(record(page)).toContainText('Partition 2, offset 0')
    await expect(record(page)).toContainText('page-loader by Kafka')
    await expect(record(page)).toContainText('dewiki 28304 12 bytes, text')
    await expect(record(page)).toContainText('4bf92f3577b34da6')
    await expect(record(page).getByRole('region', { name: 'Value' })).toContainText('"page_title": "Aare"')
    await record(page).getByRole('button', { name: 'Bytes' }).click()
    await expect(record(page).locator('.hex .ln').first()).toContainText('7b 22 24 73 63 68 65 6d')
    await page.keyboard.press('Escape')
    await expect(record(page)).toHaveCount(0)
    await expect(rows(page)).toBeFocused()
  })

  test('that are no JSON say so, show their bytes and what they look like', async ({ page, sandbox, kafka }) => {
    const avro = Buffer.from('00000000070e646577696b69e0d20308', 'hex')
    await kafka.produce('mixed', { value: 'plain words' }, { key: 'gone', value: null }, { value: avro })
    await page.goto(`${sandbox.url}/ui/topics/mixed`)
    await expect(rows(page)).toHaveCount(3)
    await expect(rows(page).nth(0)).toContainText('Not JSON 00 00 00 00 07 0e')
    await expect(rows(page).nth(1)).toContainText('Tombstone no value')
    await expect(rows(page).nth(2)).toContainText('Not JSON plain words')

    await rows(page).nth(0).click()
    await expect(record(page).locator('.sentence')).toHaveText('The value is not JSON. It looks like Avro.')
    await expect(record(page).locator('.hex .ln')).toHaveText([
      /00 00 00 00 07 0e 64 65.*······de/,
      /77 69 6b 69.*wiki/,
    ])
    await page.keyboard.press('j')
    await expect(record(page).locator('.sentence')).toHaveText('The record has no value.')
    await page.keyboard.press('j')
    await expect(record(page).locator('.sentence')).toHaveText('The value is not JSON. It is text.')
    await expect(record(page).getByRole('region', { name: 'Value' })).toContainText('plain words')
  })

  test('are read from either end, an offset, a time, and of one partition', async ({ page, sandbox, kafka }) => {
    await kafka.create('orders', 2)
    for (let number = 0; number < 6; number++) {
      const timestamp = `${Date.UTC(2026, 0, 1, 12, number)}`
      await kafka.produce('orders', { partition: number % 2, value: `{"title":"number ${number}"}`, timestamp })
    }
    const titles = (...numbers: number[]) => numbers.map(number => `number ${number}`)
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await expect(rows(page).locator('b')).toHaveText(titles(5, 4, 3, 2, 1, 0))
    await page.getByRole('button', { name: 'Oldest' }).click()
    await expect(rows(page).locator('b')).toHaveText(titles(0, 1, 2, 3, 4, 5))
    await page.getByRole('button', { name: 'Partition 1, next offset 3' }).click()
    await expect(rows(page).locator('b')).toHaveText(titles(1, 3, 5))
    await page.getByRole('button', { name: 'Offset', exact: true }).click()
    await page.getByRole('textbox', { name: 'Offset' }).fill('2')
    await page.keyboard.press('Enter')
    await expect(rows(page).locator('b')).toHaveText(titles(5))
    await expect(page).toHaveURL(/\?from=offset:2&partition=1/)
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByRole('button', { name: 'Time', exact: true }).click()
    await page.getByRole('textbox', { name: 'Time, UTC' }).fill('2026-01-01 12:03')
    await page.keyboard.press('Enter')
    await expect(rows(page).locator('b')).toHaveText(titles(3, 4, 5))
    await page.getByRole('textbox', { name: 'Time, UTC' }).fill('soon')
    await expect(page.getByRole('button', { name: 'Read' })).toBeDisabled()
  })

  test('are read on page by page', async ({ page, sandbox, kafka }) => {
    const messages = Array.from({ length: 250 }, (_, number) => ({ value: `{"title":"number ${number}"}` }))
    await kafka.produce('orders', ...messages)
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await expect(rows(page)).toHaveCount(100)
    await page.getByRole('button', { name: 'Older records' }).click()
    await expect(rows(page)).toHaveCount(200)
    await page.getByRole('button', { name: 'Older records' }).click()
    await expect(rows(page)).toHaveCount(250)
    await expect(rows(page).last()).toContainText('number 0')
    await expect(page.getByRole('button', { name: 'Older records' })).toHaveCount(0)
  })

  test('that are new appear by themselves, and wait while one is read', async ({ page, sandbox, kafka }) => {
    await kafka.produce('orders', { value: '{"title":"one"}' })
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await expect(rows(page)).toHaveCount(1)
    await kafka.produce('orders', { value: '{"title":"two"}' })
    await expect(rows(page).locator('b')).toHaveText(['two', 'one'])
    await rows(page).last().click()
    await kafka.produce('orders', { value: '{"title":"three"}' }, { value: '{"title":"four"}' })
    await page.getByRole('button', { name: '2 new records, show them' }).click()
    await expect(rows(page).locator('b')).toHaveText(['four', 'three', 'two', 'one'])
  })

  test('stand still under the mouse until it leaves', async ({ page, sandbox, kafka }) => {
    await kafka.produce('orders', { value: '{"title":"one"}' })
    await page.goto(`${sandbox.url}/ui/topics/orders`)
    await expect(rows(page)).toHaveCount(1)
    await rows(page).hover()
    await kafka.produce('orders', { value: '{"title":"two"}' })
    await expect(page.getByRole('button', { name: '1 new record, show it' })).toBeVisible()
    await expect(rows(page)).toHaveCount(1)
    await page.mouse.move(0, 0)
    await expect(rows(page).locator('b')).toHaveText(['two', 'one'])
  })

  test('that were let go are said to be', async ({ page, sandbox, kafka }) => {
    await kafka.produce('orders', { value: '1' })
    await page.goto(`${sandbox.url}/ui/topics/orders?record=0:7`)
    await expect(page.getByRole('alert')).toContainText('There is no record at partition 0, offset 7.')
  })
})

test.describe('a topic', () => {
  test('is made, enlarged, emptied and deleted, each asked once more', async ({ page, sandbox, kafka }) => {
    await page.goto(`${sandbox.url}/ui/topics`)
    await page.getByRole('button', { name: 'New topic' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('orders')
    await dialog.getByLabel('Partitions').fill('2')
    await dialog.getByLabel('Kept').selectOption('7 days')
    await dialog.getByRole('button', { name: 'Make the topic' }).click()
    await expect(page.getByRole('heading', { name: 'orders' })).toBeVisible()
    await expect(page.getByText('2 partitions, kept 7 days')).toBeVisible()
    expect(await kafka.topics()).toEqual({ orders: 2 })

    await kafka.produce('orders', { value: '1' }, { value: '2' }, { value: '3' })
    await expect(rows(page)).toHaveCount(3)
    const change = async (name: string) => {
      await page.getByRole('button', { name: 'Change' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await change('Add partitions')
    await dialog.getByLabel('Partitions').fill('5')
    await expect(dialog.getByRole('row', { name: 'Partitions 2 5 3 more' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Add 3 partitions' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await kafka.topics()).toEqual({ orders: 5 })

    await change('Empty the topic')
    await expect(dialog.getByRole('row', { name: 'Records 3 0 3 fewer' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(rows(page)).toHaveCount(3)
    await change('Empty the topic')
    await dialog.getByRole('button', { name: 'Let 3 records go' }).click()
    await expect(rows(page)).toHaveCount(0)
    await expect(page.getByText('No record yet.')).toBeVisible()

    await change('Delete the topic')
    await expect(dialog.getByRole('button', { name: 'Delete the topic' })).toBeDisabled()
    await dialog.getByRole('textbox').fill('orders')
    await dialog.getByRole('button', { name: 'Delete the topic' }).click()
    await expect(page).toHaveURL(`${sandbox.url}/ui/topics`)
    await expect(page.getByRole('heading', { name: 'No topic yet.' })).toBeVisible()
    expect(await kafka.topics()).toEqual({})
  })

  test('with a name that cannot be is refused in words', async ({ page, sandbox, forgive }) => {
    forgive(/a status of 400/)
    await page.goto(`${sandbox.url}/ui/topics`)
    await page.getByRole('button', { name: 'New topic' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('no spaces please')
    await dialog.getByRole('button', { name: 'Make the topic' }).click()
    await expect(dialog.getByRole('alert')).toContainText('no spaces please')
  })

  test('of the sandbox itself cannot be changed', async ({ page, sandbox }) => {
    await sandbox.post(refusedEvent())
    await page.goto(`${sandbox.url}/ui/topics/_sandbox.rejections`)
    await expect(rows(page)).toHaveCount(1)
    await expect(page.getByRole('button', { name: 'Change' })).toHaveCount(0)
  })

  test('that is not there is said so', async ({ page, sandbox, forgive }) => {
    forgive(/a status of 404/)
    await page.goto(`${sandbox.url}/ui/topics/nothing`)
    await expect(page.getByRole('alert')).toContainText('There is no topic nothing.')
  })
})
