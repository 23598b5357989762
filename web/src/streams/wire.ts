import type { BarCounts, Counts } from '../wire.ts'

/** What the sandbox answers about streams. */
export interface StreamList {
  readonly items: readonly StreamSummary[]
  /** Streams that events named without being one. */
  readonly tried: readonly TriedStream[]
  /** Whether a stream that is not configured is allowed all the same. */
  readonly othersAllowed: boolean
  /** What is wrong with the configuration now; the last good one stays in force. */
  readonly problem: string | null
}

export interface StreamSummary {
  readonly stream: string
  /** The name or `/pattern/` that configures it; null where it was learned. */
  readonly configured: string | null
  readonly aliases: readonly string[]
  readonly schema: { readonly title: string; readonly latest: string | null } | null
  readonly topics: readonly string[]
  readonly counts: Counts
  /** Events a second, over the last ten. */
  readonly rate: number
  /** The last minute. */
  readonly bars: readonly BarCounts[]
  readonly last: string | null
  readonly readers: number
  readonly canary: Canary
}

/** Canary events of a stream: whether it wants them, and whether they come. */
export interface Canary {
  readonly enabled: boolean
  /** Null where none are sent. */
  readonly everyMs: number | null
  readonly last: string | null
  readonly isMissing: boolean
  /** Why the last one was not sent. */
  readonly problem: string | null
}

export interface TriedStream {
  readonly stream: string
  readonly refused: number
  readonly last: string
  readonly nearest: string | null
}

export interface Stream extends Omit<StreamSummary, 'topics' | 'readers'> {
  readonly settings: readonly StreamSetting[]
  /** Schema URIs that its events have. */
  readonly schemas: readonly string[]
  /** Partitions are null where the topic is not there yet. */
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly Partition[] | null }[]
  readonly readers: readonly Reader[]
}

export interface StreamSetting {
  readonly name: string
  readonly value: unknown
  readonly origin: SettingOrigin
}

export type SettingOrigin =
  | {
      readonly kind: 'file'
      readonly file: string
      /** Absolute; null on the web. */
      readonly path: string | null
      readonly line: number
      readonly endLine: number
      readonly isDefault: boolean
    }
  /** Made from the stream's name. */
  | { readonly kind: 'name' }
  /** Learned from its first event. */
  | { readonly kind: 'event' }
  /** Set for its topic. */
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'default' }
  | { readonly kind: 'unknown' }

export interface Partition {
  readonly partition: number
  readonly logStart: number
  readonly next: number
  readonly bytes: number
}

export type Reader =
  | { readonly door: 'kafka'; readonly name: string; readonly members: number; readonly lag: number }
  | {
      readonly door: 'sse'
      readonly name: string
      readonly address: string
      readonly since: string
      readonly delivered: number
      readonly lag: number
    }
