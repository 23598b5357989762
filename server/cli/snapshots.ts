import { createSandboxSnapshots, type SandboxSnapshots, type SnapshotItem } from '../client/snapshots.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'
import { count, size, table } from './table.ts'
import { print } from './topics.ts'

/** `event-sandbox snapshot list`. */
export async function listSnapshots(options: ClientOptions): Promise<number> {
  const items = await snapshotsOf(options).list()
  print(options, items, () => (items.length === 0 ? nothing : table([head, ...items.map(rowOf)], [1, 2, 3])))
  return exitCodes.fine
}

/** `event-sandbox snapshot save NAME`. */
export async function saveSnapshot(
  name: string,
  { force = false, ...options }: ClientOptions & { readonly force?: boolean },
): Promise<number> {
  const saved = await snapshotsOf(options).save(name, { replace: force })
  print(options, saved, () => `Saved ${wordsOf(saved)}\n`)
  return exitCodes.fine
}

/** `event-sandbox snapshot restore NAME`. */
export async function restoreSnapshot(name: string, options: ClientOptions): Promise<number> {
  const restored = await snapshotsOf(options).restore(name)
  print(options, restored, () => `Restored ${wordsOf(restored)}\n`)
  return exitCodes.fine
}

/** `event-sandbox snapshot delete NAME`. */
export async function deleteSnapshot(name: string, options: ClientOptions): Promise<number> {
  await snapshotsOf(options).delete(name)
  return exitCodes.fine
}

const nothing = 'No snapshots yet. `event-sandbox snapshot save NAME` makes one.\n'
const head = ['Name', 'Topics', 'Records', 'Size', 'Saved']

function snapshotsOf(options: ClientOptions): SandboxSnapshots {
  return createSandboxSnapshots(connect(options))
}

function rowOf({ name, topics, records, bytes, savedAt }: SnapshotItem): string[] {
  return [name, count(topics), count(records), size(bytes), savedAt]
}

function wordsOf({ name, topics, records }: SnapshotItem): string {
  const number = (of: number, word: string) => `${count(of)} ${word}${of === 1 ? '' : 's'}`
  return `${name}: ${number(records, 'record')} in ${number(topics, 'topic')}.`
}
