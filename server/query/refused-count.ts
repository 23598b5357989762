import { rejectionsTopic, tellsOfKept } from '../intake/rejections.ts'
import type { Log, StoredRecord } from '../log/types.ts'

/** Refused events by stream, as many as the log still keeps. */
export interface RefusedCount {
  add(record: StoredRecord, stream: string | null): void
  /** Those of one cluster, or of all. */
  byStream(cluster?: string): ReadonlyMap<string | null, Refused>
}

/** How many events of a stream were refused, and how many of them were kept in their topic all the same. */
export interface Refused {
  readonly count: number
  readonly inTopic: number
}

type Counts = Map<string | null, Refused>

/** One cluster's rejections. */
interface Kept {
  /** The offset of `rejections[0]`. */
  start: number
  /** Nothing stands where a rejection went before it was counted. */
  rejections: ({ readonly stream: string | null; readonly inTopic: 0 | 1 } | undefined)[]
  readonly counts: Counts
}

/** Remembers the stream of each kept rejection in order, so that retention can take the oldest away again. */
export function createRefusedCount(log: Log): RefusedCount {
  const clusters = new Map<string, Kept>()

  return {
    add(record, stream) {
      let kept = clusters.get(record.cluster)
      // A lower offset is that of a topic made anew: what was counted went with the old one.
      if (!kept || record.offset < kept.start + kept.rejections.length) {
        kept = { start: record.offset, rejections: [], counts: new Map() }
        clusters.set(record.cluster, kept)
      }
      const inTopic = tellsOfKept(record) ? 1 : 0
      kept.rejections[record.offset - kept.start] = { stream, inTopic }
      change(kept.counts, stream, 1, inTopic)
    },
    byStream(cluster) {
      const all: Counts = new Map()
      const starts = logStarts()
      for (const [name, kept] of clusters) {
        const logStart = starts.get(name)
        if (logStart === undefined) clusters.delete(name)
        else forgetBefore(logStart, kept)
        if (logStart === undefined || (cluster ?? name) !== name) continue
        for (const [stream, { count, inTopic }] of kept.counts) change(all, stream, count, inTopic)
      }
      return all
    },
  }

  function logStarts(): ReadonlyMap<string, number> {
    const rejections = log.topics().filter(({ topic }) => topic === rejectionsTopic)
    return new Map(rejections.map(({ cluster, partitions }) => [cluster, partitions[0]?.logStart ?? 0]))
  }
}

function forgetBefore(logStart: number, kept: Kept): void {
  if (logStart <= kept.start) return
  const gone = kept.rejections.splice(0, logStart - kept.start)
  for (const rejection of gone) if (rejection) change(kept.counts, rejection.stream, -1, -rejection.inTopic)
  kept.start = logStart
}

function change(counts: Counts, stream: string | null, by: number, inTopicBy: number): void {
  const { count, inTopic } = counts.get(stream) ?? { count: 0, inTopic: 0 }
  if (count + by > 0) counts.set(stream, { count: count + by, inTopic: inTopic + inTopicBy })
  else counts.delete(stream)
}
