import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentOf } from '../../event/json-pointer.ts'
import type { Problem } from '../../event/problem.ts'
import { isInternal, rejectionsTopic } from '../../intake/rejections.ts'
import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import type { ReadEvent } from '../items.ts'
import type { Candidate, Match } from './candidate.ts'
import type { MakeCandidate } from './candidates.ts'
import type { Miss } from './subset.ts'
import type { WaitAsked } from './waiter.ts'

/** An event that is like the one that is waited for, and what it lacks. */
export interface NearMiss {
  readonly read: ReadEvent
  readonly diff: readonly Miss[]
}

/** What came nearest to a wait that was not met. */
export interface Nearest {
  readonly nearMisses: readonly NearMiss[]
  readonly lookalikes: readonly ReadEvent[]
}

/** So many of the newest events are looked at: a few milliseconds. */
const lookedAt = 200
const lookedAtBytes = 2_000_000
/** So many are kept for those who look next, none that is large: an event may have ten megabytes. */
const mostSeen = 1000
const keptBytes = 8 * 1024
/** Whatever else the machine does. */
const leastLookedAt = 50
const shown = 3
const longestMs = 25

type IsWanted = (topic: string, cluster: string) => boolean

/**
 * Looks for near misses among the newest events that a wait could have seen. Many waits may end at once: one is looked
 * for in a turn, so that requests are answered in between, and what several look at is parsed once.
 */
export function createNearMisses(parts: {
  readonly log: Log
  readonly candidate: MakeCandidate
}): (asked: WaitAsked) => Promise<Nearest> {
  const { log, candidate } = parts
  const seen = new Map<Cursor, Candidate>()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  return asked => {
    waiting += 1
    const looked = last.then(() => nextTurn()).then(() => look(asked))
    last = looked.catch(() => {}).finally(done)
    return looked
  }

  function done(): void {
    waiting -= 1
    if (waiting === 0) seen.clear()
  }

  function look(asked: WaitAsked): Nearest {
    const until = performance.now() + longestMs
    const { match, status } = asked
    const isAccepted = (topic: string) => !isInternal(topic)
    const accepted =
      status === 'invalid' ? [] : newest(asked, (topic, of) => isAccepted(topic) && match.wantsTopic(topic, of))
    // Of the wanted stream there is nothing: it may be that the stream is what is wrong.
    const others = status === 'invalid' || accepted.length > 0 ? [] : newest(asked, isAccepted)
    const refused = newest(asked, topic => topic === rejectionsTopic)
    const near = nearOf([...accepted, ...others, ...(status === 'valid' ? [] : refused)], match, until)
    const lookalikes = status === 'valid' ? refused.filter(each => isLookalike(each, match)).slice(0, shown) : []
    return { nearMisses: near, lookalikes: lookalikes.map(({ read }) => read()) }
  }

  function newest({ after, cluster }: WaitAsked, isWanted: IsWanted): readonly Candidate[] {
    const topic: IsWanted = (name, of) => (cluster ?? of) === of && isWanted(name, of)
    const range = { limit: lookedAt, maxBytes: lookedAtBytes, ...(after === undefined ? {} : { after }) }
    return log.scan({ order: 'desc', topic, ...range }).map(seenBefore)
  }

  function seenBefore(record: StoredRecord): Candidate {
    const known = seen.get(record.cursor) ?? candidate(record)
    if (seen.size < mostSeen && (record.value?.length ?? 0) <= keptBytes) seen.set(record.cursor, known)
    return known
  }
}

// The more of what is wanted it has, the nearer; a value that is there and wrong is nearer than none. Newest first.
function nearOf(candidates: readonly Candidate[], match: Match, until: number): readonly NearMiss[] {
  const scored: { candidate: Candidate; diff: readonly Miss[]; score: number }[] = []
  for (const [at, candidate] of candidates.entries()) {
    if (at >= leastLookedAt && performance.now() > until) break
    const diff = match.misses(candidate)
    const wrong = diff.filter(miss => 'found' in miss).length
    const score = match.size - diff.length + wrong / 2
    if (score > 0 && diff.length > 0) scored.push({ candidate, diff, score })
  }
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, shown)
    .map(({ candidate, diff }) => ({ read: candidate.read(), diff }))
}

/** A refused event that would have answered, or lacks nothing but what it was refused for. */
function isLookalike(candidate: Candidate, match: Match): boolean {
  const { event, problems, item } = candidate.read()
  if (event === null) return match.stream === undefined || item.stream === null || item.stream === match.stream
  return match.misses(candidate).every(miss => problems.some(problem => isFaultOf(problem, miss)))
}

// What is missing is told of the object it is missing in; everything else of itself, or of a value inside.
function isFaultOf({ pointer, keyword }: Problem, miss: Miss): boolean {
  if (keyword === 'required') return !('found' in miss) && parentOf(miss.pointer)?.parent === pointer
  return pointer === miss.pointer || miss.pointer.startsWith(`${pointer}/`) || pointer.startsWith(`${miss.pointer}/`)
}
