import { createRequire } from 'node:module'
import { messageOf, SandboxError } from '../base/errors.ts'

/** The two libraries we know. */
export type SqliteDriver = 'better-sqlite3' | 'node:sqlite'

/** What both libraries have in common, as far as the log needs it. */
export interface SqliteDatabase {
  readonly driver: SqliteDriver
  exec(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

/** Integers are numbers, both ways; parameters are `?` only. */
export interface SqliteStatement {
  run(...parameters: SqliteValue[]): unknown
  get(...parameters: SqliteValue[]): unknown
  all(...parameters: SqliteValue[]): unknown[]
}

/** What we store. */
export type SqliteValue = string | number | null

/** Opens a database by `driver`, or by the first library that loads; throws sqlite_missing. */
export function openSqlite(file: string, driver?: SqliteDriver): SqliteDatabase {
  const failures: string[] = []
  for (const name of driver ? [driver] : (['better-sqlite3', 'node:sqlite'] as const)) {
    const library = load(name, failures)
    if (library) return open(library, file)
  }
  throw new SandboxError('sqlite_missing', `No SQLite library loads (${failures.join('; ')}).`, {
    hint: 'Use Node 22.13 or newer, which brings its own, or let better-sqlite3 be built: `npm rebuild better-sqlite3`.',
  })
}

interface Library {
  readonly driver: SqliteDriver
  readonly Database: new (file: string) => Omit<SqliteDatabase, 'driver'>
}

const require = createRequire(import.meta.url)
const loaded = new Map<SqliteDriver, Library>()

function load(driver: SqliteDriver, failures: string[]): Library | undefined {
  const known = loaded.get(driver)
  if (known) return known
  try {
    const library = { driver, Database: driver === 'better-sqlite3' ? betterSqlite() : nodeSqlite() }
    loaded.set(driver, library)
    return library
  } catch (failure) {
    failures.push(`${driver}: ${messageOf(failure).split('\n', 1)[0]}`)
    return undefined
  }
}

function betterSqlite(): Library['Database'] {
  const Database = require('better-sqlite3') as Library['Database']
  // The native binding loads with the first database only: a missing one, or one of another Node, shows here.
  new Database(':memory:').close()
  return Database
}

function nodeSqlite(): Library['Database'] {
  // Node 20 has neither the module nor, in its types, the name.
  const library = process.getBuiltinModule('node:sqlite' as 'node:fs') as object | undefined
  if (!library) throw new Error(`Node ${process.versions.node} has none`)
  return (library as { DatabaseSync: Library['Database'] }).DatabaseSync
}

function open({ driver, Database }: Library, file: string): SqliteDatabase {
  const database = new Database(file)
  return {
    driver,
    exec: sql => void database.exec(sql),
    prepare: sql => database.prepare(sql),
    close: () => database.close(),
  }
}

const fullCode = 13 // SQLITE_FULL

/** Whether an error of either library says that there is no room. */
export function isSqliteFull(thrown: unknown): boolean {
  const { code, errcode } = thrown as { code?: unknown; errcode?: unknown }
  return code === 'SQLITE_FULL' || errcode === fullCode
}
