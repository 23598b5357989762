import type { Command } from 'commander'
import { parseDuration } from '../base/durations.ts'
import { SandboxError } from '../base/errors.ts'

/** A command's name, what it does in a few words, and lines of `event-sandbox ...` that a test runs as they stand. */
export interface CommandText {
  readonly name: string
  readonly about: string
  readonly examples: readonly string[]
}

/** Adds a command: its failures are exceptions, its help ends with examples. */
export function addCommand(program: Command, { name, about, examples }: CommandText): Command {
  const lines = examples.map(example => `  ${example}`).join('\n')
  const above = program.parent ? `${program.name()} ` : ''
  return program
    .command(name)
    .description(about)
    .exitOverride()
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError(`  Examples are in event-sandbox ${above}${name} --help.`)
    .addHelpText('after', `\nExamples:\n${lines}`)
}

/** Adds a command that talks to a running sandbox; its action gets {@link ClientOptions} among its options. */
export function addClientCommand(program: Command, text: CommandText): Command {
  return addCommand(program, text)
    .option('--url <url>', 'the sandbox (the one of this folder, else port 8192) [EVENT_SANDBOX_URL]')
    .option('--token <token>', 'for a sandbox beyond loopback [EVENT_SANDBOX_TOKEN]')
    .option('--json', 'as JSON')
}

/** Ends with a code once the process has nothing left to do: what was written to a pipe must get through. */
export async function end(code: Promise<number>): Promise<void> {
  process.exitCode = await code
}

/** Milliseconds of an option such as `--timeout 30s`. @throws SandboxError config_invalid */
export function durationOf(option: string, text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  throw new SandboxError('config_invalid', `${option} takes a duration such as 500ms, 5s or 2m, not "${text}".`)
}
