import type { ClockChange } from '../base/clock.ts'
import {
  type KafkaAdvertised,
  oneOf,
  type Retention,
  readAdvertised,
  readBoolean,
  readClock,
  readCount,
  readInterval,
  readPort,
  readRate,
  readRetention,
  readSeed,
  readText,
} from './setting-readers.ts'

/** Everything that can be configured, with its value's type. */
export interface Settings {
  readonly port: number
  /** null: no Kafka door. */
  readonly kafkaPort: number | null
  /** What Kafka clients are told to connect to; null: the address that they used. */
  readonly kafkaAdvertised: KafkaAdvertised | null
  /** Whether records that come by Kafka are held against their schemas, and whether they are refused then. */
  readonly validateKafka: 'off' | 'warn' | 'reject'
  readonly host: string
  /** `DIR` or `NAME=DIR`. */
  readonly schemas: readonly string[]
  readonly streams: string | null
  /** `memory` or a folder. */
  readonly storage: string
  readonly durability: 'normal' | 'full'
  readonly output: string | null
  readonly retention: Retention
  /** What the clock says at the start; null is what the machine's says. */
  readonly clock: ClockChange | null
  /** What ids and samples are made from; null makes new ones each time. */
  readonly seed: number | null
  /** A file with events that are sent through the gate before the doors open; null is none. */
  readonly seedFrom: string | null
  /** Where the accepted events are written to at an orderly end; null is nowhere. */
  readonly exportOnExit: string | null
  /** How often canary events are sent, in milliseconds; null is never. */
  readonly canaryInterval: number | null
  /** A port with EventStreams alone; null is none. */
  readonly eventstreamsPort: number | null
  /** Connections to EventStreams by client IP at once; null is no limit. */
  readonly clientIpConnectionLimit: number | null
  readonly token: string | null
  readonly allowHosts: readonly string[]
  /** A ready-made set of gates. */
  readonly profile: 'wikimedia' | null
  /** Answer as EventGate does where it is wrong. */
  readonly strictEventgate: boolean
  readonly demo: boolean
  /** Events a second. */
  readonly demoRate: number
  readonly demoSeed: number
  readonly open: boolean
  readonly ui: boolean
  readonly watch: boolean
  readonly json: boolean
  readonly ci: boolean
  readonly verbose: boolean
}

/** What the log keeps unless somebody chooses; nothing expires by age. */
export const keptBytes = { disk: 2 * 1024 ** 3, memory: 256 * 1024 ** 2 }

/** How one setting is written as an option, in the environment and in the configuration file. */
export interface Setting<Value> {
  /** In commander's notation. */
  readonly flags: string
  readonly env?: string
  readonly about: string
  /** What stands in --help as the default. */
  readonly shown?: string
  /** Given more than once, the values add up. */
  readonly many?: true
  /** Not read from the configuration file. */
  readonly optionOnly?: true
  /** The value a text stands for; throws an Error whose message completes `--port `. */
  readonly read: (text: string) => Value
}

