import { overflow } from './axe.ts'
import { expect, test } from './sandbox.ts'

const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
const around = '\u202eright to left\u202c zero\u200bwidth'

const events: readonly [name: string, event: string][] = [
  ['HTML', withTest(script)],
  ['an HTML stream', withTest('x', script)],
  ['a long text', withTest('long '.repeat(180_000))],
  ['text from right to left', withTest(around)],
  [
    'keys of the language itself',
    JSON.stringify(JSON.parse(withTest('x'))).replace('"test"', '"__proto__":{"a":1},"constructor":5,"test"'),
  ],
  ['deep nesting', withTest('x').replace('"test"', `"deep":${'['.repeat(90)}${']'.repeat(90)},"test"`)],
  ['nesting that is refused', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['no JSON', `{"$schema": "${script.replaceAll('"', "'")}`],
]

function withTest(test: string, stream = 'test.event'): string {
  return JSON.stringify({ $schema: '/test/event/1.0.0', meta: { stream }, test })
}

test.describe('an event that means harm is shown and does none', () => {
  for (const [name, event] of events) {
    test(name, async ({ page, sandbox }) => {
      await sandbox.post(event)
      await page.goto(sandbox.url)
      const row = page.locator('tr[data-cursor]')
      await expect(row).toHaveCount(1)
      await row.click()
      for (const tab of ['Body', 'Envelope', 'Raw']) {
        await page.getByRole('tab', { name: tab }).click()
        await expect(page.getByRole('tabpanel')).toBeVisible()
        expect(await overflow(page), tab).toBeLessThanOrEqual(0)
      }
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
      await page.goto(`${sandbox.url}/ui/?q=${encodeURIComponent('"zero" OR x OR long')}`)
      await expect(page.locator('.tally')).toBeVisible()
    })
  }
})
