import type { Clock } from '../base/clock.ts'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import type { AppendQueue } from './append-queue.ts'
import type { Producers } from './producers.ts'
import type { Segments } from './segments.ts'
import type { Snapshot, SnapshotTables } from './snapshot-tables.ts'
import type { Tallies } from './tallies.ts'
import type { Topics } from './topics.ts'
import type { Transaction } from './transaction.ts'

/** The log as it was, under names: topics with their settings, records, offsets of groups. Scopes are not part of it. */
export interface Snapshots {
  /** The oldest first. */
  list(): readonly Snapshot[]
  /**
   * Saves the log as it is between two commits. Rejects with bad_request, snapshot_exists unless it may `replace`,
   * storage_full or storage_failed; then nothing has changed.
   */
  save(name: string, options?: { readonly replace?: boolean }): Promise<Snapshot>
  /**
   * Puts a snapshot in the place of everything that is in no scope, whole or not at all. Cursors of events are what they
   * were; what comes later goes on behind the highest ever given. `restored` runs before anything else is read or
   * written. Rejects with snapshot_unknown, storage_full or storage_failed.
   */
  restore(name: string, restored: () => void): Promise<Snapshot>
  /** Forgets it; its room is given back in the background. */
  remove(name: string): Promise<void>
}

/** The snapshots, and what the rest of the log has to know of them. */
export interface SnapshotKeeper extends Snapshots {
  /** Segments that are not to be removed. */
  readonly segments: ReadonlySet<number>
  /** How often one was restored: work of several steps that began before must not end after. */
  readonly restores: number
}

/** Keeps snapshots in the log's own tables. */
export function createSnapshots(parts: {
  readonly tables: SnapshotTables
  readonly transaction: Transaction
  readonly topics: Topics
  readonly tallies: Tallies
  readonly producers: Producers
  readonly segments: Segments
  readonly clock: Clock
  /** Opened later: it needs segments that are not removed meanwhile. */
  readonly queue: () => AppendQueue
  /** Everything is another: wakes who waits, and looks what may go. */
  readonly changed: () => void
}): SnapshotKeeper {
  const { tables, transaction, topics, tallies, producers, segments, clock } = parts
  let held: ReadonlySet<number> = new Set(tables.segments())
  let restores = 0

  function existing(name: string): Snapshot {
    const all = tables.all()
    const found = all.find(each => each.name === name)
    if (found) return found
    const meant = nearest(
      name,
      all.map(each => each.name),
    )
    throw new SandboxError('snapshot_unknown', `There is no snapshot ${name.slice(0, 100)}.`, {
      hint: meant ? `Did you mean ${meant}?` : 'event-sandbox snapshot list tells which there are.',
    })
  }

  function save(name: string, replace: boolean): void {
    const before = tables.all().some(each => each.name === name)
    if (before && !replace) {
      throw new SandboxError('snapshot_exists', `The snapshot ${name} is there already.`, {
        hint: 'Take another name, or replace it: --force, {"replace": true}.',
      })
    }
    // A power failure takes nothing of it.
    segments.sync()
    tallies.save()
    transaction(() => {
      if (before) tables.remove(name)
      tables.save(name, clock.now())
    })
    held = new Set(tables.segments())
  }

  function restore(name: string, restored: () => void): void {
    existing(name)
    tallies.save()
    transaction(() => tables.restore(name))
    restores += 1
    topics.load()
    tallies.load()
    producers.load()
    restored()
    parts.changed()
  }

  return {
    get segments() {
      return held
    },
    get restores() {
      return restores
    },
    list: () => tables.all(),
    async save(name, { replace = false } = {}) {
      checkName(name)
      await parts.queue().alone(() => save(name, replace))
      return existing(name)
    },
    async restore(name, restored) {
      await parts.queue().alone(() => restore(name, restored))
      return existing(name)
    },
    async remove(name) {
      await parts.queue().alone(() => {
        existing(name)
        transaction(() => tables.remove(name))
        held = new Set(tables.segments())
      })
      parts.changed()
    },
  }
}

function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9._-]{0,99}$/i.test(name)) return
  throw new SandboxError('bad_request', 'This cannot be the name of a snapshot.', {
    hint: 'Take up to 100 letters, digits, dots, hyphens and underscores, a letter or digit first.',
  })
}
