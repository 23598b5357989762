import { Command, Option } from 'commander'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { type Setting, type Settings, settings } from '../settings.ts'
import { addClientCommands } from './client-commands.ts'
import { schemaCommands } from './schema-commands.ts'

/** Options as typed, by the names of the settings. */
export type TypedOptions = Partial<Record<keyof Settings | 'config', string | readonly string[] | boolean>>

/** The command line: `event-sandbox [start]` and its options, straight from the table of settings. */
export function createProgram(parts: { version: string; start: (options: TypedOptions) => Promise<void> }): Command {
  const program = new Command('event-sandbox')
    .description('The whole event platform in one process: intake, log, schema repository and a live page.')
    .version(parts.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', examples)
  const start = program.command('start', { isDefault: true }).description('start the sandbox (default)').exitOverride()
  for (const [name, setting] of Object.entries(settings)) addOption(start, name, setting)
  start.option('--config <file>', `configuration file, YAML or JSON (event-sandbox.config.yaml) [EVENT_SANDBOX_CONFIG]`)
  start.helpOption('-h, --help', 'print this help').addHelpText('after', examples).allowExcessArguments()
  addClientCommands(program)
  program.addCommand(schemaCommands())
  start.action(() => {
    const [word] = start.args
    if (word !== undefined) throw unknownCommand(word, program)
    return parts.start(namedBySetting(start))
  })
  // What belongs to start is shown by `event-sandbox --help` too: it is what people type.
  program.configureHelp({
    visibleOptions: command => (command === program ? [...start.options, ...program.options] : [...command.options]),
  })
  return program
}

function unknownCommand(word: string, program: Command): SandboxError {
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

function addOption(command: Command, name: string, setting: Setting<unknown>): void {
  const variable = setting.env ? ` [${setting.env}]` : ''
  const shown = setting.shown ? ` (${setting.shown})` : ''
  const pending = setting.pending ? ' (not in force yet)' : ''
  const option = new Option(setting.flags, `${setting.about}${shown}${pending}${variable}`)
  if (setting.many) option.argParser((text: string, before: string[] = []) => [...before, text])
  command.addOption(option)
  if (name === 'kafkaPort') command.addOption(new Option('--no-kafka', 'without the Kafka door'))
}

// commander names options by their flags; the settings have names of their own.
function namedBySetting(command: Command): TypedOptions {
  const typed: TypedOptions = {}
  const isTyped = (attribute: string) => command.getOptionValueSource(attribute) === 'cli'
  for (const name of Object.keys(settings) as (keyof Settings)[]) {
    const attribute = name === 'allowHosts' ? 'allowHost' : name
    if (isTyped(attribute)) typed[name] = command.getOptionValue(attribute)
  }
  if (isTyped('kafka') && command.getOptionValue('kafka') === false) typed.kafkaPort = false
  if (isTyped('config')) typed.config = command.getOptionValue('config')
  return typed
}
