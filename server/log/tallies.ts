import type { BatchIndex, BatchRow } from './batch-index.ts'
import type { SqliteDatabase } from './sqlite-driver.ts'
import type { Partition, Topics } from './topics.ts'
import type { Transaction } from './transaction.ts'

/** What is still held. */
export interface Tally {
  batches: number
  records: number
  bytes: number
}

/** What a segment still holds, and how far it was ever committed. */
export interface SegmentTally extends Tally {
  end: number
}

/** The tables of what is counted. `counted` is the `seq` up to which they and the partitions' counts go. */
export const tallyTables = `
  CREATE TABLE segment (
    segment INTEGER PRIMARY KEY,
    batches INTEGER NOT NULL,
    records INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    end INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE tally (counted INTEGER NOT NULL) STRICT;
  INSERT INTO tally VALUES (0);
`

/**
 * Counts what is stored, by partition and by segment, in memory; saved when a segment is full, by retention and at the
 * end, so that a start reads only the batches behind. (Counting a million rows at every start took half a second.)
 */
export interface Tallies {
  readonly total: Tally
  readonly segments: ReadonlyMap<number, SegmentTally>
  /** The last `seq` ever given. */
  readonly seq: number
  /** Counts a batch that was committed. */
  add(row: BatchRow): void
  /** Counts a batch out that leaves at the old end; the partition's log starts behind it. */
  removeOldest(row: BatchRow): void
  /** Counts a batch out that leaves at the new end; its offsets will be given again. */
  removeNewest(row: BatchRow): void
  /** Counts a batch out that nobody can read any more. */
  removeDead(row: BatchRow): void
  /** Counts a batch that compaction wrote anew, in the place of the old one. */
  replace(row: BatchRow, by: BatchRow): void
  /** Moves a partition's log start ahead; `save` makes it last. */
  moveStart(partition: Partition, offset: number): void
  /** No longer counts a segment without batches. */
  forget(segment: number): void
  /** Reads the tables again, which have changed below. */
  load(): void
  /** Saves the counts together with `work`, in one transaction; where that fails they are as they were stored. */
  save(work?: () => void): void
}

/** Reads what was counted and counts on from there. */
export function openTallies(parts: {
  database: SqliteDatabase
  transaction: Transaction
  index: BatchIndex
  topics: Topics
}): Tallies {
  const { database, transaction, index, topics } = parts
  const loadPartitions = database.prepare('SELECT * FROM partition')
  const loadSegments = database.prepare('SELECT * FROM segment')
  const loadCounted = database.prepare('SELECT counted FROM tally')
  const savePartition = database.prepare(`UPDATE partition
    SET log_start = ?, next = ?, bytes = ?, highest_timestamp = ? WHERE topic = ? AND partition = ?`)
  const saveSegment = database.prepare('INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?)')
  const deleteSegment = database.prepare('DELETE FROM segment WHERE segment = ?')
  const saveCounted = database.prepare('UPDATE tally SET counted = ?')

  const total: Tally = { batches: 0, records: 0, bytes: 0 }
  const segments = new Map<number, SegmentTally>()
  const changedPartitions = new Set<Partition>()
  const changedSegments = new Set<number>()
  let seq = 0

  function count(row: BatchRow, sign: 1 | -1): Partition {
    const partition = partitionOf(topics, row.topic, row.partition)
    const segment = segments.get(row.segment) ?? { batches: 0, records: 0, bytes: 0, end: 0 }
    segment.end = Math.max(segment.end, row.position + row.length)
    segments.set(row.segment, segment)
    for (const tally of [segment, total]) {
      tally.batches += sign
      tally.records += sign * row.records
      tally.bytes += sign * row.length
    }
    partition.bytes += sign * row.length
    changedPartitions.add(partition)
    changedSegments.add(row.segment)
    return partition
  }

  function add(row: BatchRow): void {
    const partition = count(row, 1)
    partition.next = row.last_offset + 1
    partition.highestTimestamp = row.highest_timestamp
    seq = row.seq
  }

  function load(): void {
    segments.clear()
    Object.assign(total, { batches: 0, records: 0, bytes: 0 })
    for (const stored of loadPartitions.all() as StoredPartition[]) {
      const partition = partitionOf(topics, stored.topic, stored.partition)
      partition.logStart = stored.log_start
      partition.next = stored.next
      partition.bytes = stored.bytes
      partition.highestTimestamp = stored.highest_timestamp ?? undefined
    }
    for (const { segment, batches, records, bytes, end } of loadSegments.all() as StoredSegment[]) {
      segments.set(segment, { batches, records, bytes, end })
      total.batches += batches
      total.records += records
      total.bytes += bytes
    }
    changedPartitions.clear()
    changedSegments.clear()
    seq = (loadCounted.get() as { counted: number }).counted
    for (const row of rowsBehind(index, seq)) add(row)
  }

  load()
  return {
    total,
    segments,
    get seq() {
      return seq
    },
    add,
    load,
    removeOldest(row) {
      const partition = count(row, -1)
      partition.logStart = Math.max(partition.logStart, row.last_offset + 1)
    },
    removeNewest(row) {
      count(row, -1).next = row.base_offset
    },
    removeDead: row => void count(row, -1),
    replace(row, by) {
      count(row, -1)
      count(by, 1)
    },
    moveStart(partition, offset) {
      partition.logStart = Math.max(partition.logStart, offset)
      changedPartitions.add(partition)
    },
    forget(segment) {
      segments.delete(segment)
      changedSegments.add(segment)
    },
    save(work) {
      try {
        transaction(() => {
          work?.()
          for (const { topic, partition, logStart, next, bytes, highestTimestamp = null } of changedPartitions) {
            savePartition.run(logStart, next, bytes, highestTimestamp, topic.id, partition)
          }
          for (const segment of changedSegments) {
            const tally = segments.get(segment)
            if (tally) saveSegment.run(segment, tally.batches, tally.records, tally.bytes, tally.end)
            else deleteSegment.run(segment)
          }
          saveCounted.run(seq)
        })
      } catch (failure) {
        load()
        throw failure
      }
      changedPartitions.clear()
      changedSegments.clear()
    },
  }
}

interface StoredPartition {
  readonly topic: number
  readonly partition: number
  readonly log_start: number
  readonly next: number
  readonly bytes: number
  readonly highest_timestamp: number | null
}

type StoredSegment = SegmentTally & { readonly segment: number }

const chunk = 10_000

function* rowsBehind(index: BatchIndex, seq: number): Generator<BatchRow> {
  let from = seq + 1
  for (;;) {
    const rows = index.range({ from, to: Number.MAX_SAFE_INTEGER }, 'asc', chunk)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < chunk) return
    from = last.seq + 1
  }
}

function partitionOf(topics: Topics, topic: number, partition: number): Partition {
  const found = topics.byId(topic).partitions[partition]
  if (!found) throw new RangeError(`Topic ${topic} has no partition ${partition}.`)
  return found
}
