import type { Page } from '@playwright/test'
import { test } from './kafka.ts'
import { expect } from './sandbox.ts'

const partition = (page: Page, number: number) =>
  page.getByRole('row', { name: new RegExp(`^${number} `) }).and(page.locator('.gp tr'))

test('a group shows its members, what each reads, and its lag as it falls and grows', async ({
  page,
  sandbox,
  kafka,
}) => {
  await kafka.create('orders', 2)
  await kafka.produce(
    'orders',
    { partition: 0, value: '1' },
    { partition: 0, value: '2' },
    { partition: 1, value: '3' },
  )
  const consumer = await kafka.consume('page-cache', 'orders', 3)
  await page.goto(`${sandbox.url}/ui/consumers`)
  const link = page.getByRole('link', { name: 'page-cache' })
  await expect(link).toContainText('1 member')
  await link.click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/consumers/page-cache`)
  await expect(partition(page, 0)).toHaveText(/^0consumer-1220$/)
  await expect(partition(page, 1)).toHaveText(/^1consumer-1110$/)
  await expect(page.getByText('Everything was read.')).toBeVisible()
  await expect(page.getByText(/assigner, generation 1/i)).toBeVisible()

  await consumer.leave()
  await kafka.produce('orders', { partition: 1, value: '4' }, { partition: 1, value: '5' })
  await expect(partition(page, 1)).toHaveText(/^1nobody132$/)
  await expect(page.getByText('Nobody is connected. 2 records wait.')).toBeVisible()
  await expect(link).toContainText('lag 2')
  await expect(page.locator('.plot .end')).toHaveText('2')

  await kafka.consume('page-cache', 'orders', 2)
  await expect(page.getByText('Everything was read.')).toBeVisible()

  // Under the groups stands who reads over EventStreams.
  const reading = new AbortController()
  const headers = { 'user-agent': 'reader/8 (of a test)' }
  await fetch(`${sandbox.url}/v2/stream/test.event`, { headers, signal: reading.signal })
  const client = page.getByRole('link', { name: /^test\.event/ })
  await expect(client).toContainText('reader/8, since')
  await expect(client).toContainText('lag 0')
  reading.abort()
  await expect(page.getByText('Nobody is connected.', { exact: true })).toBeVisible()
})

test('offsets move once nobody is connected, after a look at what changes', async ({ page, sandbox, kafka }) => {
  await kafka.create('orders', 2)
  for (let number = 0; number < 6; number++) {
    const timestamp = `${Date.UTC(2026, 0, 1, 12, number)}`
    await kafka.produce('orders', { partition: number % 2, value: `${number}`, timestamp })
  }
  const consumer = await kafka.consume('etl', 'orders', 6)
  await page.goto(`${sandbox.url}/ui/consumers/etl`)
  await page.getByRole('button', { name: 'Move offsets' }).click()
  const dialog = page.getByRole('dialog')
  const moves = dialog.locator('tbody tr')
  const move = dialog.getByRole('button', { name: 'Move offsets' })
  await expect(dialog).toContainText('1 member is connected. Stop it first')
  await expect(moves).toHaveText(['0303 back', '1303 back'])
  await expect(move).toBeDisabled()

  await consumer.leave()
  await expect(dialog).not.toContainText('connected')
  await expect(dialog).toContainText('6 records will be read again.')
  await move.click()
  await expect(dialog).toHaveCount(0)
  expect(await kafka.committed('etl', 'orders')).toEqual(['0', '0'])

  const moved = async (choice: string, field: [name: string, value: string] | undefined, expected: string[]) => {
    await page.getByRole('button', { name: 'Move offsets' }).click()
    await dialog.getByRole('radio', { name: choice }).check()
    if (field !== undefined) await dialog.getByRole('textbox', { name: field[0] }).fill(field[1])
    await expect(moves).toHaveText(expected)
    await move.click()
    await expect(dialog).toHaveCount(0)
    return kafka.committed('etl', 'orders')
  }
  expect(await moved('End', undefined, ['0033 ahead', '1033 ahead'])).toEqual(['3', '3'])
  expect(await moved('An offset', ['Offset', '2'], ['0321 back', '1321 back'])).toEqual(['2', '2'])
  expect(await moved('A time', ['Time, UTC', '2026-01-01 12:03'], ['022stays', '1211 back'])).toEqual(['2', '1'])
})

test('a group that is not there appears by itself', async ({ page, sandbox, kafka }) => {
  await page.goto(`${sandbox.url}/ui/consumers`)
  await expect(page.getByRole('heading', { name: 'No consumer group yet.' })).toBeVisible()
  await kafka.produce('orders', { value: '1' })
  await kafka.consume('etl', 'orders', 1)
  await expect(page.getByRole('link', { name: 'etl' })).toBeVisible()
})

test('a topic names the groups that read it', async ({ page, sandbox, kafka }) => {
  await kafka.produce('orders', { value: '1' })
  await kafka.consume('etl', 'orders', 1)
  await page.goto(`${sandbox.url}/ui/topics/orders`)
  await page.getByRole('link', { name: 'etl reads it' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/consumers/etl`)
  await page.getByRole('heading', { name: 'Partitions of orders' }).getByRole('link').click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/topics/orders`)
})
