import { overflow } from './axe.ts'
import { expect, test } from './sandbox.ts'

const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

const events: readonly [name: string, event: string][] = [
  ['HTML', withTest(script)],
  ['HTML as a stream', withTest('x', script)],
  ['a long text', withTest('long '.repeat(180_000))],
  ['text from right to left', withTest('\u202eright to left\u202c zero\u200bwidth')],
  ['keys that objects have', withTest('x').replace('"test"', '"__proto__":{"a":1},"constructor":5,"test"')],
  ['deep nesting', withTest('x').replace('"test"', `"deep":${'['.repeat(90)}${']'.repeat(90)},"test"`)],
  ['nesting that is refused', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['no JSON', `{"$schema": "${script.replaceAll('"', "'")}`],
]

function withTest(test: string, stream = 'test.event'): string {
  return JSON.stringify({ $schema: '/test/event/1.0.0', meta: { stream }, test })
}

test('events that mean harm are shown and do none', async ({ page, sandbox }) => {
  test.slow()
  for (const [, event] of events) await sandbox.post(event)
  await page.goto(sandbox.url)
  const rows = page.locator('tr[data-cursor]')
  await expect(rows).toHaveCount(events.length)
  for (const [index, [name]] of [...events].reverse().entries()) {
    await rows.nth(index).click()
    for (const tab of ['Body', 'Envelope', 'Raw']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByRole('tabpanel')).toBeVisible()
      await expect.poll(() => overflow(page), `${name}, ${tab}`).toBeLessThanOrEqual(0)
    }
  }
  await page.goto(`${sandbox.url}/ui/?q=${encodeURIComponent('"zero" OR long OR img')}`)
  await expect(rows.first().locator('mark')).toBeVisible()
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
})
