import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/ui/**'],
    // One a core: a test waits for other processes most of its time.
    maxWorkers: availableParallelism(),
    // Generous, as a limit on what hangs: no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
