import type { Problem } from '../event/problem.ts'

/** What became of an event that was not accepted. EventGate tells two kinds apart, and its clients with it. */
export type Refused = Invalid | Errored

/** The schema refuses it. `context` is in EventGate's (Ajv 6's) words. */
export interface Invalid {
  readonly status: 'invalid'
  /** The event with the defaults filled in, as EventGate echoes it. */
  readonly event: unknown
  readonly context: { readonly errors: readonly unknown[]; readonly errorsText: string }
  readonly problems: readonly Problem[]
}

/** It never came to its schema: no schema, no stream, or it cannot be stored. */
export interface Errored {
  readonly status: 'error'
  readonly event: unknown
  readonly context: { readonly message: string }
  readonly problems: readonly Problem[]
}

/** The verdict on a whole request. */
export interface Verdict {
  readonly total: number
  /** In the order of the request. */
  readonly refused: readonly Refused[]
}
