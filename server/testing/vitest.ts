import { test as base, expect } from 'vitest'
import type { SandboxClient, SandboxScope } from '../client/client.ts'
import type { SandboxOptions } from '../index.ts'
import { matchers, type SandboxMatchers } from './matchers.ts'
import { eventsShown, openSuiteSandbox } from './suite-sandbox.ts'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares it so
  interface Matchers<T = any> extends SandboxMatchers<void> {}
}

expect.extend(matchers)

export { expect } from 'vitest'

/**
 * A `test` whose tests have a `sandbox` each: a scope of its own in one sandbox a file, so that they can run at the same
 * time. It is the sandbox that `event-sandbox exec` runs where there is one, else one started with these options.
 *
 * ```ts
 * const test = sandboxTest({ schemas: ['./jsonschema'] })
 * test('tells of a change', async ({ sandbox }) => {
 *   await changePage(sandbox.env.EVENTGATE_URL)
 *   await expect(sandbox).toHaveEvent('stream:page.change')
 * })
 * ```
 */
export function sandboxTest(options: SandboxOptions = {}) {
  return base.extend<{ suiteSandbox: SandboxClient; sandbox: SandboxScope }>({
    suiteSandbox: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this very pattern
      async ({}, use) => {
        const { sandbox, close } = await openSuiteSandbox(options)
        await use(sandbox)
        await close()
      },
      { scope: 'file' },
    ],
    sandbox: async ({ suiteSandbox, task }, use) => {
      const scope = await suiteSandbox.scope()
      await use(scope)
      // Annotations end with the test; what every reporter shows of a failed one is its error.
      const [error] = (task.result?.state === 'fail' && task.result.errors) || []
      if (error) error.message += await eventsShown(scope)
      await scope.stop()
    },
  })
}

/** {@link sandboxTest} with the built-in schemas. */
export const test = sandboxTest()
