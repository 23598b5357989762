import { githubProperty, githubText, plain, xml } from './escapes.ts'

/** Something that was checked, as test reports call it. */
export interface TestCase {
  readonly name: string
  readonly failures: readonly CaseFailure[]
}

/** What is wrong, and where somebody can change it. */
export interface CaseFailure {
  /** The rule's name. */
  readonly rule: string
  readonly message: string
  readonly hint?: string | undefined
  readonly file?: string | undefined
  readonly line?: number | undefined
}

/** A JUnit report of one suite. */
export function junitText(suite: string, cases: readonly TestCase[], milliseconds: number): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length
  const totals = `tests="${cases.length}" failures="${failed}" time="${(milliseconds / 1000).toFixed(3)}"`
  const body = cases.map(({ name, failures }) => {
    const shown = failures.map(({ rule, message, ...rest }) => {
      const text = xml(sentence({ rule, message, ...rest }))
      return `      <failure type="${xml(rule)}" message="${xml(plain(message))}">${text}</failure>\n`
    })
    const head = `    <testcase classname="${xml(suite)}" name="${xml(name)}"`
    return shown.length === 0 ? `${head}/>\n` : `${head}>\n${shown.join('')}    </testcase>\n`
  })
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  return `${head}<testsuites ${totals}>\n  <testsuite name="${xml(suite)}" ${totals}>\n${body.join('')}  </testsuite>\n</testsuites>\n`
}

/** An annotation for each failure, as GitHub Actions reads it from the output. */
export function githubLines(cases: readonly TestCase[]): string {
  return cases
    .flatMap(({ name, failures }) => failures.map(failure => ({ name, ...failure })))
    .map(({ name, file, line, message, hint }) => {
      const place =
        file === undefined ? '' : `file=${githubProperty(file)},${line === undefined ? '' : `line=${line},`}`
      const text = plain(hint ? `${message} ${hint}` : message)
      return `::error ${place}title=${githubProperty(name)}::${githubText(text)}\n`
    })
    .join('')
}

/** What is wrong, in words for people. */
export function sentence({ message, hint, file, line }: CaseFailure): string {
  const place = file === undefined ? '' : `\n${file}${line === undefined ? '' : `:${line}`}`
  return `${plain(message)}${hint ? ` ${plain(hint)}` : ''}${place}`
}
