import { exitCodes } from './exit-codes.ts'

/** What a command that runs until it is stopped goes by. */
export interface UntilStopped {
  /** Aborts at SIGINT, SIGTERM, or {@link stop}. */
  readonly signal: AbortSignal
  /** Ends it in order. */
  readonly stop: () => void
  /** The exit code that goes with what ended it. */
  code(): number
}

/** Listens for the signals that end a command. */
export function untilStopped(): UntilStopped {
  const stopping = new AbortController()
  let code: number = exitCodes.fine
  const stopWith = (ended: number) => () => {
    code = ended
    stopping.abort()
  }
  process.once('SIGINT', stopWith(exitCodes.interrupted))
  process.once('SIGTERM', stopWith(exitCodes.terminated))
  return { signal: stopping.signal, stop: stopWith(exitCodes.fine), code: () => code }
}
