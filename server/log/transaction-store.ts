import type { TransactionStore } from './batch-log.ts'
import type { SqliteDatabase } from './sqlite-driver.ts'

/** The table of transactional ids. What is kept of each is the Kafka door's to read. */
export const transactionTables = `
  CREATE TABLE transactional (
    cluster TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (cluster, id)
  ) STRICT, WITHOUT ROWID;
`

/** Prepares the table's statements. */
export function openTransactionStore(database: SqliteDatabase): (cluster: string) => TransactionStore {
  const find = database.prepare('SELECT id, state FROM transactional WHERE cluster = ?')
  const insert = database.prepare('INSERT OR REPLACE INTO transactional VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM transactional WHERE cluster = ?')
  return cluster => ({
    all: () => new Map((find.all(cluster) as { id: string; state: string }[]).map(({ id, state }) => [id, state])),
    save: (id, state) => void insert.run(cluster, id, state),
    forget: () => void remove.run(cluster),
  })
}
