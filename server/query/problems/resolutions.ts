import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../log/types.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import type { Group, Groups } from './groups.ts'
import { type Explain, type Resolution, resolutionOf } from './resolution.ts'

/** Which groups are resolved: judged at the start, and after each change of the schemas. */
export interface Resolutions {
  /** Resolves once every group was judged by the schemas as they are. */
  ready(): Promise<void>
  /** Why a group is resolved; undefined where it is open, or was opened again by a newer refusal. */
  of(group: Group): Resolution | undefined
  /** Judges all groups again when somebody asks. */
  restart(): void
  close(): Promise<void>
}

/** Judges groups in the background whenever a schema is saved. */
export function createResolutions(parts: {
  log: Log
  groups: Groups
  schemas: SchemaRepository
  explain: Explain
  writtenAt: (file: string) => number | undefined
  clock: Clock
  readOn: () => Promise<void>
  nextTurn: () => Promise<unknown>
}): Resolutions {
  const { groups, schemas, clock, nextTurn } = parts
  const resolved = new Map<string, Resolution>()
  const stopping = new AbortController()
  let judging: Promise<void> | undefined
  const running = follow()

  return {
    ready() {
      judging ??= judgeAll()
      return judging
    },
    of(group) {
      const resolution = resolved.get(group.id)
      return resolution && group.samples.at(-1) === resolution.upTo ? resolution : undefined
    },
    restart() {
      judging = judging?.then(parts.readOn).then(judgeAll)
    },
    async close() {
      stopping.abort()
      await running
      await judging
    },
  }

  async function follow(): Promise<void> {
    const { signal } = stopping
    for (;;) {
      await schemas.changed(signal)
      if (signal.aborted) return
      await judging
      judging = parts.readOn().then(judgeAll)
      await judging
    }
  }

  async function judgeAll(): Promise<void> {
    for (const group of groups.all()) {
      if (stopping.signal.aborted) return
      const resolution = await resolutionOf(group, parts, clock.now())
      if (resolution === undefined) resolved.delete(group.id)
      // The first time counts, unless it was opened again since.
      else if (resolved.get(group.id)?.upTo !== resolution.upTo) resolved.set(group.id, resolution)
      await nextTurn()
    }
  }
}
