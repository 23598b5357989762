import type { Clock } from './base/clock.ts'
import type { Logger } from './base/logger.ts'

/** A running sandbox. */
export interface RunningSandbox {
  /** The origin of the HTTP door, without a slash at the end. */
  readonly url: string
  /** Every gate's name and the address of its intake; the first is the one at the root. */
  readonly gates: readonly { readonly name: string; readonly intake: string }[]
  /** The origin of EventStreams on a port of its own, or null where it has none. */
  readonly eventstreams: string | null
  /** `host:port` of the Kafka door, or null where there is none. */
  readonly kafka: string | null
  /** Every cluster's name and Kafka door; the first is `main`. */
  readonly clusters: readonly { readonly name: string; readonly kafka: string | null }[]
  /** `memory`, or the storage folder. */
  readonly storage: string
  /** Names of the schema repositories. */
  readonly repositories: readonly string[]
  /** What our own routes ask for beyond loopback; null where they ask for nothing. */
  readonly token: string | null
  readonly version: string
  /** What the start has to say of it. */
  readonly counts: { readonly schemas: number; readonly findings: number; readonly events: number }
  /** What the sandbox's clock says, which can be set: milliseconds since 1970. */
  now(): number
  /** An event to try first, or null. */
  readonly example: () => object | null
  /** Begins to send the traffic of a small wiki. */
  startDemo(): void
  /** Stops accepting, ends streams, flushes and closes everything. */
  stop(): Promise<void>
}

/** What comes from outside: time, words, and the folder that relative paths are below. */
export interface Surroundings {
  readonly cwd: string
  /** The machine's clock: the sandbox's own goes as it does until it is set. */
  readonly clock: Clock
  readonly logger: Logger
}
