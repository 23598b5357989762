import type { SettableClock } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'
import type { Wakeup } from '../base/wakeup.ts'
import type { Faults } from '../faults/faults.ts'
import type { NewRule } from '../faults/rule.ts'
import type { Canaries } from '../intake/canaries.ts'
import type { Gate } from '../intake/gate.ts'
import type { GateCounts } from '../intake/gate-counts.ts'
import type { Judge } from '../intake/judge.ts'
import type { EventLog, Log } from '../log/types.ts'
import type { Activity } from '../query/activity.ts'
import type { EventReader } from '../query/event-reader.ts'
import type { Problems } from '../query/problems/problems.ts'
import type { StreamNames } from '../query/stream-names.ts'
import type { Waits } from '../query/wait/waits.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import type { StreamDirectory } from '../stream/stream-topics.ts'
import type { DemoSwitch } from './api/demo-routes.ts'
import type { About } from './api/sandbox-routes.ts'
import type { RestorableSnapshots } from './api/snapshot-routes.ts'
import type { ConnectionLimit } from './eventstreams/connection-limit.ts'
import type { StreamConsumers } from './eventstreams/consumers.ts'
import type { Guard } from './guard.ts'
import type { Metrics } from './metrics.ts'
import type { ClusterParts } from './scopes/asked-cluster.ts'
import type { Scopes } from './scopes/scope.ts'

/** What the HTTP doors open onto. */
export interface HttpParts {
  readonly about: About
  readonly log: Log
  /** What the routes of topics and groups are about where they name none, and the others. */
  readonly clusters: ClusterParts['clusters']
  readonly scopes: Scopes
  readonly events: EventReader
  readonly waits: Waits
  readonly names: StreamNames
  readonly problems: Problems
  readonly schemas: SchemaRepository
  /** The gate at the root, then those below `/gates/NAME`. */
  readonly gates: readonly [Gate, ...Gate[]]
  /** The judge of the gate at the root. */
  readonly judge: Judge
  readonly activity: Activity
  readonly snapshots: RestorableSnapshots
  /** Wakes pages when the log or the clock is another: what they show is no more. */
  readonly renewed: Wakeup
  readonly canaries: Canaries
  readonly counts: GateCounts
  readonly metrics: Metrics
  readonly guard: Guard
  readonly clock: SettableClock
  readonly logger: Logger
  /** A uuid of version 1. */
  readonly newId: () => string
  /** What a sample is made from where nobody says. */
  readonly seed: number
  /** Names requests; unique over restarts. */
  readonly newRequestId: () => string
  /** Which topics each stream is in. */
  readonly streams: StreamDirectory
  /** Who is connected to EventStreams. */
  readonly consumers: StreamConsumers
  readonly connectionLimit: ConnectionLimit
  readonly faults: Faults
  readonly demo: DemoSwitch
  /** Reads a rule that somebody asks for. */
  readonly readFault: (body: unknown) => Omit<NewRule, 'scope'>
  /** What EventStreams reads: the topics of all clusters. */
  readonly topics: EventLog
  /** The folder of the built page, or null for none. */
  readonly ui: string | null
}
