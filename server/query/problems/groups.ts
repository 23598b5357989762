import type { Problem } from '../../event/problem.ts'
import type { Cursor } from '../../log/types.ts'
import { fingerprintOf } from './fingerprint.ts'
import { createMinutes, type Minutes } from './minutes.ts'

/** A refused event, as far as grouping needs it. */
export interface RefusedEvent {
  readonly cursor: Cursor
  readonly receivedAt: number
  readonly stream: string | null
  readonly producer: string | null
  readonly problems: readonly Problem[]
}

/** Refusals with one cause. */
export interface Group {
  readonly id: string
  /** As the newest refused event has it, of those that have a correction where there is one. */
  problem: Problem
  first: number
  last: number
  readonly minutes: Minutes
  /** The newest refused events, oldest first; at most {@link samplesKept}. */
  readonly samples: Cursor[]
  readonly makeups: Set<Makeup>
}

/** What many refused events share: their causes, stream and producer. Kept once, and counted. */
export interface Makeup {
  readonly key: string
  readonly groups: readonly Group[]
  readonly stream: string | null
  readonly producer: string | null
  count: number
}

/** Groups refused events by their causes. */
export interface Groups {
  /** Counts an event; returns what it is made of, so that it can be taken away again. */
  add(event: RefusedEvent): Makeup
  /** Takes an event away that the log let go. */
  remove(makeup: Makeup): void
  find(id: string): Group | undefined
  clear(): void
  all(): readonly Group[]
}

/** So many newest refused events are remembered of each cause. */
export const samplesKept = 200
/** So many causes are told apart; what comes then is counted together. */
const mostGroups = 500
const mostMakeups = 10_000

const furtherCauses: Problem = {
  pointer: '',
  keyword: 'more',
  message: `Further causes, beyond the first ${mostGroups}.`,
  hint: 'Correct those first, or search for one stream.',
}

/** No groups yet. */
export function createGroups(): Groups {
  const groups = new Map<string, Group>()
  const makeups = new Map<string, Makeup>()

  function groupOf(problem: Problem): Group {
    const id = fingerprintOf(problem)
    const known = groups.get(id)
    if (known) return known
    if (groups.size >= mostGroups && problem !== furtherCauses) return groupOf(furtherCauses)
    const group = {
      id,
      problem,
      first: Number.POSITIVE_INFINITY,
      last: 0,
      minutes: createMinutes(),
      samples: [],
      makeups: new Set<Makeup>(),
    }
    groups.set(id, group)
    return group
  }

  function makeupOf(own: readonly Group[], stream: string | null, producer: string | null): Makeup {
    const key = JSON.stringify([own.map(({ id }) => id), stream, producer])
    const known = makeups.get(key)
    if (known) return known
    if (makeups.size >= mostMakeups && producer !== null) return makeupOf(own, stream, null)
    const makeup = { key, groups: own, stream, producer, count: 0 }
    makeups.set(key, makeup)
    for (const group of own) group.makeups.add(makeup)
    return makeup
  }

  return {
    add({ cursor, receivedAt, stream, producer, problems }) {
      const causes = new Map(problems.map(problem => [groupOf(problem), problem]))
      const makeup = makeupOf([...causes.keys()], stream, producer)
      makeup.count++
      for (const [group, problem] of causes) {
        if (group.problem !== furtherCauses && (problem.fix || !group.problem.fix)) group.problem = problem
        group.first = Math.min(group.first, receivedAt)
        group.last = Math.max(group.last, receivedAt)
        group.minutes.add(receivedAt)
        group.samples.push(cursor)
        if (group.samples.length > samplesKept) group.samples.shift()
      }
      return makeup
    },

    remove(makeup) {
      makeup.count--
      if (makeup.count > 0) return
      makeups.delete(makeup.key)
      for (const group of makeup.groups) {
        group.makeups.delete(makeup)
        if (group.makeups.size === 0) groups.delete(group.id)
      }
    },

    find: id => groups.get(id),
    clear() {
      groups.clear()
      makeups.clear()
    },
    all: () => [...groups.values()],
  }
}

/** How many refused events have this cause. */
export function countOf({ makeups }: Group): number {
  let count = 0
  for (const makeup of makeups) count += makeup.count
  return count
}

/** The streams, or the producers, of a group with their counts, most first. */
export function namesOf(group: Group, kind: 'stream' | 'producer'): readonly { name: string | null; count: number }[] {
  const counts = new Map<string | null, number>()
  for (const makeup of group.makeups) counts.set(makeup[kind], (counts.get(makeup[kind]) ?? 0) + makeup.count)
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count)
}
