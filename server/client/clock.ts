import type { Calls } from './calls.ts'

/** The clock of a sandbox, one for all its scopes: what is stamped and how old things are follows it, timers never do. */
export interface SandboxClock {
  now(): Promise<Date>
  /** Sets it to a time; it goes on from there unless it is `frozen`. What is too old by it is gone when it resolves. */
  set(time: Date | string, options?: { readonly frozen?: boolean }): Promise<void>
  /** Moves it ahead: `1h30m`, or milliseconds. */
  advance(by: string | number): Promise<void>
  /** Lets it stand still. */
  freeze(): Promise<void>
  /** Goes as the machine's again. */
  reset(): Promise<void>
}

/** The clock of the sandbox that `calls` reach. */
export function createSandboxClock(calls: Calls): SandboxClock {
  const path = '/_sandbox/clock'
  const change = (body: object) => calls.send<void>('PUT', path, body)
  return {
    async now() {
      return new Date((await calls.get<{ now: string }>(path)).now)
    },
    set: (time, options = {}) => change({ now: typeof time === 'string' ? time : time.toISOString(), ...options }),
    advance: by => change({ now: `+${typeof by === 'number' ? `${by}ms` : by}` }),
    freeze: () => change({ frozen: true }),
    reset: () => calls.send('DELETE', path),
  }
}
