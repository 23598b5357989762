import type { EventLog } from '../../log/types.ts'
import { type Chunk, chunkOf } from './chunk.ts'
import { type ConsumerFilter, passes } from './consumer-filter.ts'
import type { StreamConsumer } from './consumers.ts'
import type { Framing } from './framing.ts'
import { isSamePlace, type PartitionCursor } from './position.ts'
import { addNewPartitions, type NextRecord, nextRound } from './rounds.ts'
import { createShownRecords } from './shown-records.ts'

/** A consumer as its crowd sees it. */
export interface Member {
  readonly consumer: StreamConsumer
  readonly framing: Framing
  readonly filter: ConsumerFilter
  /** False where it takes no more for now. */
  write(chunk: Chunk): boolean
  readonly signal: AbortSignal
}

/** Consumers that are at the same place and want the same: an event is read and rendered once for all of them. */
export interface Crowds {
  /**
   * Gives a consumer events from its positions on, until it takes no more or its signal aborts. Rejects where the log
   * cannot be read.
   */
  stay(member: Member): Promise<void>
}

interface Place {
  readonly framing: Framing
  readonly filter: ConsumerFilter
  readonly positions: readonly PartitionCursor[]
}

interface Crowd extends Place {
  /** Where all who sit here are; moves on with each round. */
  readonly positions: PartitionCursor[]
  readonly seats: Set<Seat>
  /** Aborts when the last one leaves. */
  readonly empty: AbortController
}

interface Seat {
  readonly member: Member
  crowd: Crowd
  readonly leave: (failure?: unknown) => void
}

/** What a round says at most, or one event: so much a consumer that stops reading leaves behind. */
const mostInRound = 64 * 1024

/** Crowds over a log. Whoever cannot keep up leaves, and comes back where it was; crowds that meet become one. */
export function createCrowds(log: EventLog): Crowds {
  const shown = createShownRecords(log)
  const crowds = new Set<Crowd>()

  async function lead(crowd: Crowd): Promise<void> {
    try {
      await follow(crowd)
    } catch (failure) {
      for (const seat of [...crowd.seats]) seat.leave(failure)
    }
  }

  async function follow(crowd: Crowd): Promise<void> {
    const { positions, seats, empty } = crowd
    const topics = [...new Set(positions.map(({ topic }) => topic))]
    let appended = log.appended(topics, empty.signal)
    while (seats.size > 0) {
      addNewPartitions(positions, log)
      const round = nextRound(positions, log, shown)
      if (round.length > 0) {
        give(crowd, round)
        // So that a long replay leaves turns to everyone else.
        await new Promise(setImmediate)
        continue
      }
      const met = find(crowd, crowd)
      if (met) return move(crowd, met)
      await appended
      appended = log.appended(topics, empty.signal)
      // Whoever sent the events gets the answer first: writing to a thousand sockets takes a while.
      await new Promise(setImmediate)
    }
  }

  function find(wanted: Place, but?: Crowd): Crowd | undefined {
    for (const crowd of crowds) {
      const wantsSame = crowd.framing.event === wanted.framing.event && crowd.filter.text === wanted.filter.text
      if (crowd !== but && wantsSame && isSamePlace(crowd.positions, wanted.positions)) return crowd
    }
    return undefined
  }

  function open({ framing, filter, consumer }: Member): Crowd {
    const positions = consumer.positions.map(each => ({ ...each }))
    const crowd: Crowd = { framing, filter, positions, seats: new Set(), empty: new AbortController() }
    crowds.add(crowd)
    return crowd
  }

  function close(crowd: Crowd): void {
    crowds.delete(crowd)
    crowd.empty.abort()
  }

  function move(crowd: Crowd, to: Crowd): void {
    for (const seat of crowd.seats) sit(seat, to)
    crowd.seats.clear()
    close(crowd)
  }

  return {
    stay(member) {
      const { consumer, signal } = member
      if (signal.aborted) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const onAbort = () => seat.leave()
        const leave = (failure?: unknown) => {
          signal.removeEventListener('abort', onAbort)
          consumer.positions = seat.crowd.positions.map(each => ({ ...each }))
          seat.crowd.seats.delete(seat)
          if (seat.crowd.seats.size === 0) close(seat.crowd)
          if (failure === undefined) resolve()
          else reject(failure)
        }
        const met = find({ ...member, positions: consumer.positions })
        const seat: Seat = { member, leave, crowd: met ?? open(member) }
        signal.addEventListener('abort', onAbort)
        sit(seat, seat.crowd)
        if (!met) void lead(seat.crowd)
      })
    },
  }
}

function sit(seat: Seat, crowd: Crowd): void {
  seat.crowd = crowd
  seat.member.consumer.positions = crowd.positions
  crowd.seats.add(seat)
}

function give({ framing, filter, positions, seats }: Crowd, round: readonly NextRecord[]): void {
  let text = ''
  let events = 0
  for (const { position, record } of round) {
    position.offset = record.offset + 1
    const event = record.event()
    if (event === undefined || !passes(event, filter)) continue
    position.delivered = record.timestamp
    events += 1
    text += framing.event(record.json(), positions)
    if (text.length >= mostInRound) break
  }
  if (events === 0) return
  const chunk = chunkOf(text)
  for (const { member, leave } of [...seats]) {
    member.consumer.delivered += events
    if (!member.write(chunk)) leave()
  }
}
