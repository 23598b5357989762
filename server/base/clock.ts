/** Where the time comes from, so that a test can set it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }
