import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { messageOf, SandboxError } from './base/errors.ts'
import { nearest } from './base/nearest.ts'
import { yaml } from './base/yaml.ts'
import { type ClusterOptions, checkClusters, readClusters } from './cluster-options.ts'
import { isEventgateConfig, readEventgateConfig } from './eventgate-config.ts'
import { type GateOptions, readGates, wikimediaGates } from './gate-options.ts'
import { type Setting, type Settings, settings } from './settings.ts'

/** What was configured, frozen, and where each value came from (`--port`, `EVENT_SANDBOX_PORT`, a file, `default`). */
export interface Configured {
  readonly values: Settings
  readonly origins: Readonly<Record<keyof Settings, string>>
  /** What the file says of gates: the one at the root, and those beside it. */
  readonly gates: ConfiguredGates
}

/** Gates as configured; without `main` the gate at the root is as eventgate-wikimedia without configuration. */
export interface ConfiguredGates {
  readonly main?: GateOptions
  readonly further: readonly GateOptions[]
  /** Clusters beside `main`. */
  readonly clusters?: readonly ClusterOptions[]
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

type Layer = Partial<Record<keyof Settings, { value: unknown; origin: string }>>

const names = Object.keys(settings) as (keyof Settings)[]
const configFiles = ['event-sandbox.config.yaml', 'event-sandbox.config.json']

/**
 * Reads the configuration: options before environment before file before what is detected before defaults.
 * @throws SandboxError config_invalid or folder_missing, with what to write instead.
 */
export function configure(sources: Sources): Configured {
  const file = fromFile(sources)
  const layers = [fromOptions(sources), fromEnvironment(sources), file.layer]
  const ci = layers.some(layer => layer.ci?.value === true)
  layers.push(ci ? ciDefaults : {}, detected(sources), defaults)
  const values: Record<string, unknown> = {}
  const origins = {} as Record<keyof Settings, string>
  for (const name of names) {
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

const defaults: Layer = layer('default', {
  port: 8192,
  kafkaPort: 9092,
  kafkaAdvertised: null,
  validateKafka: 'off',
  host: '127.0.0.1',
  schemas: [],
  streams: null,
  storage: '.event-sandbox',
  durability: 'normal',
  output: null,
  retention: {},
  clock: null,
  seed: null,
  seedFrom: null,
  exportOnExit: null,
  canaryInterval: null,
  eventstreamsPort: null,
  clientIpConnectionLimit: null,
  token: null,
  allowHosts: [],
  profile: null,
  strictEventgate: false,
  demo: false,
  demoRate: 5,
  demoSeed: 1,
  open: false,
  ui: true,
  watch: true,
  json: false,
  ci: false,
  verbose: false,
})

const ciDefaults: Layer = layer('--ci', { port: 0, kafkaPort: 0, storage: 'memory', watch: false })

function layer(origin: string, values: Partial<Settings>): Layer {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, origin }]))
}

function fromOptions({ options }: Sources): Layer {
  const found: Layer = {}
  for (const name of names) {
    const given = options[name]
    if (given === undefined) continue
    const origin = /--[a-z-]+/.exec(settings[name].flags)?.[0] ?? name
    found[name] = { value: readValue(name, given, origin), origin }
  }
  return found
}

function fromEnvironment({ env }: Sources): Layer {
  const found: Layer = {}
  for (const name of names) {
    const { env: variable, many } = settings[name] as Setting<unknown>
    const text = variable && env[variable]
    if (!variable || !text) continue
    found[name] = { value: readValue(name, many ? text.split(',') : text, variable), origin: variable }
  }
  return found
}

interface FileContent {
  /** Whether it is a service configuration of EventGate. */
  readonly isEventgate: boolean
  readonly layer: Layer
  readonly gates: ConfiguredGates
}

function fromFile({ options, env, cwd }: Sources): FileContent {
  const named = options.config ?? env.EVENT_SANDBOX_CONFIG
  const file = typeof named === 'string' ? named : configFiles.find(name => existsSync(join(cwd, name)))
  if (file === undefined) return { isEventgate: false, layer: {}, gates: { further: [] } }
  const { gates, clusters, ...content } = readConfigFile(resolve(cwd, file), file)
  if (isEventgateConfig(content)) return fromEventgateConfig(content, file)
  const known = names.filter(name => !(settings[name] as Setting<unknown>).optionOnly)
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

function readConfigFile(path: string, shown: string): Record<string, unknown> {
  if (!existsSync(path)) throw new SandboxError('config_invalid', `The configuration file ${shown} does not exist.`)
  let content: unknown
  try {
    content = yaml().parse(readFileSync(path, 'utf8')) ?? {}
  } catch (failure) {
    throw new SandboxError('config_invalid', `${shown} is not YAML: ${messageOf(failure)}`, { cause: failure })
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SandboxError('config_invalid', `${shown} must hold keys and values, such as port: 8192.`)
  }
  return content as Record<string, unknown>
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

function readValue(name: keyof Settings, given: string | readonly string[] | boolean, origin: string): unknown {
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

function detected({ cwd, builtInSchemas }: Sources): Layer {
  const toolsFile = join(cwd, '.jsonschema-tools.yaml')
  if (!existsSync(toolsFile)) return layer('built in', { schemas: [`examples=${builtInSchemas}`] })
  const { schemaBasePath } = readConfigFile(toolsFile, '.jsonschema-tools.yaml')
  const folder = typeof schemaBasePath === 'string' ? schemaBasePath : '.'
  return layer('.jsonschema-tools.yaml', { schemas: [folder] })
}

/** A schema repository as configured: its name, and its folder as typed. */
export interface ConfiguredFolder {
  readonly name: string
  readonly folder: string
  /** The base URI on the web that fills the folder. */
  readonly url?: string
}

/**
 * The folders of `--schemas [NAME=]DIR`; a name by default is the nearest folder above that is not `jsonschema`,
 * numbered where two are alike. A base URI on the web has a folder below `cacheFolder`.
 * @throws SandboxError folder_missing where one does not exist.
 */
export function schemaFolders(
  schemas: readonly string[],
  cwd: string,
  cacheFolder: () => string,
): readonly ConfiguredFolder[] {
  const taken = new Set<string>()
  return schemas.map(text => {
    const [, given, folder = ''] = /^(?:([\w.-]+)=)?(.*)$/s.exec(text) ?? []
    const remote = /^https?:\/\//.test(folder) ? remoteFolder(folder, cacheFolder()) : undefined
    const path = remote?.folder ?? resolve(cwd, folder)
    if (!remote && !statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new SandboxError('folder_missing', `The schema folder ${folder} does not exist.`, {
        hint: 'Give --schemas the base folder that $schema URIs are paths below.',
      })
    }
    const name = untaken(given ?? nameOf(path), taken)
    taken.add(name)
    if (remote) return { name, ...remote }
    return { name, folder: resolve(cwd, folder) === resolve(folder) ? folder : path }
  })
}

// One folder a base URI, so that two starts with the same URI share what they read.
function remoteFolder(text: string, cacheFolder: string): { folder: string; url: string } {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new SandboxError('config_invalid', `The schema repository ${text} is not a URL.`)
  }
  const path = url.pathname.split('/').filter(Boolean)
  return {
    url: `${url.origin}${path.map(part => `/${part}`).join('')}`,
    folder: join(cacheFolder, encodeURIComponent(url.host), ...path),
  }
}

function nameOf(path: string): string {
  let folder = path
  while (basename(folder) === 'jsonschema') folder = dirname(folder)
  return basename(folder) || 'schemas'
}

function untaken(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`
  return free
}
