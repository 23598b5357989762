import { systemClock } from '../base/clock.ts'
import { silentLogger } from '../base/logger.ts'
import { builtInSchemas } from '../config/built-in.ts'
import { configure } from '../config/configure.ts'
import type { Judge } from '../intake/judge.ts'
import { noRequest } from '../intake/request-facts.ts'
import { type FileEvent, readEvents } from '../read-events.ts'
import { openJudge } from '../sandbox.ts'
import { exitCodes } from './exit-codes.ts'
import type { TypedOptions } from './setting-options.ts'
import { type CaseFailure, githubLines, junitText, sentence, type TestCase } from './test-cases.ts'

/** Options of `validate` beside those that say where schemas and streams are. */
export interface ValidateOptions {
  readonly reporter: 'pretty' | 'json' | 'junit' | 'github'
  readonly schema?: string
}

/** `event-sandbox validate FILE...`: what the gate would say of events; nothing is sent, and no sandbox has to run. */
export async function validate(
  files: readonly string[],
  options: ValidateOptions,
  typed: TypedOptions,
): Promise<number> {
  const started = performance.now()
  const cwd = process.cwd()
  const configured = configure({ options: typed, env: process.env, cwd, builtInSchemas })
  const surroundings = { cwd, clock: systemClock, logger: silentLogger }
  const settings = { ...configured.values, watch: false }
  const opened = await openJudge(settings, configured.gates, surroundings)
  try {
    const cases: TestCase[] = []
    for (const file of files) {
      const events = await readEvents(file)
      for (const [at, event] of events.entries()) {
        const failures = await failuresOf(event, file, opened.judge, options.schema)
        cases.push({ name: events.length === 1 ? file : `${file} ${at + 1}`, failures })
      }
    }
    report(cases, options.reporter, performance.now() - started)
    return cases.some(({ failures }) => failures.length > 0) ? exitCodes.invalid : exitCodes.fine
  } finally {
    await opened.close()
  }
}

async function failuresOf(
  { event, fault, line }: FileEvent,
  file: string,
  judge: Judge,
  schema: string | undefined,
): Promise<readonly CaseFailure[]> {
  await judge.prepare([schema === undefined ? event : { $schema: schema }], noRequest)
  const problems = fault ? [fault] : judge.explain(event, systemClock.now(), schema)
  return problems.map(({ keyword, message, hint, pointer, ...problem }) => ({
    rule: keyword,
    message,
    hint,
    file,
    line: fault ? problem.line : line(pointer),
  }))
}

function report(cases: readonly TestCase[], reporter: ValidateOptions['reporter'], milliseconds: number): void {
  const bad = cases.filter(({ failures }) => failures.length > 0)
  if (reporter === 'json') {
    const failures = bad.flatMap(({ name, failures }) => failures.map(failure => ({ event: name, ...failure })))
    process.stdout.write(`${JSON.stringify({ events: cases.length, invalid: bad.length, failures }, null, 2)}\n`)
    return
  }
  if (reporter === 'junit') process.stdout.write(junitText('event-sandbox validate', cases, milliseconds))
  else if (reporter === 'github') process.stdout.write(githubLines(cases))
  else for (const { failures } of bad) for (const failure of failures) process.stdout.write(prettyLine(failure))
  process.stderr.write(`${cases.length} ${cases.length === 1 ? 'event' : 'events'} checked, ${bad.length} invalid.\n`)
}

function prettyLine({ file, line, ...failure }: CaseFailure): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${sentence(failure)}\n`
}
