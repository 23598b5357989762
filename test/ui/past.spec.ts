import { refusedEvent, testEvent } from './events.ts'
import { expect, test } from './sandbox.ts'

test('the page reads a past moment, moves it event by event, and Esc leads back', async ({ page, sandbox }) => {
  // Each a second after the one before, however fast the machine is.
  const later = () =>
    fetch(`${sandbox.url}/_sandbox/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: '+1s' }),
    })
  await sandbox.post(testEvent('first'))
  await later()
  await sandbox.post(testEvent('second'))
  await later()
  const { items } = await (await fetch(`${sandbox.url}/_sandbox/events`)).json()
  await sandbox.post([testEvent('third'), refusedEvent()])
  const rows = page.locator('tr[data-cursor]')
  const moment = new Date(Date.parse(items[0].receivedAt) + 1).toISOString()
  await page.goto(`${sandbox.url}/ui/?q=until:${moment}`)
  await expect(rows).toHaveCount(2)
  await expect(page.locator('.app')).toHaveClass(/past/)
  await expect(page.locator('.conn')).toContainText('As of')
  await expect(page.locator('.strip')).toContainText('2 later events are hidden')
  // To the event, though the bar that the moment cuts holds them all.
  await expect(page.locator('.tally')).toContainText('2 accepted')
  await expect(page.locator('.tally')).toContainText('0 refused')

  await page.getByRole('button', { name: 'Event before' }).click()
  await expect(rows).toHaveText([/first/])
  await page.getByRole('button', { name: 'Next event' }).click()
  await expect(rows).toHaveText([/second/, /first/])

  await sandbox.post(testEvent('fourth'))
  await expect(page.locator('.strip')).toContainText('3 later events are hidden')
  await expect(rows).toHaveCount(2)

  // Of a moment long past the bars stand around it: neither begin nor end is now.
  await page.goto(`${sandbox.url}/ui/?q=until:${new Date(Date.parse(moment) - 50 * 60_000).toISOString()}`)
  await expect(page.locator('.axis span').last()).not.toHaveText('now')
  await expect(page.getByRole('slider', { name: 'End of the range' })).toHaveAttribute('aria-valuenow', '45')
  await page.goto(`${sandbox.url}/ui/?q=until:${moment}`)
  await expect(page.locator('.axis span').last()).toHaveText('now')
  await expect(rows).toHaveCount(2)

  await page.locator('#main').focus()
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(5)
  await expect(page.locator('.app')).not.toHaveClass(/past/)
})

test('columns are chosen, and stand in the address', async ({ page, sandbox }) => {
  await sandbox.post(testEvent())
  await page.goto(sandbox.url)
  await page.getByRole('button', { name: 'Choose columns' }).click()
  // Pressed, not `check()`ed: that wants the box to be another at once, and its state is in the address.
  const pressed = async (name: string, isChecked: boolean) => {
    await page.getByRole('checkbox', { name }).click()
    await expect(page.getByRole('checkbox', { name })).toBeChecked({ checked: isChecked })
  }
  await pressed('Topic', true)
  await pressed('Bytes', false)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader')).toHaveText([
    'Status',
    'Time',
    'Stream',
    'Schema',
    'What',
    'Topic',
    'Producer',
  ])
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Topic' })).toBeVisible()
  await expect(page).toHaveURL(/columns=schema/)
})

test('marking a text holds the list', async ({ page, sandbox }) => {
  await sandbox.post(testEvent('to be copied'))
  await page.goto(sandbox.url)
  const what = page.getByRole('gridcell', { name: 'to be copied' })
  await what.evaluate(cell => getSelection()?.selectAllChildren(cell))
  await expect(page.locator('.conn')).toContainText('Paused')
})
