import { SandboxError } from '../base/errors.ts'
import type { Calls } from './calls.ts'

/** Which events are sent again, and how. */
export interface ReplayOptions {
  /** A search, such as `stream:test.event`. */
  readonly query?: string
  /** Arrival: `10m` ago, or a time. */
  readonly since?: string
  readonly until?: string
  /** The stream that all go to; without it each goes to its own. */
  readonly to?: string
  /** As they came, `1x`, or faster; `max`, the default, does not wait. */
  readonly speed?: `${number}x` | 'max'
  /** With new ids and the present date. */
  readonly fresh?: boolean
  readonly signal?: AbortSignal
}

/** What became of a replay. */
export interface ReplayResult {
  readonly accepted: number
  readonly refused: number
  /** What is no JSON object, and was not sent. */
  readonly unreadable: number
  /** It was ended before its last event. */
  readonly isStopped: boolean
}

/** Sends stored events again. @throws SandboxError storage_failed where the sandbox could not go on. */
export async function replay(calls: Calls, { query, signal, ...options }: ReplayOptions = {}): Promise<ReplayResult> {
  const asked = { ...options, q: query, scope: calls.scope }
  const answer = await calls.request('/_sandbox/replay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    ...(signal ? { signal } : {}),
  })
  const { failure, hint, ...result } = (await answer.json()) as ReplayResult & { failure?: string; hint?: string }
  if (failure === undefined) return result
  throw new SandboxError('storage_failed', failure, hint === undefined ? {} : { hint })
}
