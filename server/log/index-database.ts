import { SandboxError } from '../base/errors.ts'
import { batchTables } from './batch-index.ts'
import { groupOffsetTables } from './group-offsets.ts'
import { producerTables } from './producers.ts'
import { openSqlite, type SqliteDatabase, type SqliteDriver } from './sqlite-driver.ts'
import { tallyTables } from './tallies.ts'
import { topicTables } from './topics.ts'
import { transactionTables } from './transaction-store.ts'

/** The version of the tables and the segments, in the database's header (user_version). */
const format = 2

/** Opens the database of a log and brings its tables; throws storage_format for one that is not of this version. */
export function openIndexDatabase(parts: {
  file: string
  durability: 'normal' | 'full'
  driver: SqliteDriver | undefined
}): SqliteDatabase {
  const database = openSqlite(parts.file, parts.driver)
  try {
    // The first statement that reads the file: what is no database shows here.
    const found = versionOf(database, parts.file)
    // The folder's lock lets in one process only; without locks of its own SQLite saves six calls a commit.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000')
    database.exec(`PRAGMA synchronous = ${parts.durability === 'full' ? 'FULL' : 'NORMAL'}`)
    if (found === 0) {
      database.exec(`BEGIN; ${topicTables} ${batchTables} ${tallyTables} ${brokerTables} ${stamp} COMMIT`)
    }
    if (found === 1) database.exec(`BEGIN; ${fromFormat1} ${brokerTables} ${stamp} COMMIT`)
    return database
  } catch (failure) {
    database.close()
    throw failure
  }
}

const brokerTables = `${producerTables} ${groupOffsetTables} ${transactionTables}`
const stamp = `PRAGMA user_version = ${format};`

// Before there were Kafka clients: no settings of topics, and as many records in a batch as it takes offsets.
const fromFormat1 = `
  ALTER TABLE topic ADD COLUMN uuid TEXT NOT NULL DEFAULT '';
  ALTER TABLE topic ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
  UPDATE topic SET uuid = lower(hex(randomblob(16)));
  ALTER TABLE batch ADD COLUMN records INTEGER NOT NULL DEFAULT 0;
  UPDATE batch SET records = last_offset - base_offset + 1;
  ALTER TABLE segment ADD COLUMN end INTEGER NOT NULL DEFAULT 0;
  UPDATE segment SET end = coalesce(
    (SELECT max(position + length) FROM batch WHERE batch.segment = segment.segment), 0);
`

function versionOf(database: SqliteDatabase, file: string): number {
  let version: number
  try {
    version = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  } catch (cause) {
    throw new SandboxError('storage_format', `${file} is not the index of a log.`, { hint: newFolder, cause })
  }
  if (version <= format) return version
  throw new SandboxError(
    'storage_format',
    `The storage was written by a newer event-sandbox (format ${version}, not ${format}).`,
    { hint: `Update event-sandbox, or: ${newFolder}` },
  )
}

const newFolder = 'Move the folder away, or name another one: `--storage DIR`.'
