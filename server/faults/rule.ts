/** Where something goes wrong on purpose. */
export type FaultDoor = 'intake' | 'eventstreams' | 'kafka'

/** What goes wrong. */
export type Fault =
  | { readonly do: 'refuse'; readonly error?: string }
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'status'; readonly status: number; readonly retryAfterS?: number; readonly when: FaultTime }
  | { readonly do: 'drop'; readonly when: FaultTime; readonly after: number }
  | { readonly do: 'duplicate' }

/** Before anything is done, or once it is done and only its answer is missing. */
export type FaultTime = 'before' | 'after'

/** What a rule of each door is asked about. */
export interface Asked {
  readonly intake: {
    readonly gate: string
    readonly producer: string | null
    /** Of a request all of them; it is meant where one is. */
    readonly events: readonly { readonly event: unknown; readonly stream: string | null }[]
  }
  readonly eventstreams: {
    readonly client: string
    /** Those that are read; of an event its own. */
    readonly streams: readonly string[]
    /** Absent where no event is meant, but the request. */
    readonly event?: () => unknown
  }
  readonly kafka: {
    /** The request's name in the protocol. */
    readonly api: string
    readonly clientId: string | null
    readonly topics: readonly string[]
  }
}

/** A rule as somebody asked for it, read. */
export interface NewRule<At extends FaultDoor = FaultDoor> {
  readonly at: At
  readonly fault: Fault
  /** As it was given. */
  readonly match: Readonly<Record<string, unknown>>
  readonly isMeant: (asked: Asked[At]) => boolean
  readonly probability: number
  /** How often at most; null for any number of times. */
  readonly count: number | null
  readonly seed: number
  /** The scope it is about; null for all that is in none. */
  readonly scope: string | null
}

/** A rule that is kept. */
export interface FaultRule<At extends FaultDoor = FaultDoor> extends NewRule<At> {
  readonly id: string
  /** How often it has done something. */
  readonly hits: number
  /** What it does, in a few words: `The intake answers 503, for stream test.*`. */
  readonly words: string
  /** Aborts when it is ended: what it holds up goes on. */
  readonly ended: AbortSignal
}

/** Whether it still does something. */
export function isInForce({ count, hits, ended }: Pick<FaultRule, 'count' | 'hits' | 'ended'>): boolean {
  return !ended.aborted && (count === null || hits < count)
}

/** What of Kafka's protocol rules may name. */
export interface KafkaNames {
  /** Every request that is answered, by its name in the protocol. */
  readonly apis: readonly string[]
  /** Those that can be answered with an error. */
  readonly refusable: readonly string[]
  /** The names of error codes. */
  readonly errors: readonly string[]
}
