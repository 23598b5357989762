import type { Correction, Problem } from '../wire.ts'

/** Refused events by their causes, most often first. */
export interface ProblemList {
  /** Refused events; one with two causes counts once here. */
  readonly refusals: number
  readonly open: number
  readonly resolved: number
  /** False where a search found more than was looked at. */
  readonly complete: boolean
  readonly items: readonly Cause[]
}

/** Refused events with one cause. */
export interface Cause {
  readonly id: string
  readonly state: 'open' | 'resolved'
  readonly message: string
  readonly hint?: string
  readonly keyword: string
  readonly pointer: string
  readonly schema?: Problem['schema']
  readonly fix?: Correction
  readonly count: number
  readonly first: string
  readonly last: string
  /** Refusals of the last hour, minute by minute, oldest first. */
  readonly minutes: readonly number[]
  readonly streams: readonly Share[]
  readonly producers: readonly Share[]
  /** The newest refused event. */
  readonly sample: string
  readonly resolved?: { readonly at: string; readonly cause: string }
}

/** How many of a cause's refused events have this stream, or producer; null is none. */
export interface Share {
  readonly name: string | null
  readonly count: number
}

/** A cause with what was sent. */
export interface CauseFacts extends Cause {
  readonly values: readonly { readonly text: string; readonly count: number; readonly fixable: boolean }[]
  /** The line of the schema that refuses. */
  readonly rule: string | null
  readonly samples: {
    readonly count: number
    /** In how many this problem has a correction. */
    readonly fits: number
    /** Events that corrections make whole, newest first. */
    readonly fixable: readonly string[]
  }
}
