import type { Calls } from './calls.ts'

/** The log as it was: topics, records, and what groups had read. */
export interface SnapshotItem {
  readonly name: string
  readonly savedAt: string
  readonly topics: number
  readonly records: number
  readonly bytes: number
}

/** Snapshots of a sandbox; scopes are not part of them. */
export interface SandboxSnapshots {
  list(): Promise<readonly SnapshotItem[]>
  /** Saves everything as it is now. @throws SandboxError snapshot_exists unless it may `replace`. */
  save(name: string, options?: { readonly replace?: boolean }): Promise<SnapshotItem>
  /** Puts a snapshot in the place of everything; every door shows it when it resolves. @throws SandboxError snapshot_unknown. */
  restore(name: string): Promise<SnapshotItem>
  delete(name: string): Promise<void>
}

/** The snapshots of the sandbox that `calls` reach. */
export function createSandboxSnapshots(calls: Calls): SandboxSnapshots {
  const path = '/_sandbox/snapshots'
  const pathOf = (name: string) => `${path}/${encodeURIComponent(name)}`
  return {
    list: async () => (await calls.get<{ items: readonly SnapshotItem[] }>(path)).items,
    save: (name, options = {}) => calls.send('POST', path, { name, ...options }),
    restore: name => calls.send('POST', `${pathOf(name)}/restore`),
    delete: name => calls.send('DELETE', pathOf(name)),
  }
}
