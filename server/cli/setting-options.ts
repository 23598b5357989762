import { type Command, Option } from 'commander'
import { type Setting, type Settings, settings } from '../config/settings.ts'

/** Options as typed, by the names of the settings. */
export type TypedOptions = Partial<Record<keyof Settings | 'config', string | readonly string[] | boolean>>

/** Adds an option for each setting, and the one that names the configuration file. */
export function addSettingOptions(command: Command, but: readonly (keyof Settings)[] = []): void {
  for (const [name, setting] of Object.entries(settings)) {
    if (!but.some(left => left === name)) addOption(command, name, setting)
  }
  command.option(
    '--config <file>',
    'configuration file, YAML or JSON (event-sandbox.config.yaml) [EVENT_SANDBOX_CONFIG]',
  )
}

function addOption(command: Command, name: string, setting: Setting<unknown>): void {
  const variable = setting.env ? ` [${setting.env}]` : ''
  const shown = setting.shown ? ` (${setting.shown})` : ''
  const option = new Option(setting.flags, `${setting.about}${shown}${variable}`)
  if (setting.many) option.argParser((text: string, before: string[] = []) => [...before, text])
  command.addOption(option)
  if (name === 'kafkaPort') command.addOption(new Option('--no-kafka', 'without the Kafka door'))
}

/** What was typed. commander names options by their flags; the settings have names of their own. */
export function typedSettings(command: Command): TypedOptions {
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
