import { SandboxError } from '../base/errors.ts'
import { pause } from '../base/pause.ts'
import { durationOf } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

/** A sandbox that is being started answers within this time of being ready. */
const betweenTriesMs = 50

/** `event-sandbox ready`: exit code 0 once it is, 3 where it is not, 4 where waiting did not help. */
export async function ready(
  options: ClientOptions & { readonly wait?: boolean; readonly timeout: string },
): Promise<number> {
  const timeoutMs = options.wait ? durationOf('--timeout', options.timeout) : 0
  const started = performance.now()
  const signal = AbortSignal.timeout(Math.max(1, timeoutMs))
  let reason = ''
  for (;;) {
    try {
      // The address is looked up again each time: the lock that tells it may not be there yet.
      const { origin, get } = connect(options)
      await get('/readyz', options.wait ? signal : undefined)
      const waitedMs = Math.round(performance.now() - started)
      process.stdout.write(options.json ? `${JSON.stringify({ ready: true, url: origin, waitedMs })}\n` : `${origin}\n`)
      return exitCodes.fine
    } catch (failure) {
      if (!options.wait) throw failure
      if (signal.aborted) return tooLate(options, reason)
      if (!(failure instanceof SandboxError) || failure.code === 'config_invalid') throw failure
      reason = ` ${failure.message}`
      await pause(betweenTriesMs, signal)
    }
  }
}

function tooLate(options: { readonly timeout: string; readonly json?: boolean }, reason: string): number {
  if (options.json) process.stdout.write(`${JSON.stringify({ ready: false })}\n`)
  process.stderr.write(`event-sandbox: not ready within ${options.timeout}.${reason}\n`)
  process.stderr.write('  Look at what its start printed, or wait longer: --timeout 2m.\n')
  return exitCodes.notMet
}
