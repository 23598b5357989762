import { SandboxError } from '../base/errors.ts'
import type { Calls } from './calls.ts'
import type { FaultItem, FaultOptions } from './fault-types.ts'
import { wireMatch } from './wire-match.ts'

/** What goes wrong on purpose, to see how the tested software takes it. */
export interface SandboxFaults {
  /**
   * Adds a rule; it ends with the block where it is held by `await using`.
   *
   * ```ts
   * await using outage = await sandbox.faults.add({ at: 'intake', do: 'status', status: 503, count: 2 })
   * await placeOrder()                 // tries again
   * expect(await outage.hits()).toBe(2)
   * ```
   * @throws SandboxError bad_request, whose message names what is wrong with the rule.
   */
  add(rule: FaultOptions): Promise<SandboxFault>
  /** The rules that there are, used up or not, the oldest first; of a scope its own. */
  list(): Promise<readonly FaultItem[]>
  /** Ends all of them; of a scope its own. */
  clear(): Promise<void>
}

/** A rule that was added. */
export interface SandboxFault extends AsyncDisposable {
  readonly id: string
  /** What it does, in a few words. */
  readonly words: string
  /** How often it has done it. */
  hits(): Promise<number>
  /** Ends it; what it holds up goes on. */
  end(): Promise<void>
}

/** The fault rules of a sandbox, or of the scope that the calls are about. */
export function createSandboxFaults(calls: Calls): SandboxFaults {
  const { scope } = calls
  const path = `/_sandbox/faults${scope === undefined ? '' : `?scope=${encodeURIComponent(scope)}`}`

  return {
    async add({ match, ...rule }) {
      const body = { ...rule, ...(match ? { match: wireMatch(match) } : {}), ...(scope === undefined ? {} : { scope }) }
      const { id, words } = await calls.send<FaultItem>('POST', '/_sandbox/faults', body)
      const own = `/_sandbox/faults/${id}`
      const end = () => calls.send<void>('DELETE', own).catch(unlessEnded)
      return { id, words, end, hits: async () => (await calls.get<FaultItem>(own)).hits, [Symbol.asyncDispose]: end }
    },
    list: async () => (await calls.get<{ items: readonly FaultItem[] }>(path)).items,
    clear: () => calls.send('DELETE', path),
  }
}

// A reset, or the end of its scope, has ended it before.
function unlessEnded(failure: unknown): void {
  if (!(failure instanceof SandboxError && failure.code === 'fault_unknown')) throw failure
}
