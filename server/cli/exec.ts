import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { systemClock } from '../base/clock.ts'
import { SandboxError } from '../base/errors.ts'
import { type Calls, createCalls } from '../client/calls.ts'
import { createClient } from '../client/client.ts'
import { builtInSchemas } from '../config/built-in.ts'
import { type Configured, configure } from '../config/configure.ts'
import type { Settings } from '../config/settings.ts'
import { openSandbox } from '../sandbox.ts'
import { outcomeOf } from './exec-outcome.ts'
import { type ExecReport, failureText, readReports, refusedText, writeReports } from './exec-reports.ts'
import { exitCodes } from './exit-codes.ts'
import { keepingLog } from './keeping-log.ts'
import { saveBundle } from './save-bundle.ts'
import type { TypedOptions } from './setting-options.ts'

/** Options of `exec` beside those of a start. */
export interface ExecOptions {
  readonly failOnInvalid?: boolean
  readonly report?: readonly string[]
  readonly saveOnFailure?: string
}

/** `event-sandbox exec -- CMD`: runs a command beside a sandbox of its own, and ends with the command's exit code. */
export async function exec(command: readonly string[], options: ExecOptions, typed: TypedOptions): Promise<number> {
  const reports = readReports(options.report ?? [])
  const cwd = process.cwd()
  const configured = configure({ options: typed, env: process.env, cwd, builtInSchemas })
  const log = keepingLog()
  let ending: number = exitCodes.fine
  const settings = settingsOf(configured)
  const sandbox = await openSandbox(settings, configured.gates, { cwd, clock: systemClock, logger: log.logger })
  try {
    const token = sandbox.token ?? undefined
    const calls = createCalls({ url: sandbox.url, token })
    const doors = { brokers: sandbox.kafka, repository: sandbox.repositories[0] }
    const { env } = createClient(calls, doors, token)
    const started = performance.now()
    const code = await run(command, env)
    const milliseconds = performance.now() - started
    const report: ExecReport = { command: command.join(' '), code, milliseconds, ...(await outcomeOf(calls)) }
    const isFailed = code !== 0 || (options.failOnInvalid === true && report.refusedCount > 0)
    process.stderr.write(refusedText(report))
    if (isFailed) process.stderr.write(failureText(report))
    ending = code === 0 && isFailed ? exitCodes.invalid : code
    await orTold(() => writeReports(reports, report))
    if (isFailed) await orTold(() => save(calls, options.saveOnFailure, { log: log.text(), report }))
  } finally {
    await orTold(sandbox.stop)
  }
  return ending

  // The command's own code is the one to end with; where that is fine, this is not.
  async function orTold(work: () => unknown): Promise<void> {
    try {
      await work()
    } catch (failure) {
      if (!(failure instanceof SandboxError)) throw failure
      process.stderr.write(`event-sandbox: ${failure.message}\n${failure.hint ? `  ${failure.hint}\n` : ''}`)
      if (ending === exitCodes.fine) ending = exitCodes.fault
    }
  }
}

async function save(calls: Calls, folder: string | undefined, seen: Parameters<typeof saveBundle>[2]): Promise<void> {
  if (folder === undefined) return
  await saveBundle(calls, folder, seen)
  process.stderr.write(`event-sandbox: events, schemas and log are in ${folder}.\n`)
}

// Free ports and memory, whatever the project's configuration says for people; what was typed here is meant.
function settingsOf({ values, origins }: Configured): Settings {
  const isTyped = (name: keyof Settings) => origins[name].startsWith('--')
  return {
    ...values,
    port: isTyped('port') ? values.port : 0,
    kafkaPort: isTyped('kafkaPort') || values.kafkaPort === null ? values.kafkaPort : 0,
    storage: isTyped('storage') ? values.storage : 'memory',
    watch: isTyped('watch') && values.watch,
  }
}

/** Runs the command to its end; a signal that comes for us goes to it. */
async function run(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const [file = '', ...args] = command
  // One text with spaces is a line for the shell, as in `exec "npm test && npm run e2e"`; Windows finds npm.cmd by it only.
  const isShell = (args.length === 0 && /\s/.test(file)) || process.platform === 'win32'
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env }, shell: isShell })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, pass)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM']
  } catch (cause) {
    throw new SandboxError('config_invalid', `The command ${file} cannot be run: ${(cause as Error).message}.`, {
      hint: 'Write it behind two hyphens: event-sandbox exec -- npm test.',
      cause,
    })
  } finally {
    for (const signal of signals) process.off(signal, pass)
  }
}
