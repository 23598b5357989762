/// <reference lib="esnext.disposable" preserve="true" />
import { type Calls, createCalls } from './calls.ts'
import { type ConnectOptions, createClient, type SandboxClient } from './client.ts'

export { type ErrorCode, SandboxError } from '../base/errors.ts'
export type { Problem } from '../event/problem.ts'
export type { ConnectOptions, SandboxClient, SandboxScope } from './client.ts'
export type { SandboxClock } from './clock.ts'
export { EventRefusedError, InvalidEventsError, UnexpectedEventError, WaitTimeoutError } from './failures.ts'
export type * from './fault-types.ts'
export type { SandboxFault, SandboxFaults } from './faults.ts'
export type { ReplayOptions, ReplayResult } from './replay.ts'
export type { SandboxSnapshots, SnapshotItem } from './snapshots.ts'
export { stable } from './stable.ts'
export type * from './types.ts'

/** What `GET /_sandbox/info` tells, as far as a client needs it. */
interface Info {
  readonly kafka: string | null
  readonly schemas: { readonly repositories: readonly { readonly name: string }[] }
}

/**
 * Connects to a sandbox that runs in another process; works wherever there is fetch.
 *
 * ```ts
 * const sandbox = await connectSandbox()  // EVENT_SANDBOX_URL, else http://127.0.0.1:8192
 * const event = await sandbox.waitForEvent({ meta: { stream: 'test.event' } })
 * ```
 * @throws SandboxError sandbox_unreachable where nothing answers, scope_unknown where the address names no scope.
 */
export async function connectSandbox(options: ConnectOptions | string = {}): Promise<SandboxClient> {
  const { url, token } = typeof options === 'string' ? { url: options } : options
  const environment = environmentOf()
  const calls = createCalls({
    url: url ?? environment.EVENT_SANDBOX_URL ?? 'http://127.0.0.1:8192',
    token: token ?? environment.EVENT_SANDBOX_TOKEN,
  })
  const { kafka, schemas } = await calls.get<Info>('/_sandbox/info')
  const brokers = calls.scope === undefined ? kafka : await brokersOfScope(calls, calls.scope)
  const doors = { brokers, repository: schemas.repositories[0]?.name }
  return createClient(calls, doors, token ?? environment.EVENT_SANDBOX_TOKEN)
}

// Each scope has a Kafka door of its own.
async function brokersOfScope(calls: Calls, scope: string): Promise<string | null> {
  const { kafka } = await calls.get<Pick<Info, 'kafka'>>(`/_sandbox/scopes/${encodeURIComponent(scope)}`)
  return kafka
}

// Browsers have no process.
function environmentOf(): Readonly<Record<string, string | undefined>> {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {}
}
