import type { PartitionCursor } from './position.ts'

/** A consumer of EventStreams that is connected. */
export interface StreamConsumer {
  /** What it says of itself: its user agent. */
  readonly client: string
  readonly address: string
  /** The streams it asked for, by the names it used. */
  readonly streams: readonly string[]
  /** Since when, milliseconds since 1970. */
  readonly connectedAt: number
  /** Where it is; moves on as it is given events. */
  positions: readonly PartitionCursor[]
  delivered: number
}

/** Who is connected to EventStreams. */
export interface StreamConsumers {
  /** Adds a consumer; returns what takes it out again. */
  add(consumer: StreamConsumer): () => void
  /** Aborts for those who are connected now, when their places are no more. */
  readonly ended: AbortSignal
  /** Ends all connections: the log is another. Clients come back by themselves. */
  end(): void
  all(): Iterable<StreamConsumer>
}

/** Nobody, to begin with. */
export function createStreamConsumers(): StreamConsumers {
  const connected = new Set<StreamConsumer>()
  let ending = new AbortController()
  return {
    add(consumer) {
      connected.add(consumer)
      return () => void connected.delete(consumer)
    },
    all: () => connected,
    get ended() {
      return ending.signal
    },
    end() {
      const before = ending
      ending = new AbortController()
      before.abort()
    },
  }
}
