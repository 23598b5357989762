import { parseDuration } from './durations.ts'
import { SandboxError } from './errors.ts'

/** Where the time comes from, so that a test can set it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** What a clock is set to: a time, whether it stands still there, or both. */
export interface ClockChange {
  /** Milliseconds since 1970. */
  readonly now?: number
  /** Left out: as it was. */
  readonly frozen?: boolean
}

/** A clock that can be set. What is stamped follows it; timers never do. */
export interface SettableClock extends Clock {
  readonly isSet: boolean
  readonly isFrozen: boolean
  /** What the clock below it says. */
  real(): number
  /** What it said, or would have said as it goes now, when the clock below it said `real`: for times of files. */
  at(real: number): number
  set(change: ClockChange): void
  /** Goes as the clock below it again. */
  reset(): void
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that goes as another until it is set. */
export function createSettableClock(machine: Clock): SettableClock {
  /** Where it stands or goes from, and what the other clock said then. */
  let start: { readonly now: number; readonly real: number; readonly frozen: boolean } | undefined

  function at(real: number): number {
    if (!start) return real
    const passed = real - start.real
    return start.now + (start.frozen ? Math.min(0, passed) : passed)
  }

  return {
    now: () => at(machine.now()),
    real: () => machine.now(),
    at,
    get isSet() {
      return start !== undefined
    },
    get isFrozen() {
      return start?.frozen ?? false
    },
    set({ now, frozen }) {
      const real = machine.now()
      start = { now: now ?? at(real), real, frozen: frozen ?? start?.frozen ?? false }
    },
    reset() {
      start = undefined
    },
  }
}

// Ids hold 60 bits of time.
const last = Date.parse('4999-12-31T23:59:59.999Z')

/**
 * The time that `2026-01-31T12:00:00Z` or `+1h30m` means, the latter from `now` on.
 * @throws SandboxError bad_request.
 */
export function readClockTime(text: string, now: number): number {
  const [, sign, duration = ''] = /^([+-])(.*)$/.exec(text.trim()) ?? []
  const by = parseDuration(duration)
  const time = sign === undefined ? parseMoment(text) : by === undefined ? Number.NaN : now + (sign === '-' ? -by : by)
  if (time >= 0 && time <= last) return time
  throw new SandboxError('bad_request', `The clock cannot be set to "${text.slice(0, 60)}".`, {
    hint: 'Write a time such as 2026-01-31T12:00:00Z, from 1970 to 4999, or +1h for an hour later.',
  })
}

function parseMoment(text: string): number {
  return /^\d{4}-\d{2}/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN
}
