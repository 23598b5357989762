import type { Problem } from '../event/problem.ts'

/** A record header; Kafka allows a key more than once. */
export interface Header {
  readonly key: string
  readonly value: Uint8Array | null
}

/**
 * What only the sandbox knows of a record; it never goes out on the Kafka wire. Records of one request share one object:
 * the log stores runs of the same object once.
 */
export interface Note {
  /** The door: `http`, `kafka`, `page`. */
  readonly door: string
  /** The gate an event came through. */
  readonly gate?: string
  /** Who sent it, as far as it says so: a user agent or a client id. */
  readonly producer?: string
  /** The id of the request; records of one request have the same. */
  readonly request?: string
  /** How many events the request brought. */
  readonly requestSize?: number
  /** What its schema has against a record that was kept all the same. */
  readonly problems?: readonly Problem[]
  /** A canary event: it shows that the stream works, and is left out of what people count. */
  readonly canary?: true
  /** What a fault rule did: `Stored a second time by the fault rule f1.` */
  readonly fault?: string
}

export interface NewRecord {
  readonly topic: string
  /** By default the hash of the key decides (as Kafka's default partitioner), and 0 without a key. */
  readonly partition?: number
  /** Milliseconds since 1970; the event's own time. */
  readonly timestamp: number
  readonly key?: Uint8Array | null
  /** null is a tombstone. */
  readonly value: Uint8Array | string | null
  readonly headers?: readonly Header[]
  readonly note?: Note
}

/** Where a record is. */
export interface Position {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly cursor: Cursor
}

/** A place in the one order over all topics of all clusters: `SEQ.INDEX`, such as `14231.0`. Opaque to users. */
export type Cursor = `${number}.${number}`

export interface StoredRecord extends Position {
  readonly cluster: string
  readonly timestamp: number
  /** When it came in, milliseconds since 1970. */
  readonly receivedAt: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly Header[]
  readonly note: Note | undefined
}

/** A batch without its records: enough to count by. */
export interface BatchHead {
  readonly seq: number
  readonly cluster: string
  readonly topic: string
  readonly partition: number
  /** The offset of its first record. */
  readonly baseOffset: number
  readonly count: number
  /** How many of them were kept with problems. */
  readonly withProblems: number
  readonly receivedAt: number
  /** Which of its records are canary events, counted from its first; most batches have none. */
  readonly canaries: readonly number[]
}

export interface PartitionState {
  readonly partition: number
  /** The first offset that can be read. */
  readonly logStart: number
  /** The offset the next record gets. */
  readonly next: number
  /** Bytes of its batches. */
  readonly bytes: number
}

export interface TopicState {
  readonly cluster: string
  readonly topic: string
  readonly partitions: readonly PartitionState[]
}

/** One cluster's topics: what intake, EventStreams, rules and the page need of a log. */
export interface EventLog {
  readonly cluster: string
  /**
   * All records or none; topics are created on first use. Resolves once `kill -9` cannot lose them, positions in the
   * order given. Rejects with storage_full, storage_failed, topic_invalid, record_too_large or closed.
   */
  append(records: readonly NewRecord[]): Promise<readonly Position[]>
  /** Records of one partition from `offset` on, at most `limit` and about `maxBytes` (at least one record where there is one). */
  read(
    topic: string,
    partition: number,
    offset: number,
    options?: { limit?: number; maxBytes?: number },
  ): readonly StoredRecord[]
  /** The first offset whose timestamp is at or after `time`, also inside a batch; undefined where there is none. */
  findOffset(
    topic: string,
    partition: number,
    time: number,
  ): { readonly offset: number; readonly timestamp: number } | undefined
  /** Creates a topic, or enlarges it; a topic that has so many partitions is left as it is. */
  createTopic(topic: string, partitions: number): void
  topic(topic: string): TopicState | undefined
  topics(): readonly TopicState[]
  /** Resolves at the next append to one of `topics` (all topics where absent) or abort; ask before reading. */
  appended(topics?: readonly string[], signal?: AbortSignal): Promise<void>
}

/** The whole log: clusters as name spaces, and one order over all of them. */
export interface Log {
  /** The view of one cluster; it exists from its first record on. */
  cluster(name: string): EventLog
  /** The record at a cursor, or undefined. */
  at(cursor: Cursor): StoredRecord | undefined
  /** Records of all clusters in order of arrival (or against it), after or before a cursor (both exclusive). */
  scan(options: ScanOptions): readonly StoredRecord[]
  /** Batches after `seq`, in order, without their records. */
  heads(afterSeq: number, limit: number): readonly BatchHead[]
  /** The cursor behind the newest record: scanning after it gives what comes later. */
  end(): Cursor
  topics(): readonly TopicState[]
  /** Resolves at the next append, to one of `topics` of whatever cluster where given, or abort; ask before reading. */
  appended(signal?: AbortSignal, topics?: readonly string[]): Promise<void>
  /** Takes a cluster away: its topics, and what its groups and producers left. */
  drop(cluster: string): void
  /** What is stored. */
  size(): LogSize
  /** Applies retention now; it also runs by itself, in small steps. */
  retain(): Promise<void>
  /** Refuses further appends, waits for those under way, closes files and the folder's lock. */
  close(): Promise<void>
}

export interface ScanOptions {
  readonly after?: Cursor
  readonly before?: Cursor
  /** `asc` begins with the oldest (default), `desc` with the newest. */
  readonly order?: 'asc' | 'desc'
  readonly limit: number
  /** About so many bytes of batches at most, yet at least one batch. */
  readonly maxBytes?: number
  /** Arrival times, milliseconds since 1970: from `since` (inclusive) to `until` (exclusive). */
  readonly since?: number
  readonly until?: number
  /** Only topics for which this holds; it is asked once a topic. */
  readonly topic?: (topic: string, cluster: string) => boolean
}

export interface LogSize {
  readonly records: number
  readonly bytes: number
  readonly batches: number
  readonly segments: number
}

export interface LogOptions {
  /** `'memory'`, or the folder. */
  readonly storage: string
  readonly durability: 'normal' | 'full'
  readonly retention: { readonly ageMs?: number; readonly bytes?: number }
}
