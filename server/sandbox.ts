import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createAbout } from './about.ts'
import { Cleanup } from './base/cleanup.ts'
import { type Clock, createSettableClock } from './base/clock.ts'
import { packageRoot } from './base/package-root.ts'
import { Wakeup } from './base/wakeup.ts'
import { createOpenKafka, openClusters } from './clusters.ts'
import { builtInSchemas, builtInStreams } from './config/built-in.ts'
import { type ConfiguredGates, withoutOutputs } from './config/config-file.ts'
import { keptBytes, type Settings } from './config/settings.ts'
import { createDemoSwitch } from './demo/demo-switch.ts'
import { type OpenedDoors, openDoors } from './doors.ts'
import { checkExport, exportOnExit, seed } from './event-files.ts'
import { createFaults } from './faults/faults.ts'
import { readRule } from './faults/read-rule.ts'
import { buildGates } from './gates.ts'
import { createConnectionLimit } from './http/eventstreams/connection-limit.ts'
import { createStreamConsumers } from './http/eventstreams/consumers.ts'
import { createGuard, isLoopback } from './http/guard.ts'
import type { HttpParts } from './http/http-parts.ts'
import { createMetrics } from './http/metrics.ts'
import { createIds } from './ids.ts'
import { createCanaries } from './intake/canaries.ts'
import { exampleEvent } from './intake/example-event.ts'
import { createGateCounts } from './intake/gate-counts.ts'
import type { Judge } from './intake/judge.ts'
import { kafkaNames } from './kafka/disturb.ts'
import { idleGroups } from './kafka/groups/group-view.ts'
import { mainCluster } from './log/cluster-name.ts'
import type { Snapshots } from './log/snapshots.ts'
import { openSqliteLog } from './log/sqlite-log.ts'
import { openReading } from './reading.ts'
import type { RunningSandbox, Surroundings } from './running-sandbox.ts'
import { seenFileName } from './schema/check/seen-versions.ts'
import { openSchemaRepository } from './schema/files-repository.ts'
import { createOpenSchemas } from './schemas.ts'
import { createScopes } from './scopes.ts'
import { openStreamConfig } from './stream/files-stream-config.ts'

/**
 * Builds the parts in the order of their layers and opens the doors. What was opened before a failure is closed again.
 * @throws SandboxError folder_missing, seed_refused, storage_locked, storage_format, sqlite_missing, port_busy, kafka_port_busy or
 * cannot_listen.
 */
export async function openSandbox(
  settings: Settings,
  gates: ConfiguredGates,
  surroundings: Surroundings,
): Promise<RunningSandbox> {
  const cleanup = new Cleanup()
  try {
    return await build(settings, gates, surroundings, cleanup)
  } catch (failure) {
    await cleanup.close()
    throw failure
  }
}

async function build(
  settings: Settings,
  configuredGates: ConfiguredGates,
  surroundings: Surroundings,
  cleanup: Cleanup,
): Promise<RunningSandbox> {
  const { cwd, clock: machineClock, logger } = surroundings
  checkExport(settings, cwd)
  const clock = createSettableClock(machineClock)
  if (settings.clock) clock.set(settings.clock)
  const start = randomUUID().slice(0, 8)
  const opening = new Wakeup()
  const doorsOpen = (signal: AbortSignal) => opening.next(signal)

  const intake = await openIntake(settings, configuredGates, { ...surroundings, stamps: clock, doorsOpen }, cleanup)
  const { schemas, log, counts, faults, gates, ids } = intake
  // Over restarts they are unique: from a seed only where nothing is kept of the start before.
  const requestsOf = settings.seed === null || log.size().records > 0 ? start : `seed-${settings.seed}`
  let requests = 0
  const newRequestId = () => `${requestsOf}.${++requests}`
  const [{ gate: mainGate, judge }, ...furtherGates] = gates
  const further = configuredGates.clusters ?? []
  const all = [log.cluster(mainCluster), ...further.map(({ name }) => log.cluster(name))] as const
  const { verbose } = settings
  const reading = openReading({ log, clusters: all, gates, schemas, cwd, clock, logger, verbose }, cleanup)
  const canaries = createCanaries({
    everyMs: settings.canaryInterval,
    streams: reading.streams,
    schemas,
    judges: gates.map(each => [each.gate.settings.name, each.judge]),
    log: reading.topics,
    clock,
    logger,
  })
  cleanup.add(() => canaries.close())

  // What the doors' addresses are is known once they are open.
  const opened: OpenedDoors = { url: '', kafka: null, eventstreams: null, gates: [] }
  const openKafka = createOpenKafka({ settings, judge, clock, machineClock, logger, faults })
  const clusters = await openClusters({ settings, further, logOf: name => log.cluster(name), openKafka }, cleanup)
  opened.kafka = clusters[0].kafka
  const scopes = createScopes({
    log,
    gatesOn: other => gates.map(({ on }) => on(other)),
    openKafka: settings.kafkaPort === null ? undefined : cluster => openKafka(cluster, 0),
    groupsOf: idleGroups,
    faults,
  })
  cleanup.add(() => scopes.close())

  const token = settings.token ?? (isLoopback(settings.host) ? null : randomBytes(18).toString('base64url'))
  // Found when somebody asks: it takes compiling a schema, which a start need not wait for.
  let example: object | null | undefined
  const findExample = () => {
    example ??= exampleEvent(schemas, judge, clock.now())
    return example
  }
  const demo = createDemoSwitch({
    rate: settings.demoRate,
    seed: settings.demoSeed,
    door: () => ({ url: opened.url, token: token ?? undefined }),
    now: () => clock.now(),
    logger,
  })
  const consumers = createStreamConsumers()
  const renewed = new Wakeup()
  const parts: HttpParts = {
    about: createAbout({ settings, start, clock: machineClock, opened, clusters, example: findExample }),
    log,
    clusters,
    scopes,
    ...reading,
    schemas,
    gates: [mainGate, ...furtherGates.map(({ gate }) => gate)],
    judge,
    canaries,
    counts,
    metrics: createMetrics({ counts }),
    guard: createGuard({ host: settings.host, allowHosts: settings.allowHosts, token }),
    clock,
    logger,
    newId: ids.newId,
    seed: settings.seed ?? 0,
    newRequestId,
    consumers,
    snapshots: restorable(log.snapshots, [
      reading,
      ...clusters,
      { restart: consumers.end },
      { restart: () => renewed.wake() },
    ]),
    renewed,
    connectionLimit: createConnectionLimit(settings.clientIpConnectionLimit),
    faults,
    demo,
    readFault: body => readRule(body, { kafka: kafkaNames, now: () => clock.now() }),
    ui: settings.ui ? join(packageRoot, 'dist', 'web') : null,
  }
  await seed({ settings, gate: mainGate, judge, log, cwd, clock, logger })
  // After the doors in the order of closing; of a start that fails there is nothing to keep.
  let isOpen = false
  cleanup.add(() => isOpen && exportOnExit({ settings, events: reading.events, cwd, clock }))
  await openDoors({ parts, furtherGates, settings, opened }, cleanup)
  // Before the doors in the order of closing: they wait for what a rule holds up.
  cleanup.add(() => faults.clear())
  cleanup.add(() => demo.close())
  isOpen = true
  log.announce(opened.url)
  opening.wake()
  canaries.start()
  return {
    url: opened.url,
    eventstreams: opened.eventstreams,
    gates: opened.gates,
    kafka: opened.kafka,
    clusters: clusters.map(({ log: { cluster: name }, kafka }) => ({ name, kafka })),
    storage: settings.storage,
    repositories: schemas.folders.map(({ name }) => name),
    token,
    version: parts.about.version,
    counts: { schemas: schemas.list().length, findings: schemas.findings().length, events: log.size().records },
    now: () => clock.now(),
    example: findExample,
    startDemo: () => void demo.start(),
    stop: () => cleanup.close(),
  }
}

