import { type ClockChange, readClockTime, systemClock } from './base/clock.ts'
import { messageOf, SandboxError } from './base/errors.ts'
import { nearest } from './base/nearest.ts'
import { readValue } from './config/layer.ts'
import { type Retention, readAdvertised } from './config/setting-readers.ts'
import type { Settings } from './config/settings.ts'

/** How a sandbox in this process is started; everything has a default that suits a test. */
export interface SandboxOptions {
  /** HTTP port; 0, the default, picks a free one. */
  readonly port?: number
  /** The Kafka door: a free port by default, or false for none. */
  readonly kafka?: KafkaOptions | false
  readonly host?: string
  /**
   * Base folders of schema repositories, `DIR` or `NAME=DIR`, or schemas by their URIs:
   * `{ '/test/event/1.0.0': { type: 'object' } }`. The built-in examples by default.
   */
  readonly schemas?: string | readonly string[] | Readonly<Record<string, object>>
  /** Stream configuration, a file, URL or object; none by default, then every stream is allowed. */
  readonly streams?: string | Readonly<Record<string, object>>
  /** `memory` by default, or a folder. */
  readonly storage?: string
  readonly durability?: 'normal' | 'full'
  /** How long events are kept: `7d`, `2GB`, or both as numbers. */
  readonly retention?: string | Retention
  /** What the clock says at the start, the machine's time by default; it goes on from there unless it is `frozen`. */
  readonly clock?: string | { readonly now: string; readonly frozen?: boolean }
  /** The ids that the sandbox gives, and samples, are the same in each run. */
  readonly seed?: number
  /** A file with events that go through the gate before the start is done: JSON, lines of it or YAML. */
  readonly seedFrom?: string
  /** Where the accepted events are written to at an orderly end, a line of JSON each. */
  readonly exportOnExit?: string
  /** Send canary events so often, `30s` or milliseconds, to the streams with `canary_events_enabled`; never by default. */
  readonly canaryInterval?: string | number
  /** A port with EventStreams alone; none by default. */
  readonly eventstreamsPort?: number
  /** Connections to EventStreams at once for each X-Client-IP; no limit by default. */
  readonly clientIpConnectionLimit?: number
  /** Serve the page; not by default. */
  readonly ui?: boolean
  /** Reload schemas when files are saved; not by default. */
  readonly watch?: boolean
}

/** The Kafka door of a sandbox in this process. */
export interface KafkaOptions {
  readonly port?: number
  /** `HOST` or `HOST:PORT` that clients are told to connect to; by default the address that they used. */
  readonly advertised?: string
  /** Hold records against their schemas: `warn` takes and notes those that break them, `reject` refuses them. */
  readonly validate?: 'off' | 'warn' | 'reject'
}

/** What the options come to; schemas and streams may be objects, which become files. */
export interface ReadOptions {
  readonly settings: Partial<Settings>
  readonly schemas: readonly string[] | Readonly<Record<string, object>> | undefined
  readonly streams: string | Readonly<Record<string, object>> | undefined
}

// A record, so that none is forgotten.
const known: Readonly<Record<keyof SandboxOptions, true>> = {
  port: true,
  kafka: true,
  host: true,
  schemas: true,
  streams: true,
  storage: true,
  durability: true,
  retention: true,
  clock: true,
  seed: true,
  seedFrom: true,
  exportOnExit: true,
  canaryInterval: true,
  eventstreamsPort: true,
  clientIpConnectionLimit: true,
  ui: true,
  watch: true,
}

/**
 * Reads the options of `startSandbox()`: texts as the options of the command are read; what is `undefined` is not given.
 * @throws SandboxError config_invalid, with the nearest known option.
 */
export function readOptions(options: SandboxOptions): ReadOptions {
  const { kafka = {}, schemas, streams, clock, ...others } = options
  const settings: Record<string, unknown> = { clock: clockOf(clock), ...kafkaOf(kafka) }
  for (const [name, given] of Object.entries(others)) {
    if (!isKnown(name)) throw unknownOption(name)
    if (given !== undefined) settings[name] = typeof given === 'string' ? readValue(name, given, name) : given
  }
  return { settings, schemas: typeof schemas === 'string' ? [schemas] : schemas, streams }
}

function isKnown(name: string): name is keyof SandboxOptions & keyof Settings {
  return Object.hasOwn(known, name)
}

function unknownOption(name: string): SandboxError {
  const names = Object.keys(known)
  const meant = nearest(name, names)
  const hint = meant ? `Did you mean ${meant}?` : `It has ${names.join(', ')}.`
  return new SandboxError('config_invalid', `startSandbox() has no option ${name}.`, { hint })
}

function kafkaOf(kafka: KafkaOptions | false): Partial<Settings> {
  if (kafka === false) return { kafkaPort: null }
  const { port = 0, advertised, validate = 'off' } = kafka
  try {
    const kafkaAdvertised = advertised === undefined ? null : readAdvertised(advertised)
    return { kafkaPort: port, kafkaAdvertised, validateKafka: validate }
  } catch (cause) {
    throw new SandboxError('config_invalid', `kafka.advertised ${messageOf(cause)}`, { cause })
  }
}

function clockOf(clock: SandboxOptions['clock']): ClockChange | null {
  if (clock === undefined) return null
  const { now, frozen = false } = typeof clock === 'string' ? { now: clock } : clock
  return { now: readClockTime(now, systemClock.now()), frozen }
}
