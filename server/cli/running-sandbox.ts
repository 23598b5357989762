import { join } from 'node:path'
import { type Calls, createCalls } from '../client/calls.ts'
import { ownerOf } from '../log/folder-lock.ts'

/** Options that every command has which talks to a running sandbox. */
export interface ClientOptions {
  readonly url?: string
  readonly token?: string
  readonly json?: boolean
}

/** Where a command looks. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** Calls to the sandbox that a command means. @throws SandboxError config_invalid where the address is none. */
export function connect(options: ClientOptions, { env, cwd }: Surroundings = processSurroundings()): Calls {
  const token = options.token ?? (env.EVENT_SANDBOX_TOKEN || undefined)
  return createCalls({ url: options.url ?? findUrl({ env, cwd }), token })
}

/**
 * The address where nobody names one: EVENT_SANDBOX_URL, then what the lock of the storage folder says, then the
 * default port.
 */
function findUrl({ env, cwd }: Surroundings): string {
  if (env.EVENT_SANDBOX_URL) return env.EVENT_SANDBOX_URL
  const folder = env.EVENT_SANDBOX_STORAGE || '.event-sandbox'
  const owner = folder === 'memory' ? undefined : ownerOf(join(cwd, folder))
  return owner?.url ?? `http://127.0.0.1:${env.EVENT_SANDBOX_PORT || 8192}`
}

function processSurroundings(): Surroundings {
  return { env: process.env, cwd: process.cwd() }
}
