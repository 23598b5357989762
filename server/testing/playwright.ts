import { test as base, expect as baseExpect } from '@playwright/test'
import type { SandboxClient, SandboxScope } from '../client/client.ts'
import type { SandboxOptions } from '../index.ts'
import { matchers } from './matchers.ts'
import { eventLog, openSuiteSandbox } from './suite-sandbox.ts'

/** `expect` with `toHaveEvent` and `toHaveNoInvalidEvents`. */
export const expect = baseExpect.extend(matchers)

/**
 * A `test` whose tests have a `sandbox` each: a scope of its own in one sandbox a worker. What a failed test has sent is
 * attached to its report.
 *
 * ```ts
 * const test = sandboxTest({ schemas: ['./jsonschema'] })
 * test('a click is told', async ({ page, sandbox }) => {
 *   await page.goto(`/?gate=${sandbox.env.EVENTGATE_URL}`)
 *   await page.getByRole('button').click()
 *   await expect(sandbox).toHaveEvent({ action: 'click' })
 * })
 * ```
 */
export function sandboxTest(options: SandboxOptions = {}) {
  return base.extend<{ sandbox: SandboxScope }, { suiteSandbox: SandboxClient }>({
    suiteSandbox: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this very pattern
      async ({}, use) => {
        const { sandbox, close } = await openSuiteSandbox(options)
        await use(sandbox)
        await close()
      },
      { scope: 'worker' },
    ],
    sandbox: async ({ suiteSandbox }, use, testInfo) => {
      const scope = await suiteSandbox.scope()
      await use(scope)
      if (testInfo.status !== testInfo.expectedStatus) {
        const { text, summary } = await eventLog(scope)
        await testInfo.attach('events', { body: text, contentType: 'application/x-ndjson' })
        testInfo.annotations.push({ type: 'event-sandbox', description: summary })
      }
      await scope.stop()
    },
  })
}

/** {@link sandboxTest} with the built-in schemas. */
export const test = sandboxTest()
