// `node --import tsx scripts/crash-test.ts [ROUNDS]`: kill -9 under load; prints what was acknowledged and what is there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashRounds } from './crash-rounds.ts'

const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-crash-'))
const main = join(import.meta.dirname, '../dist/server/cli/main.js')
const report = await crashRounds({
  rounds: Number(process.argv[2] ?? 20),
  storage,
  command: [process.execPath, main],
  tell: line => process.stdout.write(`${line}\n`),
})
rmSync(storage, { recursive: true })
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.missing + report.twice + report.gaps > 0 ? 1 : 0
