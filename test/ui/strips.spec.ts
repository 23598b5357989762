import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isForEveryone } from './axe.ts'
import { testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test('a schema file that breaks is named on the page until it is whole again', async ({ page, start, schemas }) => {
  const file = join(schemas, 'test/event/1.0.0.yaml')
  const whole = await readFile(file, 'utf8')
  const sandbox = await start({ schemas })
  await sandbox.post(testEvent())
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await expect(page.locator('.strip')).toHaveCount(0)

  await writeFile(file, whole.replace('type: object', 'type: [object'))
  await expect(page.locator('.strip')).toContainText('test/event/1.0.0.yaml:')
  await expect(page.locator('.strip')).toContainText('In force:')
  await sandbox.post(testEvent('still taken'))
  await expect(page.locator('tr[data-cursor]').first()).toContainText('still taken')

  await page.goto(`${sandbox.url}/ui/schemas/test/event/1.0.0`)
  const side = page.getByRole('complementary')
  await expect(side).toContainText('Cannot be read')
  await expect(side.locator('.ln.hit')).toContainText('additionalProperties: false')
  await expect(side).toContainText('What goes on meanwhile')
  await isForEveryone(page, 'a schema that cannot be read')

  await writeFile(file, whole)
  await expect(page.locator('.strip')).toHaveCount(0)
  await expect(side).toHaveCount(0)
})

test('a sandbox of another version asks for a reload', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  let version = '0.0.1'
  await page.routeWebSocket(/_sandbox\/live/, socket => {
    const server = socket.connectToServer()
    server.onMessage(message => {
      const frame = JSON.parse(`${message}`)
      socket.send(JSON.stringify({ ...frame, version }))
      version = '0.0.2'
    })
  })
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await sandbox.post(testEvent())
  await expect(page.locator('.strip')).toContainText('The sandbox is back, as 0.0.2. This page is from 0.0.1.')
  await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible()
  await isForEveryone(page, 'another version')
})

test('more events than anybody reads are sampled, and it is said whose they are', async ({ page, sandbox }) => {
  let floods = false
  await page.routeWebSocket(/_sandbox\/live/, socket => {
    socket.connectToServer().onMessage(message => {
      // The flood stays as it is at its first frame.
      if (!floods) socket.send(message)
      floods ||= JSON.parse(`${message}`).skipped > 0
    })
  })
  await sandbox.post([testEvent('one'), testEvent('two')])
  await fetch(`${sandbox.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'somebody-else/1' },
    body: JSON.stringify(testEvent('three')),
  })
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(3)
  await page.keyboard.press('Space')
  await sandbox.post(Array.from({ length: 1000 }, (_, index) => testEvent(`number ${index}`)))
  await expect(page.locator('.sampled')).toContainText(/Showing 1 row in \d+\./)
  await expect(page.locator('.pill')).toContainText('1,000 new')
  await isForEveryone(page, 'a flood')
  await page.getByRole('button', { name: 'Without it' }).click()
  await expect(page).toHaveURL(/q=-producer:wiki-bridge/)
})

test('fault rules are told on every page while they are in force, and ended there', async ({ page, sandbox }) => {
  const add = (rule: object) =>
    fetch(`${sandbox.url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    })
  await sandbox.post(testEvent())
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  await add({ at: 'intake', do: 'refuse', count: 1 })
  await expect(page.locator('.strip')).toHaveText(/1 fault rule is active\. The intake refuses events, once at most\./)
  await sandbox.post(testEvent())
  await expect(page.locator('.strip')).toHaveCount(0)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
  await page.locator('tr[data-cursor]').first().click()
  await expect(page.locator('p.sentence')).toHaveText('The event is right; the fault rule f1 refuses it.')

  await add({ at: 'intake', do: 'duplicate', match: { stream: 'test.*' } })
  await add({ at: 'kafka', do: 'delay', delay: '1ms' })
  await page.goto(`${sandbox.url}/ui/topics`)
  await expect(page.locator('.strip')).toContainText('2 fault rules are active.')
  await page.getByRole('button', { name: 'End them' }).click()
  await expect(page.locator('.strip')).toHaveCount(0)
  const { items } = await (await fetch(`${sandbox.url}/_sandbox/faults`)).json()
  expect(items).toMatchObject([{ id: 'f1', inForce: false }])
})
