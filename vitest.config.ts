import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/ui/**'],
    // Generous, as a limit on what hangs: no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
