import { join } from 'node:path'

/**
 * The command as users have it: what `npm test` has built before, which starts in a third of the time that the source
 * takes. After a change run `npm test -- test/cli`, not vitest alone.
 */
export const builtCommand = join(import.meta.dirname, '../dist/server/cli/main.js')
