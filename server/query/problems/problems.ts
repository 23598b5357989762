import type { Clock } from '../../base/clock.ts'
import type { Correction, SchemaPlace } from '../../event/problem.ts'
import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { bothQueries, type EventQuery, keysQuery } from '../event-query.ts'
import type { EventReader } from '../event-reader.ts'
import { readRefused } from '../items.ts'
import { sentenceOf } from './fingerprint.ts'
import { countOf, createGroups, type Group, type Groups, namesOf } from './groups.ts'
import { createKeptRefusals, refusedEvent } from './kept-refusals.ts'
import type { Explain } from './resolution.ts'
import { createResolutions, type Resolutions } from './resolutions.ts'
import { type SampleFacts, sampleFacts } from './samples.ts'

/** What goes wrong, by its causes. */
export interface ProblemList {
  /** Refused events; one with two causes counts once here. */
  readonly refusals: number
  readonly open: number
  readonly resolved: number
  /** False where a search found more than was looked at: the newest. */
  readonly complete: boolean
  readonly items: readonly ProblemGroup[]
}

/** Refused events with one cause. */
export interface ProblemGroup {
  readonly id: string
  readonly state: 'open' | 'resolved'
  /** What is wrong, whatever value was sent. */
  readonly message: string
  readonly hint?: string
  readonly keyword: string
  readonly pointer: string
  readonly schema?: SchemaPlace
  readonly fix?: Correction
  readonly count: number
  /** ISO, UTC. */
  readonly first: string
  readonly last: string
  /** Refusals of the last hour, minute by minute, oldest first. */
  readonly minutes: readonly number[]
  readonly streams: readonly { readonly name: string | null; readonly count: number }[]
  readonly producers: readonly { readonly name: string | null; readonly count: number }[]
  /** The newest refused event. */
  readonly sample: Cursor
  readonly resolved?: { readonly at: string; readonly cause: string }
}

/** Refused events by their causes, made of the log of rejections alone. */
export interface Problems {
  list(query?: EventQuery): Promise<ProblemList>
  /** One cause with what was sent, of what a query finds where there is one; undefined where nothing kept has it. */
  one(id: string, query?: EventQuery): Promise<(ProblemGroup & SampleFacts) | undefined>
  /** Begins anew: the log is another. */
  restart(): void
  close(): Promise<void>
}

const searchedAtOnce = 1000
const pagesSearched = 10

/** Groups nothing until somebody asks, or a schema is saved. */
export function createProblems(parts: {
  log: Log
  events: EventReader
  schemas: SchemaRepository
  explain: Explain
  writtenAt: (file: string) => number | undefined
  clock: Clock
  nextTurn: () => Promise<unknown>
}): Problems {
  const { log, events, schemas, clock, nextTurn } = parts
  const groups = createGroups()
  const kept = createKeptRefusals(log, groups, nextTurn)
  const resolutions = createResolutions({ ...parts, groups, readOn: kept.readOn })

  return {
    async list(query) {
      await kept.readOn()
      await resolutions.ready()
      if (query === undefined) return listOf(groups, kept.count(), true)
      const found = await search(query)
      return listOf(found.groups, found.number, found.complete)
    },

    async one(id, query) {
      await kept.readOn()
      await resolutions.ready()
      const group = (query === undefined ? groups : (await search(query)).groups).find(id)
      if (!group) return undefined
      return { ...shown(group, resolutions, clock.now()), ...sampleFacts(group, { log, schemas }) }
    },

    restart() {
      kept.restart()
      resolutions.restart()
    },

    close: () => resolutions.close(),
  }

  function listOf(from: Groups, refusals: number, complete: boolean): ProblemList {
    const now = clock.now()
    const items = from
      .all()
      .map(group => shown(group, resolutions, now))
      .sort((one, other) => other.count - one.count || (one.last < other.last ? 1 : -1))
    const open = items.filter(({ state }) => state === 'open').length
    return { refusals, open, resolved: items.length - open, complete, items }
  }

  async function search(query: EventQuery): Promise<{ groups: Groups; number: number; complete: boolean }> {
    const refused = bothQueries(query, keysQuery([['status', ['invalid']]], clock.now()))
    const found: StoredRecord[] = []
    let before: Cursor | undefined
    for (let page = 0; page < pagesSearched; page++) {
      const options = { order: 'desc', limit: searchedAtOnce, ...(before === undefined ? {} : { before }) } as const
      const { records, next } = await events.find(refused, options)
      found.push(...records)
      if (next === null) return { groups: groupsOf(found), number: found.length, complete: true }
      before = next
    }
    return { groups: groupsOf(found), number: found.length, complete: false }
  }
}

function groupsOf(newestFirst: readonly StoredRecord[]): Groups {
  const groups = createGroups()
  for (const record of newestFirst.toReversed()) groups.add(refusedEvent(readRefused(record)))
  return groups
}

function shown(group: Group, resolutions: Resolutions, now: number): ProblemGroup {
  const { id, problem, samples } = group
  const { hint, keyword, pointer, schema, fix } = problem
  const resolution = resolutions.of(group)
  return {
    id,
    state: resolution ? 'resolved' : 'open',
    message: sentenceOf(problem),
    ...(hint === undefined ? {} : { hint }),
    keyword,
    pointer,
    ...(schema === undefined ? {} : { schema }),
    ...(fix === undefined ? {} : { fix }),
    count: countOf(group),
    first: new Date(group.first).toISOString(),
    last: new Date(group.last).toISOString(),
    minutes: group.minutes.counts(now),
    streams: namesOf(group, 'stream'),
    producers: namesOf(group, 'producer'),
    sample: samples.at(-1) as Cursor, // as: a group begins with its first sample
    ...(resolution ? { resolved: { at: new Date(resolution.at).toISOString(), cause: resolution.cause } } : {}),
  }
}
