import { SandboxError } from '../base/errors.ts'
import { batchTables } from './batch-index.ts'
import { openSqlite, type SqliteDatabase, type SqliteDriver } from './sqlite-driver.ts'
import { tallyTables } from './tallies.ts'
import { topicTables } from './topics.ts'

/** The version of the tables and the segments, in the database's header (user_version). */
const format = 1

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
      database.exec(`BEGIN; ${topicTables} ${batchTables} ${tallyTables} PRAGMA user_version = ${format}; COMMIT`)
    }
    return database
  } catch (failure) {
    database.close()
    throw failure
  }
}

function versionOf(database: SqliteDatabase, file: string): number {
  let version: number
  try {
    version = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  } catch (cause) {
    throw new SandboxError('storage_format', `${file} is not the index of a log.`, { hint: newFolder, cause })
  }
  if (version === 0 || version === format) return version
  const whose = version > format ? 'a newer event-sandbox' : 'an event-sandbox that this one does not know'
  throw new SandboxError('storage_format', `The storage was written by ${whose} (format ${version}, not ${format}).`, {
    hint: version > format ? `Update event-sandbox, or: ${newFolder}` : newFolder,
  })
}

const newFolder = 'Move the folder away, or name another one: `--storage DIR`.'
