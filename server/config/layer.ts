import { messageOf, SandboxError } from '../base/errors.ts'
import { type Setting, type Settings, settings } from './settings.ts'

/** Some of the settings, each with where its value comes from. */
export type Layer = Partial<Record<keyof Settings, { value: unknown; origin: string }>>

/** The names of all settings. */
export const settingNames = Object.keys(settings) as (keyof Settings)[] // as: Object.keys forgets them

/** Values that all come from one place. */
export function layer(origin: string, values: Partial<Settings>): Layer {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, origin }]))
}

/**
 * The value that texts stand for, in the one reader that a setting has.
 * @throws SandboxError config_invalid, naming the origin.
 */
export function readValue(name: keyof Settings, given: string | readonly string[] | boolean, origin: string): unknown {
  const { read, many } = settings[name] as Setting<unknown>
  const readOne = (text: string) => {
    try {
      return read(text)
    } catch (failure) {
      throw new SandboxError('config_invalid', `${origin} ${messageOf(failure)}`, { cause: failure })
    }
  }
  if (many) return (Array.isArray(given) ? given : [given]).map(text => readOne(String(text)))
  const last = Array.isArray(given) ? given.at(-1) : given
  // commander turns --no-kafka into kafkaPort: false
  return name === 'kafkaPort' && last === false ? null : readOne(String(last))
}
