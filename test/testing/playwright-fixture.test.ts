import { join } from 'node:path'
import { expect, it } from 'vitest'
// @ts-expect-error: plain JavaScript, as it runs before anything is installed
import { findChromium } from '../../scripts/find-chromium.mjs'
import { projectWith, runIn } from '../recipes/recipe.ts'

const executable: string | undefined = findChromium()
const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js')

const config = `export default {
  fullyParallel: true, workers: 1, reporter: 'json', timeout: 120_000,
  use: { launchOptions: { executablePath: ${JSON.stringify(executable)}, args: ['--no-sandbox', '--disable-gpu'] } },
}`
const clicks = `import { expect, sandboxTest } from 'event-sandbox/playwright'
const test = sandboxTest()
const click = async (page, sandbox, word) => {
  await page.setContent('<button>Send</button>')
  await page.evaluate(([gate, test]) => {
    const event = { $schema: '/test/event/1.0.0', meta: { stream: 'clicks' }, test }
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) }
    document.querySelector('button').onclick = () => fetch(gate, init)
  }, [sandbox.env.EVENTGATE_URL, word])
  await page.getByRole('button').click()
}
for (const word of ['one', 'other']) {
  test('a click is told: ' + word, async ({ page, sandbox }) => {
    await click(page, sandbox, word)
    await expect(sandbox).toHaveEvent({ test: word }, { within: '60s' })
    await expect(sandbox).not.toHaveEvent({ test: { $ne: word } }, { quiet: 10 })
    await expect(sandbox).toHaveNoInvalidEvents()
  })
}
test('a click is told wrongly', async ({ page, sandbox }) => {
  await click(page, sandbox, 'hi')
  await expect(sandbox).toHaveEvent({ test: 'hi' }, { within: '60s' })
  await expect(sandbox).toHaveEvent({ test: 'ho' }, { within: 10 })
})`

interface Report {
  readonly suites: readonly {
    readonly specs: readonly {
      readonly title: string
      readonly ok: boolean
      readonly tests: readonly { readonly results: readonly Result[] }[]
    }[]
  }[]
}
interface Result {
  readonly errors: readonly { readonly message: string }[]
  readonly attachments: readonly { readonly name: string; readonly body?: string }[]
}

it.skipIf(executable === undefined)(
  'event-sandbox/playwright gives each test its own events, and attaches those of a failed one',
  async () => {
    const folder = projectWith({ 'playwright.config.js': config, 'clicks.spec.js': clicks })
    const printed = await runIn(folder, [process.execPath, cli, 'test']).catch(
      failure => failure.cause.stdout as string,
    )
    const specs = (JSON.parse(printed) as Report).suites.flatMap(suite => suite.specs)
    expect(specs.map(({ title, ok }) => [title, ok])).toEqual([
      ['a click is told: one', true],
      ['a click is told: other', true],
      ['a click is told wrongly', false],
    ])
    const result = specs[2]?.tests[0]?.results[0]
    expect(result?.errors[0]?.message).toContain('test is "hi", not "ho".')
    const events = result?.attachments.find(({ name }) => name === 'events')
    expect(Buffer.from(events?.body ?? '', 'base64').toString()).toContain('"stream":"clicks"')
  },
  300_000,
)
