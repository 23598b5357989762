/// <reference lib="esnext.disposable" preserve="true" />
import { type ClockChange, readClockTime, systemClock } from './base/clock.ts'
import { messageOf, SandboxError } from './base/errors.ts'
import { silentLogger } from './base/logger.ts'
import { createCalls } from './client/calls.ts'
import { createClient, type SandboxClient } from './client/client.ts'
import { builtInSchemas } from './config/built-in.ts'
import { configure } from './config/configure.ts'
import type { Retention } from './config/setting-readers.ts'
import { readAdvertised } from './config/setting-readers.ts'
import type { Settings } from './config/settings.ts'
import { writeInline } from './inline-files.ts'
import { createOwnConnections } from './own-connections.ts'
import { openSandbox } from './sandbox.ts'

export { type ErrorCode, SandboxError } from './base/errors.ts'
export type { SandboxClient, SandboxScope } from './client/client.ts'
export type { SandboxClock } from './client/clock.ts'
export { EventRefusedError, InvalidEventsError, UnexpectedEventError, WaitTimeoutError } from './client/failures.ts'
export type * from './client/fault-types.ts'
export type { SandboxFault, SandboxFaults } from './client/faults.ts'
export type { ReplayOptions, ReplayResult } from './client/replay.ts'
export type { SandboxSnapshots, SnapshotItem } from './client/snapshots.ts'
export { stable } from './client/stable.ts'
export type * from './client/types.ts'
export type { Problem } from './event/problem.ts'

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
  readonly schemas?: readonly string[] | Readonly<Record<string, object>>
  /** Stream configuration, a file, URL or object; none by default, then every stream is allowed. */
  readonly streams?: string | Readonly<Record<string, object>>
  /** `memory` by default, or a folder. */
  readonly storage?: string
  readonly durability?: 'normal' | 'full'
  readonly retention?: Retention
  /** What the clock says at the start, the machine's time by default; it goes on from there unless it is `frozen`. */
  readonly clock?: string | { readonly now: string; readonly frozen?: boolean }
  /** The ids that the sandbox gives, and samples, are the same in each run. */
  readonly seed?: number
  /** A file with events that go through the gate before the start is done: JSON, lines of it or YAML. */
  readonly seedFrom?: string
  /** Where the accepted events are written to at an orderly end, a line of JSON each. */
  readonly exportOnExit?: string
  /** Send canary events so often, in milliseconds, to the streams with `canary_events_enabled`; never by default. */
  readonly canaryInterval?: number
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

/** A sandbox in this process. */
export interface Sandbox extends SandboxClient, AsyncDisposable {
  /** Stops everything; no handle is left behind. */
  stop(): Promise<void>
}

/**
 * Starts a sandbox in this process.
 *
 * ```ts
 * await using sandbox = await startSandbox({ schemas: ['./schemas'] })
 * await sandbox.send('test.event', { test: 'hi' })
 * const event = await sandbox.waitForEvent({ meta: { stream: 'test.event' } })
 * ```
 * @throws SandboxError, whose `code` and `hint` say what to do.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const cwd = process.cwd()
  const { values, gates } = configure({ options: {}, env: {}, cwd, builtInSchemas })
  const { kafka = {}, schemas, streams, clock, ...others } = options
  const inTests = { port: 0, storage: 'memory', ui: false, watch: false, clock: clockOf(clock), ...kafkaOf(kafka) }
  const inline = writeInline({ schemas, streams })
  const connections = createOwnConnections()
  try {
    const settings = { ...values, ...inTests, ...others, ...inline.settings }
    const running = await openSandbox(settings, gates, { cwd, clock: systemClock, logger: silentLogger })
    const stop = () => running.stop().finally(connections.close).finally(inline.remove)
    const doors = { brokers: running.kafka, repository: running.repositories[0] }
    const token = running.token ?? undefined
    const client = createClient(createCalls({ url: running.url, token, init: connections.init }), doors, token)
    return { ...client, stop, [Symbol.asyncDispose]: stop }
  } catch (failure) {
    inline.remove()
    throw failure
  }
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
