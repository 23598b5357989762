import type { Aborted } from './producers.ts'
import type { TopicSettings } from './topic-settings.ts'
import type { EventLog, NewRecord, Note } from './types.ts'

/**
 * What the Kafka door needs of a log beside records: batches as bytes, and what a broker remembers of topics, groups and
 * producers. Only a log that is a broker itself has it.
 */
export interface BatchLog extends EventLog {
  /**
   * One partition's batches as a producer sent them, whole and with a checksum that holds; all or none. Their base offset
   * and leader epoch are written into the bytes given. Resolves once `kill -9` cannot lose them. Rejects as `append`
   * does, and with partition_unknown, sequence_gap or producer_fenced.
   */
  appendBatches(
    topic: string,
    partition: number,
    batches: readonly Buffer[],
    note: Note | JudgedNote,
  ): Promise<{ readonly baseOffset: number }>
  /** Whole batches as bytes, from the one that holds `offset` on. */
  readBatches(topic: string, partition: number, offset: number, options: ReadBatchesOptions): readonly Buffer[]
  ends(topic: string, partition: number): PartitionEnds | undefined
  /** The first of the records with the highest timestamp. */
  newest(topic: string, partition: number): { readonly offset: number; readonly timestamp: number } | undefined
  /** Aborted transactions that reach into a stretch of offsets, both ends inclusive. */
  aborted(topic: string, partition: number, from: number, to: number): readonly Aborted[]

  /** Throws topic_exists, topic_invalid or bad_request. */
  newTopic(topic: string, partitions: number, settings: TopicSettings): void
  describe(topic: string): TopicDescription | undefined
  topicByUuid(uuid: string): string | undefined
  /** Puts these settings in the place of all before. Throws not_found or bad_request. */
  setTopic(topic: string, settings: TopicSettings): void
  /** Takes a topic and what groups committed for it away; its room is given back in the background. */
  deleteTopic(topic: string): void
  /** Moves the log start to an offset, or to the end for -1; returns the log start. Throws offset_out_of_range. */
  deleteRecords(topic: string, partition: number, before: number): number

  readonly offsets: GroupOffsets
  readonly transactions: TransactionStore
  /** An id that no producer had before. */
  nextProducerId(): number
  /** Ends a transaction in one commit: its markers, the offsets it commits, and what is kept of it. */
  endTransaction(end: TransactionEnd): Promise<void>
}

/** A note for each record of the batches, by its index over all of them. */
export interface JudgedNote {
  at(index: number): Note
  /** What is stored in the same commit, where the batches begin at an offset; nothing for batches that were there. */
  beside(baseOffset: number): readonly NewRecord[]
}

export interface ReadBatchesOptions {
  readonly maxBytes: number
  /** Give the first batch even where it is larger: a reader must get past it. */
  readonly wholeFirst: boolean
  /** Only what is before this offset. */
  readonly before: number
}

/** How far a partition goes. */
export interface PartitionEnds {
  readonly logStart: number
  /** Up to here nothing is undecided. */
  readonly stable: number
  readonly next: number
}

export interface TopicDescription {
  readonly uuid: string
  readonly partitions: number
  readonly settings: TopicSettings
}

/** A group's place in a partition. */
export interface GroupOffset {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** -1: unknown. */
  readonly leaderEpoch: number
  readonly metadata: string | null
}

/** What groups committed. */
export interface GroupOffsets {
  /** Resolves once `kill -9` cannot lose them. Offsets of topics that are not there are passed over. */
  commit(group: string, offsets: readonly GroupOffset[]): Promise<void>
  of(group: string): readonly GroupOffset[]
  /** Groups that have any. */
  groups(): readonly string[]
  /** Forgets a group's offsets, all or those named. */
  forget(group: string, partitions?: readonly { readonly topic: string; readonly partition: number }[]): void
}

/** What is kept of transactional ids, as text. */
export interface TransactionStore {
  all(): ReadonlyMap<string, string>
  save(id: string, state: string): void
  /** Forgets them all. */
  forget(): void
}

export interface TransactionEnd {
  readonly producerId: number
  readonly epoch: number
  readonly isCommitted: boolean
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[]
  /** Taken where the transaction is committed. */
  readonly offsets: ReadonlyMap<string, readonly GroupOffset[]>
  /** What is kept of the transactional id from now on. */
  readonly keep: { readonly id: string; readonly state: string }
}
