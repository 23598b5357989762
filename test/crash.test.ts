import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crashRounds } from '../scripts/crash-rounds.ts'
import { builtCommand } from './built.ts'

it('keeps every event it answered 201 for, once and without a gap, through kill -9 under load', async () => {
  const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-crash-'))
  const report = await crashRounds({ rounds: 3, storage, command: [process.execPath, builtCommand] })
  rmSync(storage, { recursive: true })
  expect(report).toMatchObject({ rounds: 3, missing: 0, twice: 0, gaps: 0 })
  expect(report.acknowledged).toBeGreaterThanOrEqual(150)
  expect(report.stored).toBeGreaterThanOrEqual(report.acknowledged)
})
