import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { openSqlite, type SqliteDriver } from '../../server/log/sqlite-driver.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'
import { eventLogContract, type Implementation } from './contract.ts'

const drivers = (['better-sqlite3', 'node:sqlite'] as const).filter(loads)

it('runs on a SQLite library', () => expect(drivers).not.toEqual([]))

for (const driver of drivers) {
  eventLogContract(`the log on disk, by ${driver}`, onDisk(driver))
  eventLogContract(`the log in memory, by ${driver}`, inMemory(driver))
}

function onDisk(driver: SqliteDriver): Implementation {
  return {
    keeps: true,
    begin() {
      const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-log-'))
      return {
        open: options =>
          openSqliteLog({ storage: folder, durability: 'normal', logger: silentLogger, driver, ...options }),
        remove: () => rmSync(folder, { recursive: true }),
      }
    },
  }
}

function inMemory(driver: SqliteDriver): Implementation {
  return {
    keeps: false,
    begin: () => ({
      open: options =>
        openSqliteLog({ storage: 'memory', durability: 'normal', logger: silentLogger, driver, ...options }),
      remove() {},
    }),
  }
}

function loads(driver: SqliteDriver): boolean {
  try {
    openSqlite(':memory:', driver).close()
    return true
  } catch {
    return false
  }
}
