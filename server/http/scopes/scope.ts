import type { Gate } from '../../intake/gate.ts'
import type { BatchLog } from '../../log/batch-log.ts'
import type { Groups } from './cluster-groups.ts'

/** A name space of topics and groups, and the Kafka door onto it. */
export interface OpenCluster {
  readonly log: BatchLog
  readonly groups: Groups
  /** `host:port` of its Kafka door, or null where it has none. */
  readonly kafka: string | null
}

/** A cluster made for the moment, for one test among many that share a sandbox: topics, groups and doors of its own. */
export interface Scope extends OpenCluster {
  readonly name: string
  /** The sandbox's gates, on the scope's log. */
  readonly gates: readonly Gate[]
  /** Aborts when the scope ends. */
  readonly ended: AbortSignal
}

/** The scopes that there are. */
export interface Scopes {
  /** Makes a scope. Without a name it gets one. Rejects with bad_request, scope_exists, scope_limit or cannot_listen. */
  open(name?: string): Promise<Scope>
  find(name: string): Scope | undefined
  all(): readonly Scope[]
  /** Ends a scope; resolves once nothing of it is left. Rejects with scope_unknown. */
  end(name: string): Promise<void>
}
