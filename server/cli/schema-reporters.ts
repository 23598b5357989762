import { styleText } from 'node:util'
import type { CheckFinding } from '../schema/check/check-finding.ts'
import type { FilePlace } from '../schema/source-format.ts'
import { githubProperty, githubText, plain, xml } from './escapes.ts'

/** One title with what was found; plain data. */
export interface Checked {
  readonly title: string
  readonly findings: readonly ToldFinding[]
}

/** A finding; one that is shown by itself has its place, others are counted. */
export type ToldFinding = Omit<CheckFinding, 'place'> & { readonly place?: FilePlace }

/** What a reporter is given. */
export interface CheckedRepository {
  readonly checked: readonly Checked[]
  readonly milliseconds: number
}

interface Report {
  readonly stdout: string
  readonly stderr: string
}

/** How a check is told: to people, to programs, to CI. */
export const reporters = {
  pretty: repository => ({ stdout: prettyLines(repository), stderr: `${summaryOf(repository)}\n` }),
  json: repository => ({ stdout: `${JSON.stringify(jsonOf(repository), null, 2)}\n`, stderr: '' }),
  junit: repository => ({ stdout: junitOf(repository), stderr: `${summaryOf(repository)}\n` }),
  github: repository => ({ stdout: githubLines(repository), stderr: `${summaryOf(repository)}\n` }),
} as const satisfies Record<string, (repository: CheckedRepository) => Report>

type ShownFinding = ToldFinding & { readonly place: FilePlace }

function shownOf({ findings }: Checked): readonly ShownFinding[] {
  return findings.filter((finding): finding is ShownFinding => finding.place !== undefined)
}

function errorsOf(checked: Checked): readonly ShownFinding[] {
  return shownOf(checked).filter(({ severity }) => severity === 'error')
}

function prettyLines({ checked }: CheckedRepository): string {
  return checked
    .flatMap(shownOf)
    .map(({ file, rule, severity, message, hint, place: { line, column } }) => {
      const mark = styleText(severity === 'error' ? 'red' : 'yellow', severity)
      return `${file}:${line}:${column}  ${mark}  ${plain(message)}  ${styleText('dim', rule)}\n${hint ? `    ${plain(hint)}\n` : ''}`
    })
    .join('')
}

function summaryOf({ checked, milliseconds }: CheckedRepository): string {
  const all = checked.flatMap(({ findings }) => findings)
  const errors = all.filter(({ severity }) => severity === 'error').length
  const warnings = all.length - errors
  const shown = warnings > 0 ? ` (--warnings shows them)` : ''
  return `${count(checked.length, 'schema')} checked in ${Math.round(milliseconds)} ms: ${count(errors, 'error')}, ${count(warnings, 'warning')}${shown}.`
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function jsonOf({ checked }: CheckedRepository): object {
  const findings = checked
    .flatMap(({ findings: all }) => all)
    .map(({ place, ...finding }) => ({ ...finding, ...place }))
  return { schemas: checked.length, errors: findings.filter(({ severity }) => severity === 'error').length, findings }
}

function githubLines({ checked }: CheckedRepository): string {
  return checked
    .flatMap(shownOf)
    .map(({ file, rule, severity, message, hint, place: { line, column } }) => {
      const text = plain(hint ? `${message} ${hint}` : message)
      return `::${severity} file=${githubProperty(file.replace(/^\.\//, ''))},line=${line},col=${column},title=${githubProperty(rule)}::${githubText(text)}\n`
    })
    .join('')
}

function junitOf({ checked, milliseconds }: CheckedRepository): string {
  const failed = checked.filter(one => errorsOf(one).length > 0).length
  const suites = checked.map(one => {
    const failures = errorsOf(one).map(({ file, rule, message, hint, place: { line, column } }) => {
      const text = `${file}:${line}:${column}\n${plain(message)}${hint ? `\n${plain(hint)}` : ''}`
      return `      <failure type="${xml(rule)}" message="${xml(plain(message))}">${xml(text)}</failure>\n`
    })
    const file = errorsOf(one)[0]?.file
    return `    <testcase classname="schemas" name="${xml(one.title)}"${file ? ` file="${xml(file)}"` : ''}${
      failures.length > 0 ? `>\n${failures.join('')}    </testcase>` : '/>'
    }\n`
  })
  const totals = `tests="${checked.length}" failures="${failed}" time="${(milliseconds / 1000).toFixed(3)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals}>\n  <testsuite name="event-sandbox schema check" ${totals}>\n${suites.join('')}  </testsuite>\n</testsuites>\n`
}
