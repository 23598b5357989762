import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Logger } from '../../server/base/logger.ts'
import { silentLogger } from '../../server/base/logger.ts'
import { openSqlite } from '../../server/log/sqlite-driver.ts'
import { openSqliteLog, type SqliteLog, type SqliteLogParts } from '../../server/log/sqlite-log.ts'
import type { LogOptions } from '../../server/log/types.ts'

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A log in a folder, closed with the test. */
export async function openLog(storage: string, options: Partial<LogOptions & SqliteLogParts> = {}): Promise<SqliteLog> {
  const log = await openSqliteLog({
    storage,
    durability: 'normal',
    retention: {},
    clock: { now: () => 1_700_000_000_000 },
    logger: silentLogger,
    ...options,
  })
  onTestFinished(() => log.close())
  return log
}

/** A logger that keeps its warnings. */
export function keepingLogger(): Logger & { readonly warnings: string[] } {
  const warnings: string[] = []
  return { ...silentLogger, warnings, warn: message => void warnings.push(message) }
}

/** Makes the folder of a closed log one of another format. */
export function setFormat(folder: string, version: number): void {
  const database = openSqlite(join(folder, 'index.sqlite'))
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
}

/** Makes the folder of a closed log one of before there were Kafka clients. */
export function backToFormat1(folder: string): void {
  const database = openSqlite(join(folder, 'index.sqlite'))
  database.exec(`
    ALTER TABLE topic DROP COLUMN uuid; ALTER TABLE topic DROP COLUMN settings;
    ALTER TABLE batch DROP COLUMN records; ALTER TABLE segment DROP COLUMN end;
    DROP TABLE producer; DROP TABLE aborted; DROP TABLE producer_id; DROP TABLE group_offset; DROP TABLE transactional;
    PRAGMA user_version = 1`)
  database.close()
}
