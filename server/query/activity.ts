import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { pause } from '../base/pause.ts'
import { rejectionsTopic } from '../intake/rejections.ts'
import type { BatchHead, Log } from '../log/types.ts'
import { createArrivals } from './arrivals.ts'
import { createCanaryCount } from './canary-count.ts'
import type { EventQuery } from './event-query.ts'
import { holds } from './language/holds.ts'
import { createRefusedCount } from './refused-count.ts'
import type { StreamNames } from './stream-names.ts'
import { timelineMs } from './timeline.ts'

/** Counts of accepted and refused events. */
export interface Counts {
  readonly valid: number
  readonly invalid: number
}

/** What goes on, counted: exact, kept up to date from the log, and cheap to ask. */
export interface Activity {
  /** Everything that is kept, of one cluster or of all. */
  totals(cluster?: string): Counts
  byStream(cluster?: string): Readonly<Record<string, Counts>>
  /** From when on arrivals are counted by time, milliseconds since 1970. */
  countsFrom(): number
  /** Arrivals that answer a query's status and streams, all it may ask for, in equal parts of the time from `from` to `to`. */
  histogram(query: EventQuery, from: number, to: number, bars: number): readonly (readonly [number, number])[]
  /** Arrivals of every stream in equal parts of the time from `from` to `to`. */
  recent(from: number, to: number, bars: number): ReadonlyMap<string | null, readonly (readonly [number, number])[]>
  /** When a stream's newest canary event arrived, milliseconds since 1970. */
  lastCanary(stream: string): number | undefined
  /** When a stream's newest event of either kind arrived, milliseconds since 1970. */
  lastOf(stream: string): { readonly valid?: number; readonly invalid?: number }
  /** Counts from the beginning of the log again: what is kept is another, or the clock. */
  recount(): void
  close(): Promise<void>
}

const statuses = ['valid', 'invalid'] as const
const headsAtOnce = 5000
const betweenCountsMs = 250
/** Who asks for a day back asks a moment ago. */
const slackMs = 60_000

/**
 * Counts by reading the log from its beginning on. In the background it reads a few times a second, not with every
 * commit; whoever asks gets what came since counted first.
 */
export function createActivity(parts: { log: Log; names: StreamNames; clock: Clock }): Activity {
  const { log, names, clock } = parts
  let refused = createRefusedCount(log)
  let arrivals = createArrivals(log, clock)
  let canaries = createCanaryCount()
  const last = new Map<string | null, { valid?: number; invalid?: number }>()
  // What gates tell of refusals: counted as refused already.
  const errorStreams = new Set<string>()
  const stopping = new AbortController()
  let seq = 0
  const running = follow()

  return {
    totals(cluster) {
      countNew()
      const counts = { valid: 0, invalid: refused.byStream(cluster).get(null)?.count ?? 0 }
      for (const each of Object.values(countByStream(cluster))) {
        counts.valid += each.valid
        counts.invalid += each.invalid
      }
      return counts
    },

    byStream(cluster) {
      countNew()
      return countByStream(cluster)
    },

    countsFrom: () => clock.now() - timelineMs - slackMs,

    histogram(query, from, to, bars) {
      countNew()
      const result = noBars(bars)
      for (const { stream, timeline } of arrivals.all()) {
        if (!query.namesStreams && stream !== null && errorStreams.has(stream)) continue
        const wanted = statuses.filter(status => holds(query.query, { stream, status }) !== false)
        timeline.addTo(result, from, to, wanted)
      }
      return result
    },

    recent(from, to, bars) {
      countNew()
      const every = new Map<string | null, [number, number][]>()
      for (const { stream, timeline } of arrivals.all()) {
        const result = every.get(stream) ?? noBars(bars)
        timeline.addTo(result, from, to)
        every.set(stream, result)
      }
      return every
    },

    lastCanary(stream) {
      countNew()
      return canaries.lastOf(stream)
    },

    lastOf(stream) {
      countNew()
      return last.get(stream) ?? {}
    },

    recount() {
      refused = createRefusedCount(log)
      canaries = createCanaryCount()
      arrivals = createArrivals(log, clock)
      for (const kept of [last, errorStreams]) kept.clear()
      seq = 0
    },

    async close() {
      stopping.abort()
      await running
    },
  }

  async function follow(): Promise<void> {
    const { signal } = stopping
    while (!signal.aborted) {
      const appended = log.appended(signal)
      while (countSome() && !signal.aborted) await nextTurn()
      await appended
      await pause(betweenCountsMs, signal)
    }
  }

  function countNew(): void {
    while (countSome());
  }

  /** Counts the next batches; returns whether there may be more. */
  function countSome(): boolean {
    arrivals.forget()
    const heads = log.heads(seq, headsAtOnce)
    for (const head of heads) count(head)
    seq = heads.at(-1)?.seq ?? seq
    return heads.length === headsAtOnce
  }

  function count(head: BatchHead): void {
    const { cluster, topic } = head
    if (head.topic === rejectionsTopic) {
      // Nothing where the cluster has gone meanwhile.
      const records = log.cluster(head.cluster).read(head.topic, head.partition, head.baseOffset, { limit: head.count })
      for (const record of records) {
        const stream = names.ofRecord(record)
        refused.add(record, stream)
        arrivals.at({ cluster, topic, stream }, head.partition, record.offset + 1).add(head.receivedAt, 0, 1)
        last.set(stream, { ...last.get(stream), invalid: head.receivedAt })
      }
    } else if (!names.isInternal(head.topic)) {
      const stream = names.ofTopic(head.topic)
      if (names.isErrorTopic(head.topic)) errorStreams.add(stream)
      if (head.canaries.length > 0) canaries.add(head, stream)
      const others = head.count - head.withProblems - head.canaries.length
      if (others === 0) return
      arrivals
        .at({ cluster, topic, stream }, head.partition, head.baseOffset + head.count)
        .add(head.receivedAt, others, 0)
      last.set(stream, { ...last.get(stream), valid: head.receivedAt })
    }
  }

  function countByStream(cluster?: string): Record<string, Counts> {
    const counts: Record<string, Counts> = Object.create(null)
    for (const state of log.topics()) {
      const { topic, partitions } = state
      if ((cluster ?? state.cluster) !== state.cluster || names.isInternal(topic) || names.isErrorTopic(topic)) continue
      const stream = names.ofTopic(topic)
      const records = partitions.reduce((sum, partition) => sum + partition.next - partition.logStart, 0)
      const kept = records - canaries.keptIn(state)
      counts[stream] = { valid: (counts[stream]?.valid ?? 0) + kept, invalid: 0 }
    }
    for (const [stream, { count: invalid, inTopic }] of refused.byStream(cluster)) {
      // Retention may have taken the records before what tells of them.
      if (stream !== null) counts[stream] = { valid: Math.max(0, (counts[stream]?.valid ?? 0) - inTopic), invalid }
    }
    return counts
  }
}

function noBars(bars: number): [number, number][] {
  return Array.from({ length: bars }, () => [0, 0])
}
