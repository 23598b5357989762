import type { BatchLog } from '../../log/batch-log.ts'
import { Group } from './group.ts'

/** The groups of a broker. Members live in memory; what groups committed is in the log, and makes a group as well. */
export interface Groups {
  find(id: string): Group | undefined
  /** The group, made where it is not there. */
  open(id: string): Group
  /** Ids of all groups: those that had members, and those that committed. */
  ids(): readonly string[]
  /** Whether there is anything of a group. */
  has(id: string): boolean
  /** Forgets a group and what it committed. */
  delete(id: string): void
  /** Sends all members away: what groups committed is another. They join again. */
  restart(): void
  close(): void
}

/** The groups over a log. */
export function createGroups(log: BatchLog): Groups {
  const groups = new Map<string, Group>()

  function closeAll(): void {
    for (const group of groups.values()) group.close()
    groups.clear()
  }

  return {
    find: id => groups.get(id),
    open(id) {
      const group = groups.get(id) ?? new Group(id)
      groups.set(id, group)
      return group
    },
    ids: () => [...new Set([...groups.keys(), ...log.offsets.groups()])].sort(),
    has: id => groups.has(id) || log.offsets.of(id).length > 0,
    delete(id) {
      log.offsets.forget(id)
      groups.get(id)?.close()
      groups.delete(id)
    },
    restart: closeAll,
    close: closeAll,
  }
}
