import type { Cursor, Log } from '../../log/types.ts'
import type { MakeCandidate } from './candidates.ts'
import { createRound, type Round } from './round.ts'
import type { Waiter } from './waiter.ts'

/** Offers those who wait what is in the log and what comes; it reads for all of them together, and only while one waits. */
export interface Follower {
  /** From `after` on, or from the oldest record: first what is there, in order, then what comes. */
  add(waiter: Waiter, after: Cursor | undefined): void
  /** For one that has ended. */
  delete(waiter: Waiter): void
  close(): void
}

/** So many look through what is there at once; who comes meanwhile goes together with the others that do. */
const mostRounds = 4
/** So few read only the topics that one of them wants. */
const few = 20

/**
 * One step a turn: what has come is offered to everyone at the end of the log; then one of the rounds that are on their
 * way there goes on. At the end it joins the others.
 */
export function createFollower(parts: {
  readonly log: Log
  readonly candidate: MakeCandidate
  /** Whether a topic has events at all. */
  readonly isShown: (topic: string) => boolean
}): Follower {
  const { log, candidate, isShown } = parts
  /** Those who have seen everything. */
  let atEnd: Round | undefined
  const onTheWay: Round[] = []
  /** Who has yet to begin, by where. */
  const toCome = new Map<Cursor | undefined, Set<Waiter>>()
  const stopping = new AbortController()
  let turn: NodeJS.Immediate | undefined
  let isListening = false

  return {
    add(waiter, after) {
      toCome.set(after, (toCome.get(after) ?? new Set()).add(waiter))
      schedule()
    },
    delete(waiter) {
      for (const [after, waiters] of toCome) if (waiters.delete(waiter) && waiters.size === 0) toCome.delete(after)
      for (const round of [...onTheWay, ...(atEnd ? [atEnd] : [])]) round.delete(waiter)
    },
    close() {
      stopping.abort()
      clearImmediate(turn)
    },
  }

  function schedule(): void {
    if (!stopping.signal.aborted) turn ??= setImmediate(takeTurn)
  }

  // Asked before anything is read, so that nothing slips between.
  function listen(): void {
    if (isListening) return
    isListening = true
    void log.appended(stopping.signal).then(() => {
      isListening = false
      if (atEnd) schedule()
    })
  }

  function takeTurn(): void {
    turn = undefined
    if (atEnd?.size === 0) atEnd = undefined
    begin()
    if (!atEnd && onTheWay.length === 0) return
    listen()
    const isBehind = atEnd !== undefined && !stepOf(atEnd)
    const round = onTheWay.shift()
    if (round) {
      const hasArrived = stepOf(round)
      for (const waiter of round.all()) waiter.looked()
      if (!hasArrived) onTheWay.push(round)
      else if (round.size > 0) arrive(round)
    }
    if (isBehind || onTheWay.length > 0 || toCome.size > 0) schedule()
  }

  function begin(): void {
    for (const [after, waiters] of toCome) {
      if (onTheWay.length === mostRounds) return
      toCome.delete(after)
      const isNarrow = waiters.size <= few
      const wants = isNarrow ? wantedBy([...waiters]) : isShown
      const round = createRound({ log, candidate, after, wants, isNarrow })
      for (const waiter of waiters) round.add(waiter)
      onTheWay.push(round)
    }
  }

  function arrive(round: Round): void {
    atEnd ??= createRound({ log, candidate, after: log.end(), wants: isShown, isNarrow: false })
    while (!stepOf(atEnd)) {
      // What came while the round was on its way is offered to the others before it joins them.
    }
    for (const waiter of round.all()) {
      if (waiter.isOver) continue
      atEnd.add(waiter)
      waiter.caughtUp()
    }
  }

  /** A log that cannot be read is told to those who wait. */
  function stepOf(round: Round): boolean {
    try {
      return round.step()
    } catch (failure) {
      for (const waiter of [...round.all()]) {
        round.delete(waiter)
        waiter.fail(failure)
      }
      return true
    }
  }
}

/** Whether one of them wants a topic; asked once a topic. */
function wantedBy(waiters: readonly Waiter[]): (topic: string, cluster: string) => boolean {
  const known = new Map<string, boolean>()
  return (topic, cluster) => {
    const name = `${cluster} ${topic}`
    const isWanted = known.get(name) ?? waiters.some(waiter => waiter.wantsTopic(topic, cluster))
    known.set(name, isWanted)
    return isWanted
  }
}
