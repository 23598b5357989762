import { messageOf, SandboxError } from '../base/errors.ts'
import { isSqliteFull } from './sqlite-driver.ts'

/** What went wrong below the log, as the caller of the log gets it. */
export function storageError(thrown: unknown): SandboxError {
  if (thrown instanceof SandboxError) return thrown
  const { code } = thrown as { code?: unknown }
  if (code === 'ENOSPC' || code === 'EDQUOT' || isSqliteFull(thrown)) {
    return new SandboxError('storage_full', 'There is no room left for the log.', {
      hint: 'Free some disk space, or start with a smaller `--retention`; nothing else is needed, appending goes on.',
      cause: thrown,
    })
  }
  return new SandboxError('storage_failed', `The log cannot be written: ${messageOf(thrown)}.`, { cause: thrown })
}