/** The table behind --help, the environment and the configuration file; the order is that of --help. */
export const settings: { readonly [Name in keyof Settings]: Setting<Element<Settings[Name]>> } = {
  port: {
    flags: '-p, --port <n>',
    env: 'EVENT_SANDBOX_PORT',
    about: 'HTTP port; 0 picks a free one',
    shown: '8192',
    read: readPort,
  },
  kafkaPort: {
    flags: '--kafka-port <n>',
    env: 'EVENT_SANDBOX_KAFKA_PORT',
    about: 'Kafka port',
    shown: '9092',
    read: text => (text === 'none' ? null : readPort(text)),
  },
  kafkaAdvertised: {
    flags: '--kafka-advertised <host[:port]>',
    env: 'EVENT_SANDBOX_KAFKA_ADVERTISED',
    about: 'what Kafka clients are told to connect to, where a container maps ports',
    shown: 'the address that the client used',
    read: readAdvertised,
  },
  validateKafka: {
    flags: '--validate-kafka <mode>',
    about: 'hold Kafka records against their schemas: off, warn (take and note them) or reject; a topic may differ',
    shown: 'off',
    read: oneOf('off', 'warn', 'reject'),
  },
  host: {
    flags: '--host <address>',
    env: 'EVENT_SANDBOX_HOST',
    about: 'address to listen on',
    shown: '127.0.0.1',
    read: readText,
  },
  schemas: {
    flags: '--schemas <[name=]folder>',
    env: 'EVENT_SANDBOX_SCHEMAS',
    about: "a schema repository's base folder; repeatable, the first that has a URI wins",
    shown: '.jsonschema-tools.yaml, else built-in examples',
    many: true,
    read: readText,
  },
  streams: {
    flags: '--streams <file or url>',
    env: 'EVENT_SANDBOX_STREAMS',
    about: 'stream configuration, YAML or JSON; without it every stream is allowed',
    read: readText,
  },
  storage: {
    flags: '--storage <memory or folder>',
    env: 'EVENT_SANDBOX_STORAGE',
    about: 'where the log lives',
    shown: '.event-sandbox',
    read: readText,
  },
  durability: {
    flags: '--durability <mode>',
    about: 'normal survives kill -9; full fsyncs every commit',
    shown: 'normal',
    read: oneOf('normal', 'full'),
  },
  output: { flags: '--output <file>', about: 'append each produced event to a file', read: readText },
  retention: {
    flags: '--retention <age,size>',
    env: 'EVENT_SANDBOX_RETENTION',
    about: 'how long events are kept: 7d, 2GB or both',
    shown: '2GiB on disk, 256MiB in memory',
    read: readRetention,
  },
  clock: {
    flags: '--clock <time>',
    about: 'what the clock says at the start: 2026-01-31T12:00:00Z, +1h; it goes on from there',
    shown: "the machine's",
    read: readClock,
  },
  seed: {
    flags: '--seed <n>',
    about: 'the same ids and samples in each run that begins empty',
    shown: 'new ones each time',
    read: readSeed,
  },
  seedFrom: {
    flags: '--seed-from <file>',
    about:
      'events that go through the gate before the start is done, where none are kept yet; JSON, lines of it or YAML',
    read: readText,
  },
  exportOnExit: {
    flags: '--export-on-exit <file>',
    about: 'write the accepted events at an orderly end, a line of JSON each',
    read: readText,
  },
  canaryInterval: {
    flags: '--canary-interval <duration>',
    about: 'send canary events so often to the streams with canary_events_enabled: 1h, 30s',
    shown: 'never',
    read: readInterval,
  },
  eventstreamsPort: {
    flags: '--eventstreams-port <n>',
    about: 'a port with EventStreams alone, as the original has it (8092 there)',
    read: readPort,
  },
  clientIpConnectionLimit: {
    flags: '--client-ip-connection-limit <n>',
    about: 'connections to EventStreams at once for each X-Client-IP',
    shown: 'no limit',
    read: readCount,
  },
  token: {
    flags: '--token <token>',
    env: 'EVENT_SANDBOX_TOKEN',
    about: 'token for our own routes beyond loopback',
    read: readText,
  },
  allowHosts: {
    flags: '--allow-host <name>',
    about: 'a further Host name to accept; repeatable',
    many: true,
    read: readText,
  },
  profile: {
    flags: '--profile <name>',
    about: "wikimedia: production's four gates, each on its own port",
    read: oneOf('wikimedia'),
  },
  strictEventgate: {
    flags: '--strict-eventgate',
    about: 'answer as EventGate does where it is wrong',
    read: readBoolean,
  },
  demo: { flags: '--demo', about: 'with traffic of a small wiki, now and then mistaken', read: readBoolean },
  demoRate: { flags: '--demo-rate <n>', about: 'events a second of the demo', shown: '5', read: readRate },
  demoSeed: { flags: '--demo-seed <n>', about: 'the same number tells the same story', shown: '1', read: readSeed },
  open: { flags: '--open', about: 'open the page in a browser', read: readBoolean },
  ui: { flags: '--no-ui', about: 'without the page', read: readBoolean },
  watch: { flags: '--no-watch', about: 'do not reload schemas when files are saved', read: readBoolean },
  json: { flags: '--json', about: 'machine output: a ready line, then log lines', optionOnly: true, read: readBoolean },
  ci: {
    flags: '--ci',
    about: 'memory, free ports, no watching, annotations; where streams are configured, an unknown one is an error',
    optionOnly: true,
    read: readBoolean,
  },
  verbose: { flags: '-v, --verbose', about: 'a line for each accepted event too', optionOnly: true, read: readBoolean },
}

type Element<Value> = Value extends readonly (infer One)[] ? One : Value
