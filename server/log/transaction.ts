import type { SqliteDatabase } from './sqlite-driver.ts'

/** Runs work so that all of it is stored or nothing. */
export type Transaction = (work: () => void) => void

/** Prepares the transactions of a database. */
export function createTransaction(database: SqliteDatabase): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')

  return work => {
    begin.run()
    try {
      work()
      commit.run()
    } catch (failure) {
      try {
        rollback.run()
      } catch {
        // SQLite rolled back by itself, as it does when the disk is full.
      }
      throw failure
    }
  }
}
