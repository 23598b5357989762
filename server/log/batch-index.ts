import type { SqliteDatabase } from './sqlite-driver.ts'

/** A row of the table that commits batches: where its bytes are, and what is asked for without reading them. */
export interface BatchRow {
  readonly seq: number
  readonly topic: number
  readonly partition: number
  readonly base_offset: number
  readonly last_offset: number
  readonly max_timestamp: number
  /** The highest max_timestamp of the partition up to here: it only grows, so that a search by halves finds a time. */
  readonly highest_timestamp: number
  readonly received_at: number
  readonly segment: number
  readonly position: number
  readonly length: number
  readonly notes: string | null
  /** Records that a reader finds in it: a marker of a transaction has none, a compacted batch fewer than offsets. */
  readonly records: number
}

/**
 * The table of an empty database. `seq` and topic ids are never given twice. There are no indexes by time or by `seq`
 * within a partition: each dirties a page a partition and commit (12 topics: 15 us an event instead of 6), and both grow
 * with the offset, so that a search by halves finds them (`partition-rows.ts`).
 */
export const batchTables = `
  CREATE TABLE batch (
    seq INTEGER PRIMARY KEY,
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    base_offset INTEGER NOT NULL,
    last_offset INTEGER NOT NULL,
    max_timestamp INTEGER NOT NULL,
    highest_timestamp INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    position INTEGER NOT NULL,
    length INTEGER NOT NULL,
    notes TEXT,
    records INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX batch_by_offset ON batch (topic, partition, base_offset);
  CREATE INDEX batch_by_arrival ON batch (received_at);
`

/** A partition by its key. */
export interface PartitionKey {
  readonly topic: number
  readonly partition: number
}

/** A stretch of `seq`, both ends inclusive. */
export interface SeqRange {
  readonly from: number
  readonly to: number
}

/** Inserting and finding batches. Every read takes a number of rows at most. */
export interface BatchIndex {
  insert(row: BatchRow): void
  /** Removes all batches up to `seq`. */
  removeUpTo(seq: number): void
  remove(seq: number): void
  /** Changes where a batch is, how long, and how many records it has. */
  move(row: BatchRow): void
  /** Removes all batches from `seq` on. */
  removeFrom(seq: number): void
  at(seq: number): BatchRow | undefined
  last(): BatchRow | undefined
  /** Batches of all topics by `seq`. */
  range(range: SeqRange, order: 'asc' | 'desc', limit: number): BatchRow[]
  /** The batch that holds an offset, or the last one before it. */
  holding(key: PartitionKey, offset: number): BatchRow | undefined
  /** Batches of a partition that begin at `offset` or behind it (`asc`), or before it (`desc`). */
  partitionRange(key: PartitionKey, offset: number, order: 'asc' | 'desc', limit: number): BatchRow[]
  /** The first batch that came in at or after `time`, by `seq`. */
  firstSince(time: number): number | undefined
  /** The last batch that came in before `time`, by `seq`. */
  lastUntil(time: number): number | undefined
}

/** The statements over the batch table. They are written out: what an index serves is to be seen. */
export function createBatchIndex(database: SqliteDatabase): BatchIndex {
  const statement = (sql: string) => database.prepare(sql)
  const insert = statement('INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const removeUpTo = statement('DELETE FROM batch WHERE seq <= ?')
  const remove = statement('DELETE FROM batch WHERE seq = ?')
  const move = statement('UPDATE batch SET segment = ?, position = ?, length = ?, records = ? WHERE seq = ?')
  const removeFrom = statement('DELETE FROM batch WHERE seq >= ?')
  const at = statement('SELECT * FROM batch WHERE seq = ?')
  const last = statement('SELECT * FROM batch ORDER BY seq DESC LIMIT 1')
  const range = {
    asc: statement('SELECT * FROM batch WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?'),
    desc: statement('SELECT * FROM batch WHERE seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT ?'),
  }
  const holding = statement(`SELECT * FROM batch INDEXED BY batch_by_offset
    WHERE topic = ? AND partition = ? AND base_offset <= ? ORDER BY base_offset DESC LIMIT 1`)
  const partitionRange = {
    asc: statement(`SELECT * FROM batch INDEXED BY batch_by_offset
      WHERE topic = ? AND partition = ? AND base_offset >= ? ORDER BY base_offset LIMIT ?`),
    desc: statement(`SELECT * FROM batch INDEXED BY batch_by_offset
      WHERE topic = ? AND partition = ? AND base_offset < ? ORDER BY base_offset DESC LIMIT ?`),
  }
  // The clock may have been set back: so the smallest seq, not the first time.
  const firstSince = statement('SELECT min(seq) AS seq FROM batch INDEXED BY batch_by_arrival WHERE received_at >= ?')
  const lastUntil = statement('SELECT max(seq) AS seq FROM batch INDEXED BY batch_by_arrival WHERE received_at < ?')

  // `SELECT *` gives the columns of BatchRow by their names.
  return {
    insert: row =>
      void insert.run(
        row.seq,
        row.topic,
        row.partition,
        row.base_offset,
        row.last_offset,
        row.max_timestamp,
        row.highest_timestamp,
        row.received_at,
        row.segment,
        row.position,
        row.length,
        row.notes,
        row.records,
      ),
    removeUpTo: seq => void removeUpTo.run(seq),
    remove: seq => void remove.run(seq),
    move: ({ segment, position, length, records, seq }) => void move.run(segment, position, length, records, seq),
    removeFrom: seq => void removeFrom.run(seq),
    at: seq => at.get(seq) as BatchRow | undefined,
    last: () => last.get() as BatchRow | undefined,
    range: ({ from, to }, order, limit) => range[order].all(from, to, limit) as BatchRow[],
    holding: ({ topic, partition }, offset) => holding.get(topic, partition, offset) as BatchRow | undefined,
    partitionRange: ({ topic, partition }, offset, order, limit) =>
      partitionRange[order].all(topic, partition, offset, limit) as BatchRow[],
    firstSince: time => (firstSince.get(time) as { seq: number | null }).seq ?? undefined,
    lastUntil: time => (lastUntil.get(time) as { seq: number | null }).seq ?? undefined,
  }
}
