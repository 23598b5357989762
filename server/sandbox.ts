import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Cleanup } from './base/cleanup.ts'
import type { Clock } from './base/clock.ts'
import type { Logger } from './base/logger.ts'
import { packageRoot, packageVersion } from './base/package-root.ts'
import { schemaFolders } from './config.ts'
import { createGuard, isLoopback } from './http/guard.ts'
import { openHttpServer } from './http/http-server.ts'
import { exampleEvent } from './intake/example-event.ts'
import { createGate } from './intake/gate.ts'
import { createJudge } from './intake/judge.ts'
import { openKafkaServer } from './kafka/kafka-server.ts'
import { openSqliteLog } from './log/sqlite-log.ts'
import { createActivity } from './query/activity.ts'
import { createReport } from './query/report.ts'
import { openSchemaRepository } from './schema/files-repository.ts'
import type { Settings } from './settings.ts'

/** The base folder of the example schemas that come with the product. */
export const builtInSchemas = join(packageRoot, 'schemas', 'jsonschema')

/** A running sandbox. */
export interface RunningSandbox {
  /** The origin of the HTTP door, without a slash at the end. */
  readonly url: string
  /** `host:port` of the Kafka door, or null where there is none. */
  readonly kafka: string | null
  /** `memory`, or the storage folder. */
  readonly storage: string
  /** What our own routes ask for beyond loopback; null where they ask for nothing. */
  readonly token: string | null
  readonly version: string
  /** What the start has to say of it. */
  readonly counts: { readonly schemas: number; readonly findings: number; readonly events: number }
  /** An event to try first, or null. */
  readonly example: object | null
  /** Stops accepting, ends streams, flushes and closes everything. */
  stop(): Promise<void>
}

/** What comes from outside: time, words, and the folder that relative paths are below. */
export interface Surroundings {
  readonly cwd: string
  readonly clock: Clock
  readonly logger: Logger
}

/** 2 GiB on disk, 256 MiB in memory; nothing expires by age. */
const keptBytes = { disk: 2 * 1024 ** 3, memory: 256 * 1024 ** 2 }
const cluster = 'main'

/**
 * Builds the parts in the order of their layers and opens the doors. What was opened before a failure is closed again.
 * @throws SandboxError folder_missing, storage_locked, storage_format, sqlite_missing, port_busy, kafka_port_busy or
 * cannot_listen.
 */
export async function openSandbox(settings: Settings, surroundings: Surroundings): Promise<RunningSandbox> {
  const cleanup = new Cleanup()
  try {
    return await build(settings, surroundings, cleanup)
  } catch (failure) {
    await cleanup.close()
    throw failure
  }
}

async function build(
  settings: Settings,
  { cwd, clock, logger }: Surroundings,
  cleanup: Cleanup,
): Promise<RunningSandbox> {
  const start = randomUUID().slice(0, 8)
  const newId = () => randomUUID()
  let requests = 0
  const newRequestId = () => `${start}.${(++requests).toString(36)}`
  let url = ''
  let kafka: string | null = null

  const folders = schemaFolders(settings.schemas, cwd)
  const schemas = await openSchemaRepository({ folders, watch: settings.watch, logger })
  cleanup.add(() => schemas.close())

  const log = await openSqliteLog({
    storage: settings.storage,
    durability: settings.durability,
    retention: { bytes: settings.storage === 'memory' ? keptBytes.memory : keptBytes.disk, ...settings.retention },
    clock,
    logger,
  })
  cleanup.add(() => log.close())

  const judge = createJudge({ schemas, newId })
  const gate = createGate({ name: 'main', judge, log: log.cluster(cluster), clock })
  const activity = createActivity({ log, clock })
  cleanup.add(() => activity.close())
  const report = createReport({
    log,
    rejections: log.cluster(cluster),
    schemas,
    logger,
    clock,
    verbose: settings.verbose,
  })
  cleanup.add(() => report.close())

  if (settings.kafkaPort !== null) {
    const at = { port: settings.kafkaPort, host: settings.host }
    const door = await openKafkaServer({ log: log.cluster(cluster), clock, logger }, at)
    cleanup.add(() => door.close())
    kafka = `${shownHost(settings.host)}:${door.port}`
  }

  const token = settings.token ?? (isLoopback(settings.host) ? null : randomBytes(18).toString('base64url'))
  const example = exampleEvent(schemas, judge, clock.now())
  const version = packageVersion()
  const http = await openHttpServer(
    {
      about: {
        name: 'event-sandbox',
        version,
        start,
        startedAt: new Date(clock.now()).toISOString(),
        storage: settings.storage,
        watching: settings.watch,
        example,
        url: () => url,
        kafka: () => kafka,
      },
      log,
      schemas,
      gate,
      judge,
      activity,
      guard: createGuard({ host: settings.host, allowHosts: settings.allowHosts, token }),
      clock,
      logger,
      newRequestId,
      cluster,
      ui: settings.ui ? join(packageRoot, 'dist', 'web') : null,
    },
    settings,
  )
  cleanup.add(() => http.close())
  url = `http://${shownHost(settings.host)}:${http.port}`

  return {
    url,
    kafka,
    storage: settings.storage,
    token,
    version,
    counts: { schemas: schemas.list().length, findings: schemas.findings().length, events: log.size().records },
    example,
    stop: () => cleanup.close(),
  }
}

// A browser cannot open 0.0.0.0, and an IPv6 address stands in brackets.
function shownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
