import { parseSize } from '../base/durations.ts'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { isEvent as isObject } from '../event/event.ts'
import type { GateSettings } from '../intake/gate-settings.ts'
import type { StreamConfigSource } from '../stream/types.ts'

/** One gate as configured; what is absent is as in the main gate's defaults. */
export interface GateOptions {
  readonly name: string
  /** A port of its own, beside `/gates/NAME/` on the common one. */
  readonly port?: number
  /** The cluster its events go to; `main` by default. */
  readonly cluster?: string
  readonly settings: Partial<GateSettings>
  readonly streams?: StreamConfigSource
  /** Only streams with this `destination_event_service` are the gate's. */
  readonly destinationEventService?: string
  /** Schema folders of its own; the common ones by default. */
  readonly schemas?: readonly string[]
  /** `output_path`, and whether its lines are events or records. */
  readonly output?: { readonly path: string; readonly form: 'event' | 'record' }
}

const keys = [
  'port',
  'path',
  'cluster',
  'schemas',
  'streams',
  'destinationEventService',
  'topicPrefix',
  'errorStream',
  'cors',
  'maxBodySize',
] as const

/**
 * Reads `gates: {NAME: {...}}` of our own configuration file; `main` is the gate at the root.
 * @throws SandboxError config_invalid, with the nearest known key.
 */
export function readGates(content: unknown, file: string): readonly GateOptions[] {
  if (!isObject(content)) throw invalid(`gates in ${file} must be a map of names to settings.`)
  const gates = Object.entries(content).map(([name, options]) => {
    if (!/^[\w.-]+$/.test(name))
      throw invalid(`The gate ${name} in ${file} needs a name of letters, digits, dots and hyphens.`)
    if (!isObject(options)) throw invalid(`The gate ${name} in ${file} has no settings.`)
    for (const key of Object.keys(options)) checkKey(key, name, file)
    return readGate(name, options, file)
  })
  const paths = gates.flatMap(({ settings: { path } }) => path ?? [])
  const twice = paths.find((path, at) => paths.indexOf(path) < at)
  if (twice !== undefined) throw invalid(`Two gates in ${file} have the path ${twice}.`)
  return gates
}

function readGate(name: string, options: Record<string, unknown>, file: string): GateOptions {
  const is = (key: (typeof keys)[number]) => `${key} of the gate ${name} in ${file}`
  if (name === 'main' && options.port !== undefined) {
    throw invalid(`The gate main in ${file} has the common port: write port: ${options.port} at the top of the file.`)
  }
  const path = pathOf(options.path, name, is('path'))
  const cluster = textOf(options.cluster, is('cluster'))
  const streams = textOf(options.streams, is('streams'))
  const destinationEventService = textOf(options.destinationEventService, is('destinationEventService'))
  const topicPrefix = textOf(options.topicPrefix, is('topicPrefix'))
  const errorStream = options.errorStream === false ? null : textOf(options.errorStream, is('errorStream'))
  const cors = options.cors === false ? false : textOf(options.cors, is('cors'))
  return {
    name,
    settings: {
      name,
      ...(path === undefined ? {} : { path }),
      ...(topicPrefix === undefined ? {} : { topicPrefix }),
      ...(errorStream === undefined ? {} : { errorStream }),
      ...(cors === undefined ? {} : { cors }),
      ...(options.maxBodySize === undefined ? {} : { maxBodyBytes: bytesOf(options.maxBodySize, is('maxBodySize')) }),
    },
    ...(options.port === undefined ? {} : { port: portOf(options.port, is('port')) }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(streams === undefined ? {} : { streams: { uri: streams, watch: true, othersAllowed: false } }),
    ...(destinationEventService === undefined ? {} : { destinationEventService }),
    ...(options.schemas === undefined ? {} : { schemas: foldersOf(options.schemas, is('schemas')) }),
  }
}

/** Bytes of `max_body_size` in body-parser's notation: `10mb` and `100kb` are binary; a bare number is bytes. */
export function bodySize(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  return parseSize(text.replace(/^([\d.]+)\s*([kmgt])b$/i, '$1$2ib'))
}

/**
 * Production's four gates, each on its own port, with the streams that name it as their `destination_event_service`
 * (operations-deployment-charts, helmfile.d/services/eventgate-*).
 */
export const wikimediaGates: readonly GateOptions[] = [
  gateOfProduction('eventgate-main', 4492, { cors: false }),
  gateOfProduction('eventgate-analytics', 4592, { cors: false }),
  gateOfProduction('eventgate-analytics-external', 4692, { cors: false }),
  gateOfProduction('eventgate-logging-external', 4392, { cors: '*', maxBodyBytes: 4 * 1024 * 1024 }),
]

function gateOfProduction(name: string, port: number, settings: Partial<GateSettings>): GateOptions {
  const common = { name, userAgent: name, errorStream: `${name}.error.validation`, topicPrefix: 'datacenter1.' }
  return { name, port, settings: { ...common, ...settings }, destinationEventService: name }
}

function checkKey(key: string, gate: string, file: string): void {
  if (keys.some(known => known === key)) return
  const meant = nearest(key, keys)
  throw new SandboxError('config_invalid', `The gate ${gate} in ${file} has an unknown key ${key}.`, {
    hint: meant ? `Did you mean ${meant}?` : `Known keys are ${keys.join(', ')}.`,
  })
}

function portOf(port: unknown, what: string): number {
  if (typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw invalid(`${what} must be from 0 to 65535.`)
}

/** What stands at the root already. */
const taken = ['v1', 'v2', 'w', 's', 'ui', 'micro', 'repositories', '_info', '_sandbox', 'metrics', 'livez', 'readyz']

function pathOf(value: unknown, gate: string, what: string): string | undefined {
  const path = textOf(value, what)?.replace(/\/+$/, '')
  if (path === undefined) return undefined
  if (gate === 'main') throw invalid(`${what} cannot be set: it answers at the root.`)
  if (!/^(?:\/[\w.-]+)+$/.test(path)) throw invalid(`${what} must be a path such as /analytics.`)
  const [, first = ''] = path.split('/')
  if (taken.includes(first.toLowerCase())) throw invalid(`${what} cannot begin with /${first}, which is taken.`)
  return path
}

function bytesOf(size: unknown, what: string): number {
  const bytes = bodySize(String(size))
  if (bytes !== undefined) return bytes
  throw invalid(`${what} must be a size such as 4mb.`)
}

function textOf(value: unknown, what: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalid(`${what} must be a text, not ${JSON.stringify(value)}.`)
}

// A folder, a list of folders, or a map of names to folders, as `schemas` of the file itself.
function foldersOf(value: unknown, what: string): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value
  if (isObject(value)) return Object.entries(value).map(([name, folder]) => `${name}=${folder}`)
  throw invalid(`${what} must be a folder or a list of folders.`)
}

function invalid(message: string): SandboxError {
  return new SandboxError('config_invalid', message)
}
