import type { Page } from '@playwright/test'
import { refusedEvent, testEvent } from './events.ts'
import { expect, type RunningSandbox, test } from './sandbox.ts'

const rounds = 20

// Printed, not asserted: how long it takes depends on what else the machine does.
test('an event is on an open page soon after it is posted', async ({ page, sandbox, forgive }) => {
  forgive(/a status of 400/) // the browser notes each refusal
  await sandbox.post(testEvent('the first'))
  await page.goto(sandbox.url)
  await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  const accepted = await latencies(page, sandbox, 'accepted', text => testEvent(text))
  const refused = await latencies(page, sandbox, 'refused', text => refusedEvent([text]))
  console.log(`from POST to the drawn row, ms: accepted ${figures(accepted)}; refused ${figures(refused)}`)
  await expect(page.locator('.tally')).toContainText(`${rounds + 1} accepted`)
  await expect(page.locator('.tally')).toContainText(`${rounds} refused`)
})

/** Pictures drawn between two events: longer than the tenth of a second in which the sandbox sends one frame. */
const picturesBetween = 10

/** Milliseconds from the page's own POST to the picture in which its row is drawn. */
async function latencies(
  page: Page,
  sandbox: RunningSandbox,
  name: string,
  event: (text: string) => object,
): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const body = JSON.stringify(event(`${name} ${round}`))
    const time = await page.evaluate(
      async ({ url, body, pictures }) => {
        for (let left = pictures; left > 0; left--) await new Promise(requestAnimationFrame)
        const rows = document.querySelector('table.ev')
        const before = document.querySelector('tr[data-cursor]')?.getAttribute('data-cursor')
        const drawn = new Promise<number>(resolve => {
          const observer = new MutationObserver(() => {
            if (document.querySelector('tr[data-cursor]')?.getAttribute('data-cursor') === before) return
            observer.disconnect()
            requestAnimationFrame(() => resolve(performance.now()))
          })
          if (rows !== null) observer.observe(rows, { childList: true, subtree: true, attributes: true })
        })
        const posted = performance.now()
        void fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        return (await drawn) - posted
      },
      { url: `${sandbox.url}/v1/events`, body, pictures: picturesBetween },
    )
    times.push(time)
  }
  return times
}

function figures(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(0)
  return `median ${at(0.5)}, worst ${at(1)}`
}
