import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ConfiguredGates, readConfig, readConfigFile } from './config-file.ts'
import { ciDefaults, defaults } from './defaults.ts'
import { type GateOptions, wikimediaGates } from './gate-options.ts'
import { type Layer, layer, readValue, settingNames } from './layer.ts'
import { type Setting, type Settings, settings } from './settings.ts'

/** What was configured, frozen, and where each value came from (`--port`, `EVENT_SANDBOX_PORT`, a file, `default`). */
export interface Configured {
  readonly values: Settings
  readonly origins: Readonly<Record<keyof Settings, string>>
  /** What the file says of gates: the one at the root, and those beside it. */
  readonly gates: ConfiguredGates
}

/** Where values may come from. */
export interface Sources {
  /** Options as typed: a text, a list of texts, or a boolean. */
  readonly options: Partial<Record<keyof Settings | 'config', string | readonly string[] | boolean>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** The working directory: relative folders and detected files are below it. */
  readonly cwd: string
  /** The base folder of the schemas that come with the product. */
  readonly builtInSchemas: string
}

/**
 * Reads the configuration: options before environment before file before what is detected before defaults.
 * @throws SandboxError config_invalid or folder_missing, with what to write instead.
 */
export function configure(sources: Sources): Configured {
  const { options, env, cwd } = sources
  // As with the other variables, an empty one is none.
  const named = options.config ?? (env.EVENT_SANDBOX_CONFIG || undefined)
  const file = readConfig(typeof named === 'string' ? named : undefined, cwd)
  const layers = [fromOptions(sources), fromEnvironment(sources), file.layer]
  const ci = layers.some(layer => layer.ci?.value === true)
  layers.push(ci ? ciDefaults : {}, detected(sources), defaults)
  const values: Record<string, unknown> = {}
  const origins = {} as Record<keyof Settings, string>
  for (const name of settingNames) {
    const found = layers.find(layer => layer[name] !== undefined)?.[name]
    values[name] = Object.freeze(found?.value)
    origins[name] = found?.origin ?? 'default'
  }
  const profile = values.profile === 'wikimedia' ? wikimediaGates : []
  // What an option or a variable names takes the place of every list in a service configuration.
  const isNamed = layers.slice(0, 2).some(layer => layer.schemas !== undefined)
  const ofFile = file.isEventgate && isNamed ? file.gates.further.map(withoutSchemas) : file.gates.further
  const gates = { ...file.gates, further: [...ofFile, ...profile] }
  return { values: Object.freeze(values) as unknown as Settings, origins: Object.freeze(origins), gates }
}

function withoutSchemas({ schemas: _, ...gate }: GateOptions): GateOptions {
  return gate
}

function fromOptions({ options }: Sources): Layer {
  const found: Layer = {}
  for (const name of settingNames) {
    const given = options[name]
    if (given === undefined) continue
    const origin = /--[a-z-]+/.exec(settings[name].flags)?.[0] ?? name
    found[name] = { value: readValue(name, given, origin), origin }
  }
  return found
}

function fromEnvironment({ env }: Sources): Layer {
  const found: Layer = {}
  for (const name of settingNames) {
    const { env: variable, many } = settings[name] as Setting<unknown>
    const text = variable && env[variable]
    if (!variable || !text) continue
    found[name] = { value: readValue(name, many ? text.split(',') : text, variable), origin: variable }
  }
  return found
}

function detected({ cwd, builtInSchemas }: Sources): Layer {
  const toolsFile = join(cwd, '.jsonschema-tools.yaml')
  if (!existsSync(toolsFile)) return layer('built in', { schemas: [`examples=${builtInSchemas}`] })
  const { schemaBasePath } = readConfigFile(toolsFile, '.jsonschema-tools.yaml')
  const folder = typeof schemaBasePath === 'string' ? schemaBasePath : '.'
  return layer('.jsonschema-tools.yaml', { schemas: [folder] })
}
