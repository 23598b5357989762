import { Command, type Command as CommandLine } from 'commander'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { addClientCommands } from './client-commands.ts'
import { addSchemaCommands } from './schema-commands.ts'
import { addSettingOptions, type TypedOptions, typedSettings } from './setting-options.ts'
import { addSetupCommands, addSuiteCommands } from './suite-commands.ts'
import { addTimeCommands } from './time-commands.ts'

/** The command line: `event-sandbox [start]` and its options, straight from the table of settings. */
export function createProgram(parts: {
  version: string
  start: (options: TypedOptions) => Promise<void>
}): CommandLine {
  const program = new Command('event-sandbox')
    .description('The whole event platform in one process: intake, log, schema repository and a live page.')
    .version(parts.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .showHelpAfterError('  See event-sandbox --help.')
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', examples)
  const start = program.command('start', { isDefault: true }).description('start the sandbox (default)').exitOverride()
  addSettingOptions(start)
  start.helpOption('-h, --help', 'print this help').addHelpText('after', examples).allowExcessArguments()
  addSuiteCommands(program)
  addClientCommands(program)
  addTimeCommands(program)
  addSchemaCommands(program)
  addSetupCommands(program)
  start.action(() => {
    const [word] = start.args
    if (word !== undefined) throw unknownCommand(word, program)
    return parts.start(typedSettings(start))
  })
  // What belongs to start is shown by `event-sandbox --help` too: it is what people type.
  program.configureHelp({
    visibleOptions: command => (command === program ? [...start.options, ...program.options] : [...command.options]),
  })
  return program
}

function unknownCommand(word: string, program: CommandLine): SandboxError {
  const meant = nearest(
    word,
    program.commands.map(command => command.name()),
  )
  const hint = meant ? `Did you mean ${meant}?` : 'See event-sandbox --help.'
  return new SandboxError('config_invalid', `There is no command ${word}.`, { hint })
}

const examples = `
Examples:
  event-sandbox                                     start with the built-in example schemas
  event-sandbox --schemas ./jsonschema              serve your own schema repository
  event-sandbox --storage memory --port 0 --json    for scripts: the first line tells the address

Options come before environment variables, these before event-sandbox.config.yaml.`
