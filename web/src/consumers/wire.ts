/** What the sandbox answers about consumer groups. */

/** A consumer group, with what it has read of each partition. */
export interface Group {
  readonly group: string
  /** Under Kafka's names, which clients show: Empty, PreparingRebalance, CompletingRebalance, Stable. */
  readonly state: string
  /** How members share the partitions, such as `RoundRobinAssigner`; null where they do not. */
  readonly protocol: string | null
  readonly generation: number
  readonly members: readonly Member[]
  readonly offsets: readonly Committed[]
  /** Records behind the newest, over all partitions. */
  readonly lag: number
}

export interface Member {
  readonly member: string
  readonly client: string
  readonly host: string
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

/** What a group committed in a partition. */
export interface Committed {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly logStart: number
  /** The offset the next record gets. */
  readonly end: number
  readonly lag: number
}

/** A client of EventStreams that is connected. */
export interface StreamClient {
  /** What it says of itself: its user agent. */
  readonly name: string
  readonly address: string
  readonly streams: readonly string[]
  readonly since: string
  readonly delivered: number
  readonly lag: number
}

/** Where offsets move: an end, an offset, or a time. */
export type Target = 'earliest' | 'latest' | number | string
