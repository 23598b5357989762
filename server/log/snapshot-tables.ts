import type { SqliteDatabase } from './sqlite-driver.ts'

/** A copy of the log's tables under a name. The bytes of its batches stay where they are: segments never change. */
export interface Snapshot {
  readonly name: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly topics: number
  readonly records: number
  /** What its batches take, most of it together with the log. */
  readonly bytes: number
}

/** The statements over snapshots; what changes something runs within a transaction of the caller's. */
export interface SnapshotTables {
  all(): readonly Snapshot[]
  /** Segments that hold batches of a snapshot. */
  segments(): readonly number[]
  save(name: string, savedAt: number): void
  restore(name: string): void
  remove(name: string): void
}

// A scope is for its own test to begin and to end: snapshots are of all that is in none. A deleted topic's name has a slash.
const isWhole = "substr(cluster, 1, 2) <> 's/'"
const wholeTopics = `SELECT id FROM topic WHERE ${isWhole}`
const savedTopics = 'SELECT id FROM saved_topic WHERE snapshot = ?'

// What is below the log start is only waiting to be removed.
const isKept = `last_offset >= (SELECT log_start FROM partition
  WHERE partition.topic = batch.topic AND partition.partition = batch.partition)`

/** What is copied, and which rows of it. Of producers only those whose transaction is open: readers wait for its end. */
const copied = {
  topic: { saved: `${isWhole} AND instr(name, '/') = 0`, replaced: isWhole },
  partition: { saved: `topic IN (${savedTopics})`, replaced: `topic IN (${wholeTopics})` },
  batch: { saved: `topic IN (${savedTopics}) AND ${isKept}`, replaced: `topic IN (${wholeTopics})` },
  aborted: { saved: `topic IN (${savedTopics})`, replaced: `topic IN (${wholeTopics})` },
  producer: {
    saved: `topic IN (${savedTopics}) AND open_since IS NOT NULL`,
    replaced: `topic IN (${wholeTopics})`,
  },
  group_offset: { saved: `topic IN (${savedTopics})`, replaced: isWhole },
  transactional: { saved: isWhole, replaced: isWhole },
} as const

const tables = Object.keys(copied) as (keyof typeof copied)[]

/** Opens the tables; they are made with the first snapshot. */
export function openSnapshotTables(database: SqliteDatabase): SnapshotTables {
  const run = (sql: string, ...parameters: (string | number)[]) => database.prepare(sql).run(...parameters)
  let wasSeen = false

  // Not from what was made: a transaction that fails takes the tables back.
  function isThere(): boolean {
    wasSeen ||= database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'snapshot'").get() !== undefined
    return wasSeen
  }

  function columnsOf(table: string): string {
    const columns = database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]
    return columns.map(({ name }) => `"${name}"`).join(', ')
  }

  function idOf(name: string): number {
    return (database.prepare('SELECT id FROM snapshot WHERE name = ?').get(name) as { id: number }).id
  }

  return {
    all: () => (isThere() ? (database.prepare(listed).all() as Snapshot[]) : []),
    segments() {
      if (!isThere()) return []
      const rows = database.prepare('SELECT DISTINCT segment FROM saved_segment').all() as { segment: number }[]
      return rows.map(({ segment }) => segment)
    },

    save(name, savedAt) {
      if (!isThere()) database.exec(made)
      run('INSERT INTO snapshot (name, saved_at) VALUES (?, ?)', name, savedAt)
      const id = idOf(name)
      for (const table of tables) {
        const { saved } = copied[table]
        const columns = columnsOf(table)
        const where = saved.replace('snapshot = ?', `snapshot = ${id}`)
        run(`INSERT INTO saved_${table} (snapshot, ${columns}) SELECT ${id}, ${columns} FROM ${table} WHERE ${where}`)
      }
      run(`INSERT INTO saved_segment SELECT DISTINCT snapshot, segment FROM saved_batch WHERE snapshot = ${id}`)
    },

    restore(name) {
      const id = idOf(name)
      // All batches at once, without a look at each, where no scope has any.
      if (!database.prepare(`SELECT 1 FROM topic WHERE NOT (${isWhole})`).get()) run('DELETE FROM batch')
      // Rows are found by their topics, so topics go last, and come first.
      for (const table of tables.toReversed()) run(`DELETE FROM ${table} WHERE ${copied[table].replaced}`)
      for (const table of tables) {
        const columns = columnsOf(table)
        run(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM saved_${table} WHERE snapshot = ${id}`)
      }
      run(countedPartitions)
      run('UPDATE segment SET batches = 0, records = 0, bytes = 0')
      run(countedSegments)
    },

    remove(name) {
      const id = idOf(name)
      for (const table of [...tables, 'segment']) run(`DELETE FROM saved_${table} WHERE snapshot = ${id}`)
      run(`DELETE FROM snapshot WHERE id = ${id}`)
    },
  }
}

const made = `
  CREATE TABLE snapshot (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, saved_at INTEGER NOT NULL) STRICT;
  CREATE TABLE saved_segment (snapshot INTEGER NOT NULL, segment INTEGER NOT NULL, PRIMARY KEY (snapshot, segment)) STRICT;
  ${tables
    .map(
      table => `CREATE TABLE saved_${table} AS SELECT 0 AS snapshot, * FROM ${table} WHERE 0;
        CREATE INDEX saved_${table}_by_snapshot ON saved_${table} (snapshot);`,
    )
    .join('\n')}
`

const listed = `
  SELECT name, saved_at AS savedAt,
    (SELECT count(*) FROM saved_topic WHERE snapshot = snapshot.id) AS topics,
    (SELECT coalesce(sum(records), 0) FROM saved_batch WHERE snapshot = snapshot.id) AS records,
    (SELECT coalesce(sum(length), 0) FROM saved_batch WHERE snapshot = snapshot.id) AS bytes
  FROM snapshot ORDER BY id
`

const countedPartitions = `
  UPDATE partition SET bytes = (SELECT coalesce(sum(length), 0) FROM batch
    WHERE batch.topic = partition.topic AND batch.partition = partition.partition)
    WHERE topic IN (${wholeTopics})
`

// How far a segment was ever committed stays, or what a snapshot holds would be written over.
const countedSegments = `
  INSERT INTO segment (segment, batches, records, bytes, end)
    SELECT segment, count(*), sum(records), sum(length), max(position + length) FROM batch WHERE true GROUP BY segment
    ON CONFLICT (segment) DO UPDATE SET batches = excluded.batches, records = excluded.records,
      bytes = excluded.bytes, end = max(end, excluded.end)
`
