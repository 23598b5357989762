// `node --import tsx scripts/resume-test.ts [RESUMES]`: a consumer that disconnects and resumes under 1,000 events a
// second, across restarts; prints what it got. Needs a build.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resumeRounds } from './resume-rounds.ts'

const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-resume-'))
const report = await resumeRounds({
  resumes: Number(process.argv[2] ?? 200),
  perSecond: 1000,
  restartEach: 25,
  storage,
  script: join(import.meta.dirname, '../dist/server/cli/main.js'),
  tell: line => process.stdout.write(`${line}\n`),
})
rmSync(storage, { recursive: true })
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = report.missing + report.disordered > 0 ? 1 : 0
