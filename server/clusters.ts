import type { Cleanup } from './base/cleanup.ts'
import type { Clock } from './base/clock.ts'
import type { Logger } from './base/logger.ts'
import type { ClusterOptions } from './config/cluster-options.ts'
import type { Settings } from './config/settings.ts'
import type { Faults } from './faults/faults.ts'
import type { OpenCluster } from './http/scopes/scope.ts'
import { shownHost } from './http/shown-host.ts'
import type { Judge } from './intake/judge.ts'
import { idleGroups } from './kafka/groups/group-view.ts'
import { openKafkaServer } from './kafka/kafka-server.ts'
import { createValidation } from './kafka/validation.ts'
import type { BatchLog } from './log/batch-log.ts'
import { mainCluster, scopeOfCluster } from './log/cluster-name.ts'

/** A Kafka door onto one cluster. */
export interface ClusterDoor {
  readonly groups: OpenCluster['groups']
  /** `host:port` for clients. */
  readonly kafka: string
  restart(): void
  close(): Promise<void>
}

/** A cluster that is there for good. */
export interface ConfiguredCluster extends OpenCluster {
  /** Its log is another: groups and transactions begin with what it keeps. */
  restart(): void
}

/** Opens the Kafka door of a cluster. @throws SandboxError kafka_port_busy or cannot_listen. */
export type OpenKafka = (log: BatchLog, port: number) => Promise<ClusterDoor>

/** Every cluster's door is opened in the same way; what is advertised as a port is that of `main`. */
export function createOpenKafka(parts: {
  readonly settings: Settings
  readonly judge: Judge
  readonly clock: Clock
  /** The machine's, which transactions time out by. */
  readonly machineClock: Clock
  readonly logger: Logger
  readonly faults: Faults
}): OpenKafka {
  const { settings, judge, clock, machineClock, logger, faults } = parts
  return async (log, wanted) => {
    const advertised = advertisedFor(log.cluster, settings)
    const validation = createValidation({ mode: settings.validateKafka, judge, log, clock })
    const disturbance = { faults, scope: scopeOfCluster(log.cluster) }
    const at = { port: wanted, host: settings.host, advertised }
    const door = await openKafkaServer({ log, clock: machineClock, logger, validation, disturbance }, at)
    const { host = shownHost(settings.host), port = door.port } = advertised ?? {}
    return { groups: door.groups, kafka: `${host}:${port}`, restart: () => door.restart(), close: () => door.close() }
  }
}

/** Opens `main` and the clusters beside it, in this order. With `--no-kafka` none has a Kafka door. */
export async function openClusters(
  parts: {
    readonly settings: Settings
    readonly further: readonly ClusterOptions[]
    readonly logOf: (cluster: string) => BatchLog
    readonly openKafka: OpenKafka
  },
  cleanup: Cleanup,
): Promise<[ConfiguredCluster, ...ConfiguredCluster[]]> {
  const { settings, further, logOf, openKafka } = parts
  const open = async (name: string, port: number | null): Promise<ConfiguredCluster> => {
    const log = logOf(name)
    if (port === null || settings.kafkaPort === null)
      return { log, groups: idleGroups(log), kafka: null, restart: () => {} }
    const door = await openKafka(log, port)
    cleanup.add(() => door.close())
    return { log, groups: door.groups, kafka: door.kafka, restart: () => door.restart() }
  }
  const clusters: [ConfiguredCluster, ...ConfiguredCluster[]] = [await open(mainCluster, settings.kafkaPort)]
  for (const { name, kafkaPort } of further) {
    clusters.push(await open(name, settings.ci && kafkaPort !== null ? 0 : kafkaPort))
  }
  return clusters
}

type Advertised = { readonly host: string; readonly port?: number } | null

function advertisedFor(cluster: string, { kafkaAdvertised: advertised }: Settings): Advertised {
  return advertised === null || cluster === mainCluster ? advertised : { host: advertised.host }
}
