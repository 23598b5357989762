import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../server/log/sqlite-driver.ts'
import { openLog } from './temporary-folder.ts'

const hasOwn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined

describe('the SQLite library', () => {
  it.skipIf(hasOwn)('is asked for in one sentence with a hint where none loads', async () => {
    await expect(openLog('memory', { driver: 'node:sqlite' })).rejects.toMatchObject({
      code: 'sqlite_missing',
      message: `No SQLite library loads (node:sqlite: Node ${process.versions.node} has none).`,
      hint: expect.stringContaining('npm rebuild better-sqlite3'),
    })
  })

  it('is the first that loads', () => {
    const database = openSqlite(':memory:')
    expect(['better-sqlite3', 'node:sqlite']).toContain(database.driver)
    database.close()
  })
})
