import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf, SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { yaml } from '../base/yaml.ts'
import { type ClusterOptions, checkClusters, readClusters } from './cluster-options.ts'
import { isEventgateConfig, readEventgateConfig } from './eventgate-config.ts'
import { type GateOptions, readGates } from './gate-options.ts'
import { type Layer, layer, readValue, settingNames } from './layer.ts'
import { type Setting, type Settings, settings } from './settings.ts'

/** Gates as configured; without `main` the gate at the root is as eventgate-wikimedia without configuration. */
export interface ConfiguredGates {
  readonly main?: GateOptions
  readonly further: readonly GateOptions[]
  /** Clusters beside `main`. */
  readonly clusters?: readonly ClusterOptions[]
}

/** The gates as they are for somebody who only judges: what they would accept is written nowhere. */
export function withoutOutputs({ main, further, ...others }: ConfiguredGates): ConfiguredGates {
  const without = ({ output: _, ...gate }: GateOptions) => gate
  return { ...others, ...(main ? { main: without(main) } : {}), further: further.map(without) }
}

/** What a configuration file says. */
export interface FileContent {
  /** Whether it is a service configuration of EventGate. */
  readonly isEventgate: boolean
  readonly layer: Layer
  readonly gates: ConfiguredGates
}

const configFiles = ['event-sandbox.config.yaml', 'event-sandbox.config.json']

/**
 * What the file named says, else one of `event-sandbox.config.yaml` and `.json` in `cwd`, else nothing.
 * @throws SandboxError config_invalid, with what to write instead.
 */
export function readConfig(named: string | undefined, cwd: string): FileContent {
  const file = named ?? configFiles.find(name => existsSync(join(cwd, name)))
  if (file === undefined) return { isEventgate: false, layer: {}, gates: { further: [] } }
  const { gates, clusters, ...content } = readConfigFile(resolve(cwd, file), file)
  if (isEventgateConfig(content)) return fromEventgateConfig(content, file)
  const known = settingNames.filter(name => !(settings[name] as Setting<unknown>).optionOnly)
  const found: Layer = {}
  for (const [key, given] of Object.entries(content)) {
    const name = known.find(each => each === key)
    if (name === undefined) throw unknownKey(key, [...known, 'gates', 'clusters'], file)
    found[name] = { value: readValue(name, asTyped(name, given, file), `${key} in ${file}`), origin: file }
  }
  const read = gates === undefined ? [] : readGates(gates, file)
  const main = read.find(({ name }) => name === 'main')
  const furtherClusters = clusters === undefined ? [] : readClusters(clusters, file)
  checkClusters(read, furtherClusters, file)
  return {
    isEventgate: false,
    layer: found,
    gates: { ...(main ? { main } : {}), further: read.filter(gate => gate !== main), clusters: furtherClusters },
  }
}

// The first service is the gate at the root; the rest of service-runner's world has no meaning here.
function fromEventgateConfig(content: Record<string, unknown>, file: string): FileContent {
  const { gates, port, host, schemas } = readEventgateConfig(content, file)
  const [main, ...further] = gates
  const values = {
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(schemas === undefined ? {} : { schemas }),
  }
  return { isEventgate: true, layer: layer(file, values), gates: { ...(main ? { main } : {}), further } }
}

/**
 * The keys and values of a YAML or JSON file; `shown` is its name in errors.
 * @throws SandboxError config_invalid.
 */
export function readConfigFile(path: string, shown: string): Record<string, unknown> {
  const content = parsed(textOf(path, shown), shown) ?? {}
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SandboxError('config_invalid', `${shown} must hold keys and values, such as port: 8192.`)
  }
  return content as Record<string, unknown>
}

function textOf(path: string, shown: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    const what = isMissing ? 'does not exist' : `cannot be read: ${messageOf(cause)}`
    const hint = 'Check its name; event-sandbox init writes event-sandbox.config.yaml.'
    throw new SandboxError('config_invalid', `The configuration file ${shown} ${what}.`, { hint, cause })
  }
  // A program, say: of its 100 MB the parser would make something for 20 seconds.
  if (text.includes('\0')) throw new SandboxError('config_invalid', `${shown} is no text.`)
  return text
}

function parsed(text: string, shown: string): unknown {
  try {
    return yaml().parse(text)
  } catch (cause) {
    // What follows the first line is a picture of the place.
    const [reason = ''] = messageOf(cause).split('\n', 1)
    throw new SandboxError('config_invalid', `${shown} is not YAML: ${reason.replace(/:$/, '.')}`, { cause })
  }
}

function unknownKey(key: string, known: readonly string[], file: string): SandboxError {
  const meant = nearest(key, known)
  return new SandboxError('config_invalid', `${file} has an unknown key ${key}.`, {
    hint: meant ? `Did you mean ${meant}?` : `Known keys are ${known.join(', ')}.`,
  })
}

// A file has types of its own: bring them back to the texts an option would have, so that one reader serves all.
function asTyped(name: keyof Settings, given: unknown, file: string): string | readonly string[] {
  const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  const isMany = (settings[name] as Setting<unknown>).many === true
  if (isScalar(given)) return String(given)
  if (isMany && Array.isArray(given) && given.every(isScalar)) return given.map(String)
  if (name === 'schemas' && given !== null && typeof given === 'object' && !Array.isArray(given)) {
    return Object.entries(given).map(([repository, folder]) => `${repository}=${folder}`)
  }
  throw new SandboxError(
    'config_invalid',
    `${name} in ${file} takes ${isMany ? 'a value or a list of values' : 'one value'}.`,
  )
}
