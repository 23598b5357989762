import type { Clock } from '../base/clock.ts'
import type { Log } from '../log/types.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** Where arrivals are counted: what a topic has of a stream. */
export interface ArrivalPlace {
  readonly cluster: string
  readonly topic: string
  readonly stream: string | null
}

/** Arrivals over time, by topic: what is deleted with its topic, or emptied, is no longer counted. */
export interface Arrivals {
  /** The timeline of a place, into which what ends before the offset `next` is about to be counted. */
  at(place: ArrivalPlace, partition: number, next: number): Timeline
  /** Forgets what the log has let go whole; called before what is new is counted. */
  forget(): void
  all(): Iterable<{ readonly stream: string | null; readonly timeline: Timeline }>
}

interface Counted extends ArrivalPlace {
  readonly timeline: Timeline
  /** By partition, the offset behind the last that was counted. */
  readonly next: Map<number, number>
}

/** No arrivals yet. */
export function createArrivals(log: Log, clock: Clock): Arrivals {
  const places = new Map<string, Counted>()

  return {
    at(place, partition, next) {
      const key = JSON.stringify([place.cluster, place.topic, place.stream])
      let counted = places.get(key)
      // A lower offset is that of a topic made anew.
      if (!counted || next <= (counted.next.get(partition) ?? 0)) {
        counted = { ...place, timeline: createTimeline(clock), next: new Map() }
        places.set(key, counted)
      }
      counted.next.set(partition, next)
      return counted.timeline
    },

    forget() {
      for (const [key, { cluster, topic, next }] of places) {
        const partitions = log.cluster(cluster).topic(topic)?.partitions ?? []
        const isKept = partitions.some(({ partition, logStart }) => logStart < (next.get(partition) ?? 0))
        if (!isKept) places.delete(key)
      }
    },

    all: () => places.values(),
  }
}
