/** A fault rule as it is asked for: at which door what goes wrong, for what, and how often. */
export type FaultOptions = (IntakeFault | StreamFault | KafkaFault) & {
  /** How often at most; any number of times by default. */
  readonly count?: number
  /** 1 by default; what it hits is drawn from `seed`, and the same in each run. */
  readonly probability?: number
  readonly seed?: number
}

type Delay = { readonly do: 'delay'; readonly delay: string | number }
type Status = { readonly do: 'status'; readonly status?: number; readonly retryAfter?: string | number }
type Time = { readonly when?: 'before' | 'after' }

type IntakeFault = {
  readonly at: 'intake'
  readonly match?: {
    /** Names, in which `*` stands for any part. */
    readonly stream?: string
    readonly gate?: string
    readonly producer?: string
    /** A part of the event, as in a wait. */
    readonly event?: { readonly [field: string]: unknown }
    /** A search. */
    readonly query?: string
  }
} & ({ readonly do: 'refuse' | 'duplicate' } | Delay | (Status & Time) | ({ readonly do: 'drop' } & Time))

type StreamFault = {
  readonly at: 'eventstreams'
  readonly match?: {
    readonly stream?: string
    readonly client?: string
    /** Of `drop` and `duplicate`. */
    readonly event?: { readonly [field: string]: unknown }
  }
} & ({ readonly do: 'duplicate' } | Delay | Status | { readonly do: 'drop'; readonly after?: number })

type KafkaFault = {
  readonly at: 'kafka'
  readonly match?: {
    /** The request, such as `Produce` or `Fetch`; `refuse` needs one. */
    readonly api?: string
    readonly clientId?: string
    readonly topic?: string
  }
} & (
  | { readonly do: 'refuse'; readonly error: string }
  | { readonly do: 'duplicate' }
  | Delay
  | ({ readonly do: 'drop' } & Time)
)

/** A fault rule as the sandbox tells it. */
export interface FaultItem {
  readonly id: string
  readonly at: 'intake' | 'eventstreams' | 'kafka'
  readonly do: 'refuse' | 'delay' | 'status' | 'drop' | 'duplicate'
  /** What it does, in a few words. */
  readonly words: string
  /** How often it has done it. */
  readonly hits: number
  /** How often it still does; null for any number of times. */
  readonly left: number | null
  /** False once it is used up. */
  readonly inForce: boolean
  readonly scope: string | null
}