/** Builds what judges events, and opens no door: the gate at the root, over a log that nobody reads. */
export async function openJudge(
  settings: Settings,
  gates: ConfiguredGates,
  surroundings: Surroundings,
): Promise<{ readonly judge: Judge; close(): Promise<void> }> {
  const cleanup = new Cleanup()
  try {
    const alone = { ...settings, storage: 'memory', watch: false, output: null }
    const [{ judge }] = (
      await openIntake(alone, withoutOutputs(gates), { ...surroundings, stamps: surroundings.clock }, cleanup)
    ).gates
    return { judge, close: () => cleanup.close() }
  } catch (failure) {
    await cleanup.close()
    throw failure
  }
}

type IntakeSurroundings = Surroundings & {
  /** What is stamped comes from this one. */
  readonly stamps: Clock
  readonly doorsOpen?: (signal: AbortSignal) => Promise<void>
}

// What comes in and is kept: schemas, the log, and the gates between them.
async function openIntake(
  settings: Settings,
  configuredGates: ConfiguredGates,
  { cwd, clock: machineClock, stamps: clock, logger, doorsOpen }: IntakeSurroundings,
  cleanup: Cleanup,
) {
  const { storage, durability, retention, watch } = settings
  const isKept = storage !== 'memory'
  const openSchemas = createOpenSchemas(
    {
      cwd,
      storage,
      clock: machineClock,
      openRepository: folders =>
        openSchemaRepository({
          folders,
          watch,
          logger,
          ...(doorsOpen ? { doorsOpen } : {}),
          ...(isKept ? { seenFile: join(storage, seenFileName) } : {}),
        }),
    },
    cleanup,
  )
  const schemas = await openSchemas(settings.schemas)
  const bytes = isKept ? keptBytes.disk : keptBytes.memory
  const log = await openSqliteLog({ storage, durability, retention: { bytes, ...retention }, clock, logger })
  cleanup.add(() => log.close())
  const counts = createGateCounts()
  const faults = createFaults({ logger })
  const ids = createIds(settings.seed, () => clock.now())
  const gates = await buildGates(
    {
      settings,
      gates: configuredGates,
      cwd,
      schemas,
      builtInStreams: streamsWith(settings),
      logOf: name => log.cluster(name),
      counts,
      faults,
      clock,
      logger,
      ids,
      openStreams: openStreamConfig,
      openSchemas,
    },
    cleanup,
  )
  return { schemas, log, counts, faults, gates, ids }
}

/** The built-in schemas bring their streams. */
function streamsWith({ schemas }: Settings): string | undefined {
  return schemas.join() === `examples=${builtInSchemas}` ? builtInStreams : undefined
}

// Whoever reads begins anew before anything else is read or written.
function restorable(snapshots: Snapshots, readers: readonly { restart(): void }[]): HttpParts['snapshots'] {
  const restart = () => {
    for (const reader of readers) reader.restart()
  }
  return { ...snapshots, restore: name => snapshots.restore(name, restart) }
}
