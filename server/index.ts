/// <reference lib="esnext.disposable" preserve="true" />
import { systemClock } from './base/clock.ts'
import { silentLogger } from './base/logger.ts'
import { builtInSchemas } from './built-in.ts'
import { configure } from './config.ts'
import { openSandbox } from './sandbox.ts'
import type { Retention } from './settings.ts'

export { type ErrorCode, SandboxError } from './base/errors.ts'
export type { Problem } from './event/problem.ts'

/** How a sandbox in this process is started; everything has a default that suits a test. */
export interface SandboxOptions {
  /** HTTP port; 0, the default, picks a free one. */
  readonly port?: number
  /** The Kafka door: a free port by default, or false for none. */
  readonly kafka?: { readonly port?: number } | false
  readonly host?: string
  /** Base folders of schema repositories, `DIR` or `NAME=DIR`; the built-in examples by default. */
  readonly schemas?: readonly string[]
  /** Stream configuration, a file or URL; none by default, then every stream is allowed. */
  readonly streams?: string
  /** `memory` by default, or a folder. */
  readonly storage?: string
  readonly durability?: 'normal' | 'full'
  readonly retention?: Retention
  /** Serve the page; not by default. */
  readonly ui?: boolean
  /** Reload schemas when files are saved; not by default. */
  readonly watch?: boolean
}

/** A sandbox in this process. */
export interface Sandbox extends AsyncDisposable {
  /** The origin, such as `http://127.0.0.1:41234`. */
  readonly url: string
  /** Where Kafka clients begin, such as `127.0.0.1:41235`; null without the Kafka door. */
  readonly brokers: string | null
  /** Variables that tell a child process where the sandbox is. */
  readonly env: Readonly<Record<string, string>>
  /** Stops everything; no handle is left behind. */
  stop(): Promise<void>
}

/**
 * Starts a sandbox in this process.
 *
 * ```ts
 * await using sandbox = await startSandbox({ schemas: ['./schemas'] })
 * await fetch(`${sandbox.url}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
 * ```
 * @throws SandboxError, whose `code` and `hint` say what to do.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const cwd = process.cwd()
  const { values, gates } = configure({ options: {}, env: {}, cwd, builtInSchemas })
  const { kafka = {}, ...others } = options
  const kafkaPort = kafka === false ? null : (kafka.port ?? 0)
  const settings = { ...values, port: 0, storage: 'memory', ui: false, watch: false, ...others, kafkaPort }
  const running = await openSandbox(settings, gates, { cwd, clock: systemClock, logger: silentLogger })
  const stop = () => running.stop()
  return {
    url: running.url,
    brokers: running.kafka,
    env: {
      EVENT_SANDBOX_URL: running.url,
      EVENTGATE_URL: `${running.url}/v1/events`,
      EVENTSTREAMS_URL: `${running.url}/v2/stream`,
      ...(running.kafka === null ? {} : { KAFKA_BROKERS: running.kafka }),
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
