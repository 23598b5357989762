import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentOf } from '../../event/json-pointer.ts'
import type { Problem } from '../../event/problem.ts'
import { isInternal, rejectionsTopic } from '../../intake/rejections.ts'
import type { Log, StoredRecord } from '../../log/types.ts'
import type { ReadEvent } from '../items.ts'
import type { Candidate, Match } from './candidate.ts'
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
/** Whatever else the machine does. */
const leastLookedAt = 50
const shown = 3
const longestMs = 25

type IsWanted = (topic: string, cluster: string) => boolean

/** Looks for near misses among the newest events that a wait could have seen. */
export function createNearMisses(parts: {
  readonly log: Log
  readonly candidate: (record: StoredRecord) => Candidate
}): (asked: WaitAsked) => Promise<Nearest> {
  const { log, candidate } = parts

  return async asked => {
    // Many waits may end at once; between them requests are answered.
    await nextTurn()
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
    const records = log.scan({ order: 'desc', limit: lookedAt, topic, ...(after === undefined ? {} : { after }) })
    return records.map(candidate)
  }
}

// The more of what is wanted it has, the nearer; a value that is there and wrong is nearer than none. Newest first.
function nearOf(candidates: readonly Candidate[], match: Match, until: number): readonly NearMiss[] {
  const scored: { near: NearMiss; score: number }[] = []
  for (const [at, candidate] of candidates.entries()) {
    if (at >= leastLookedAt && performance.now() > until) break
    const diff = match.misses(candidate)
    const wrong = diff.filter(miss => 'found' in miss).length
    const score = match.size - diff.length + wrong / 2
    if (score > 0 && diff.length > 0) scored.push({ near: { read: candidate.read(), diff }, score })
  }
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, shown)
    .map(({ near }) => near)
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
