/// <reference lib="esnext.disposable" preserve="true" />
import { systemClock } from './base/clock.ts'
import { silentLogger } from './base/logger.ts'
import { createCalls } from './client/calls.ts'
import { createClient, type SandboxClient } from './client/client.ts'
import { builtInSchemas } from './config/built-in.ts'
import { configure } from './config/configure.ts'
import { writeInline } from './inline-files.ts'
import { createOwnConnections } from './own-connections.ts'
import { openSandbox } from './sandbox.ts'
import { readOptions, type SandboxOptions } from './sandbox-options.ts'

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
export type { KafkaOptions, SandboxOptions } from './sandbox-options.ts'

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
  const { settings: asked, schemas, streams } = readOptions(options)
  const inTests = { port: 0, storage: 'memory', ui: false, watch: false }
  const inline = writeInline({ schemas, streams })
  const connections = createOwnConnections()
  try {
    const settings = { ...values, ...inTests, ...asked, ...inline.settings }
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
