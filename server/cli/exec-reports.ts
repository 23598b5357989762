import { relative } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { writeWhole } from '../base/whole-file.ts'
import type { RefusedItem } from '../client/types.ts'
import { plain } from './escapes.ts'
import type { ExecOutcome } from './exec-outcome.ts'
import { type CaseFailure, githubLines, junitText, sentence, type TestCase } from './test-cases.ts'

/** What happened while a command ran. */
export interface ExecReport extends ExecOutcome {
  readonly command: string
  readonly code: number
  readonly milliseconds: number
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

/** Writes the reports that were asked for. @throws SandboxError storage_full or config_invalid. */
export function writeReports(reports: readonly ReportTo[], report: ExecReport): void {
  const cases = casesOf(report)
  for (const to of reports) {
    if (to.kind === 'github') process.stdout.write(githubLines(cases))
    else writeWhole(to.file, junitText('event-sandbox', cases, report.milliseconds))
  }
}

/** So much of a command is shown. */
const mostShown = 80

/** What the sandbox saw of a run that failed: whether events came, and whether they were read, is half of the cause. */
export function failureText(report: ExecReport): string {
  const { command, code } = report
  const words = command.replace(/\s+/g, ' ')
  const shown = words.length > mostShown ? `${words.slice(0, mostShown)}…` : words
  const ending = code === 0 ? [] : [`${shown} ended with exit code ${code}.`]
  return [...ending, ...seenText(report)].map((line, at) => `${at === 0 ? 'event-sandbox: ' : '  '}${line}\n`).join('')
}

function seenText({ accepted, refusedCount, groups, reading }: ExecOutcome): readonly string[] {
  if (accepted.length === 0 && refusedCount === 0) {
    return ['No event came: do the producers take EVENTGATE_URL or KAFKA_BROKERS from the environment?']
  }
  const came = accepted.map(({ stream, count }) => `${stream} ${count}`).join(', ')
  const counts = `Accepted: ${came === '' ? 'none' : came}. Refused: ${refusedCount === 0 ? 'none' : refusedCount}.`
  // A topic may have a prefix before its stream.
  const isRead = (stream: string) => reading.some(({ topic }) => topic === stream || topic.endsWith(`.${stream}`))
  const unread = groups.length === 0 ? [] : accepted.filter(({ stream }) => !isRead(stream))
  return [
    counts,
    ...reading.map(readingText),
    ...unread.map(({ stream }) => `No consumer group reads ${stream}; there is ${groups.join(', ')}.`),
  ]
}

function readingText({ group, topic, lag }: ExecOutcome['reading'][number]): string {
  if (lag === 0) return `The consumer group ${group} has read all of ${topic}.`
  const read = lag === null ? 'has committed nothing' : `has ${lag} ${lag === 1 ? 'record' : 'records'} left to read`
  return `The consumer group ${group} ${read} of ${topic}.`
}

function casesOf(report: ExecReport): readonly TestCase[] {
  const { command, code, refused, accepted } = report
  const ending: CaseFailure[] =
    code === 0
      ? []
      : [{ rule: 'exit-code', message: `${command} ended with exit code ${code}.`, hint: seenText(report).join(' ') }]
  return [
    { name: command, failures: ending },
    ...accepted.map(({ stream, count }) => ({ name: `${stream}: ${count} accepted`, failures: [] })),
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

/** The first of the refused events and why they were; nothing where none was. */
export function refusedText({ refused, refusedCount }: ExecReport): string {
  if (refusedCount === 0) return ''
  const lines = refused.slice(0, 10).map(item => {
    const [first] = failuresOf(item)
    return `  ${item.stream ?? 'no stream'}  ${first ? sentence(first).replaceAll('\n', '\n    ') : plain(item.reason ?? '')}\n`
  })
  const more = refusedCount > 10 ? `  and ${refusedCount - 10} more\n` : ''
  return `event-sandbox: ${refusedCount} ${refusedCount === 1 ? 'event was' : 'events were'} refused.\n${lines.join('')}${more}`
}
