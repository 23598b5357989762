import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import type { RefusedItem } from '../client/types.ts'
import { plain } from './escapes.ts'
import { type CaseFailure, githubLines, junitText, sentence, type TestCase } from './test-cases.ts'

/** What happened while a command ran. */
export interface ExecReport {
  readonly command: string
  readonly code: number
  readonly milliseconds: number
  readonly refused: readonly RefusedItem[]
  readonly accepted: readonly { readonly stream: string; readonly count: number }[]
}

/** Where a report goes. */
export type ReportTo = { readonly kind: 'github' } | { readonly kind: 'junit'; readonly file: string }

/** Reads `junit=FILE` and `github`. @throws SandboxError config_invalid */
export function readReports(texts: readonly string[]): readonly ReportTo[] {
  return texts.map(text => {
    const file = /^junit=(.+)$/.exec(text)?.[1]
    if (file !== undefined) return { kind: 'junit', file }
    if (text === 'github') return { kind: 'github' }
    throw new SandboxError('config_invalid', `--report takes junit=FILE or github, not "${text}".`)
  })
}

/** Writes the reports that were asked for, and says on stderr what was refused. */
export function writeReports(reports: readonly ReportTo[], report: ExecReport): void {
  const cases = casesOf(report)
  for (const to of reports) {
    if (to.kind === 'github') process.stdout.write(githubLines(cases))
    else {
      mkdirSync(dirname(to.file), { recursive: true })
      writeFileSync(to.file, junitText('event-sandbox', cases, report.milliseconds))
    }
  }
  if (report.refused.length > 0) process.stderr.write(refusedText(report))
}

function casesOf({ command, code, refused, accepted }: ExecReport): readonly TestCase[] {
  const ending: CaseFailure[] =
    code === 0 ? [] : [{ rule: 'exit-code', message: `${command} ended with exit code ${code}.` }]
  return [
    { name: command, failures: ending },
    ...accepted
      .filter(({ count }) => count > 0)
      .map(({ stream, count }) => ({ name: `${stream}: ${count} accepted`, failures: [] })),
    ...refused.map(item => ({
      name: `${item.stream ?? 'no stream'} ${item.cursor} refused`,
      failures: failuresOf(item),
    })),
  ]
}

function failuresOf({ problems = [], reason = 'It was refused.' }: RefusedItem): readonly CaseFailure[] {
  if (problems.length === 0) return [{ rule: 'refused', message: reason }]
  return problems.map(({ keyword, message, hint, schema }) => {
    const file = schema && relative(process.cwd(), schema.file)
    // Annotations stand beside files of the repository that is checked out.
    const place = file === undefined || file.startsWith('..') ? {} : { file, line: schema?.line }
    return { rule: keyword, message, hint, ...place }
  })
}

function refusedText({ refused }: ExecReport): string {
  const lines = refused.slice(0, 10).map(item => {
    const [first] = failuresOf(item)
    return `  ${item.stream ?? 'no stream'}  ${first ? sentence(first).replaceAll('\n', '\n    ') : plain(item.reason ?? '')}\n`
  })
  const more = refused.length > 10 ? `  and ${refused.length - 10} more\n` : ''
  return `event-sandbox: ${refused.length} ${refused.length === 1 ? 'event was' : 'events were'} refused.\n${lines.join('')}${more}`
}
