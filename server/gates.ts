import { resolve } from 'node:path'
import type { Cleanup } from './base/cleanup.ts'
import type { Clock } from './base/clock.ts'
import type { Logger } from './base/logger.ts'
import type { ConfiguredGates } from './config/config-file.ts'
import type { GateOptions } from './config/gate-options.ts'
import type { Settings } from './config/settings.ts'
import type { Faults } from './faults/faults.ts'
import { createGateDisturbance } from './faults/gate-disturbance.ts'
import type { IdSources } from './intake/fill-fields.ts'
import { createGate, type Gate } from './intake/gate.ts'
import type { GateCounts } from './intake/gate-counts.ts'
import { defaultGate, type GateSettings } from './intake/gate-settings.ts'
import { createJudge, type Judge } from './intake/judge.ts'
import { type Output, openOutput } from './intake/output-file.ts'
import { mainCluster, scopeOfCluster } from './log/cluster-name.ts'
import type { EventLog } from './log/types.ts'
import type { SchemaRepository } from './schema/schema-repository.ts'
import type { OpenSchemas } from './schemas.ts'
import { narrowed, noStreamConfig } from './stream/stream-config.ts'
import type { StreamConfig, StreamConfigSource, StreamSettings } from './stream/types.ts'

/** A gate that is built, and its port where it has one of its own. */
export interface BuiltGate {
  readonly gate: Gate
  readonly judge: Judge
  readonly port: number | undefined
  /** The same gate on another log. */
  readonly on: (log: EventLog) => Gate
}

/** What gates are built from. */
export interface GateParts {
  readonly settings: Settings
  readonly gates: ConfiguredGates
  readonly cwd: string
  /** The schemas of all gates that have none of their own. */
  readonly schemas: SchemaRepository
  /** The stream configuration that comes with the built-in schemas; others are still allowed, but not with `--ci`. */
  readonly builtInStreams: string | undefined
  readonly logOf: (cluster: string) => EventLog
  readonly counts: GateCounts
  readonly faults: Faults
  readonly clock: Clock
  readonly logger: Logger
  readonly ids: IdSources
  readonly openStreams: (source: StreamConfigSource, logger: Logger) => Promise<StreamConfig>
  readonly openSchemas: OpenSchemas
}

/** Builds the gate at the root and those beside it, in this order. */
export async function buildGates(parts: GateParts, cleanup: Cleanup): Promise<readonly [BuiltGate, ...BuiltGate[]]> {
  const common = await openCommonStreams(parts, cleanup)
  const main = await buildGate(mainOptions(parts), common, parts, cleanup)
  const further: BuiltGate[] = []
  for (const options of parts.gates.further) further.push(await buildGate(options, common, parts, cleanup))
  return [main, ...further]
}

// What `--streams` names is for the gate at the root, whatever a service configuration names.
function mainOptions({ gates, settings }: GateParts): GateOptions {
  const { streams, ...options } = gates.main ?? { name: 'main', settings: {} }
  return streams === undefined || settings.streams !== null ? options : { ...options, streams }
}

async function openCommonStreams(
  { settings, builtInStreams, openStreams, logger, cwd }: GateParts,
  cleanup: Cleanup,
): Promise<StreamConfig> {
  const named = settings.streams ?? builtInStreams
  if (named === undefined) return noStreamConfig
  const isFile = !/^(https?|file):/.test(named)
  const source = {
    uri: isFile ? resolve(cwd, named) : named,
    shown: named === builtInStreams ? 'built-in streams.yaml' : named,
    watch: settings.watch,
    othersAllowed: settings.streams === null && !settings.ci,
  }
  const streams = await openStreams(source, logger)
  cleanup.add(() => streams.close())
  return streams
}

async function buildGate(
  options: GateOptions,
  commonStreams: StreamConfig,
  parts: GateParts,
  cleanup: Cleanup,
): Promise<BuiltGate> {
  const { counts, clock, logger, ids } = parts
  const schemas = options.schemas ? await parts.openSchemas(options.schemas) : parts.schemas
  const streams = await streamsOf(options, commonStreams, parts, cleanup)
  const settings = gateSettings(options, schemas, parts.settings)
  const judge = createJudge({ settings, schemas, streams, ids })
  const output = outputOf(options, parts)
  const gateOn = (log: EventLog, further: { output?: Output } = {}) => {
    const disturbance = createGateDisturbance(parts.faults, settings.name, scopeOfCluster(log.cluster))
    return createGate({ settings, streams, judge, counts, clock, logger, log, disturbance, ...further })
  }
  const gate = gateOn(parts.logOf(options.cluster ?? mainCluster), output ? { output } : {})
  cleanup.add(() => gate.close())
  return { gate, judge, port: options.port, on: log => gateOn(log) }
}

function gateSettings(options: GateOptions, schemas: SchemaRepository, { strictEventgate }: Settings): GateSettings {
  const settings = { ...defaultGate, ...options.settings, isStrict: strictEventgate }
  const isAsked = 'errorStream' in options.settings
  const canTell = schemas.list().some(({ uri }) => uri === '/error/2.1.0')
  // Nobody asked for error events, so a repository without their schema needs no word about it.
  return isAsked || canTell ? settings : { ...settings, errorStream: null }
}

async function streamsOf(
  options: GateOptions,
  common: StreamConfig,
  { openStreams, logger, cwd, settings }: GateParts,
  cleanup: Cleanup,
): Promise<StreamConfig> {
  let streams = common
  if (options.streams) {
    const { uri } = options.streams
    const source = {
      ...options.streams,
      uri: /^(https?|file):/.test(uri) ? uri : resolve(cwd, uri),
      shown: uri,
      watch: settings.watch,
    }
    streams = await openStreams(source, logger)
    cleanup.add(() => streams.close())
  }
  const service = options.destinationEventService
  if (service === undefined) return streams
  return narrowed(streams, ({ all }: StreamSettings) => all.destination_event_service === service)
}

function outputOf(
  { output, settings: { factory = defaultGate.factory } }: GateOptions,
  { settings, cwd, logger }: GateParts,
) {
  const path = settings.output ?? output?.path
  if (path === undefined) return undefined
  const form = output?.form ?? (factory === 'default' ? 'event' : 'record')
  return openOutput(path === 'stdout' ? path : resolve(cwd, path), form, logger)
}
