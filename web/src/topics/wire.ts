import type { Problem } from '../wire.ts'

/** What the sandbox answers about topics and their records. Times are ISO strings in UTC. */

/** A topic as the list shows it. */
export interface TopicSummary {
  readonly topic: string
  readonly partitions: readonly Partition[]
  readonly records: number
  readonly bytes: number
  /** What was set for this topic alone, under Kafka's names. */
  readonly settings: Readonly<Record<string, string>>
  /** The sandbox's own; it cannot be changed. */
  readonly internal: boolean
}

/** A topic with all of its settings. */
export interface Topic extends Omit<TopicSummary, 'settings'> {
  readonly settings: readonly Setting[]
}

export interface Partition {
  readonly partition: number
  /** The first offset that can be read. */
  readonly logStart: number
  /** The offset the next record gets. */
  readonly next: number
  readonly bytes: number
}

export interface Setting {
  readonly name: string
  readonly value: string
  readonly default: string
  /** Whether it was set for this topic. */
  readonly isSet: boolean
  readonly about: string
}

/** A record as the list shows it. */
export interface Row {
  readonly partition: number
  readonly offset: number
  /** The record's own time; null where what the producer sent is none. */
  readonly timestamp: string | null
  readonly receivedAt: string
  readonly key: Glimpse | null
  /** null is a tombstone. */
  readonly value: Glimpse | null
  /** What its schema has against it, where it was kept all the same. */
  readonly reason: string | null
}

/** The beginning of a key or value. */
export type Glimpse =
  | { readonly kind: 'json'; readonly size: number; readonly title: string; readonly detail: string }
  | { readonly kind: 'text'; readonly size: number; readonly text: string }
  | { readonly kind: 'bytes'; readonly size: number; readonly hex: string }

export interface RowPage {
  readonly items: readonly Row[]
  readonly next: string | null
}

/** Which rows of a topic: from which end or place, and of which partition. */
export interface RowsQuery {
  readonly order?: 'asc' | 'desc'
  readonly offset?: number
  readonly time?: string
  readonly partition?: number
  readonly limit?: number
  readonly next?: string
}

/** One record, whole. */
export interface WholeRecord {
  readonly cursor: string
  readonly partition: number
  readonly offset: number
  readonly timestamp: string | null
  readonly receivedAt: string
  readonly key: ShownBytes
  readonly value: ShownBytes
  readonly headers: readonly { readonly key: string; readonly value: ShownBytes }[]
  readonly producer: string | null
  /** The door it came by: `http`, `kafka`, `page`; null where nobody noted it. */
  readonly door: string | null
  /** What its schema has against it, where it was kept all the same. */
  readonly problems: readonly Problem[]
}

/** Bytes as text where they are UTF-8, else as base64. */
export type ShownBytes = { readonly text: string } | { readonly base64: string } | null

/** What a topic to be made is given. */
export interface NewTopic {
  readonly topic: string
  readonly partitions: number
  readonly settings: Readonly<Record<string, string>>
}
