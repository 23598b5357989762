import { rejectionsTopic, tellsOfKept } from '../intake/rejections.ts'
import type { Log, StoredRecord } from '../log/types.ts'

/** Refused events by stream, as many as the log still keeps. */
export interface RefusedCount {
  add(record: StoredRecord, stream: string | null): void
  byStream(): ReadonlyMap<string | null, Refused>
}

/** How many events of a stream were refused, and how many of them were kept in their topic all the same. */
export interface Refused {
  readonly count: number
  readonly inTopic: number
}

interface Kept {
  /** The offset of `rejections[0]`. */
  start: number
  rejections: { readonly stream: string | null; readonly inTopic: 0 | 1 }[]
}

/** Remembers the stream of each kept rejection in order, so that retention can take the oldest away again. */
export function createRefusedCount(log: Log): RefusedCount {
  const counts = new Map<string | null, Refused>()
  const clusters = new Map<string, Kept>()

  return {
    add(record, stream) {
      let kept = clusters.get(record.cluster)
      if (!kept) {
        kept = { start: record.offset, rejections: [] }
        clusters.set(record.cluster, kept)
      }
      const inTopic = tellsOfKept(record) ? 1 : 0
      kept.rejections[record.offset - kept.start] = { stream, inTopic }
      change(stream, 1, inTopic)
    },
    byStream() {
      for (const [cluster, kept] of clusters) {
        const logStart = log.cluster(cluster).topic(rejectionsTopic)?.partitions[0]?.logStart ?? 0
        forgetBefore(logStart, kept)
      }
      return counts
    },
  }

  function forgetBefore(logStart: number, kept: Kept): void {
    if (logStart <= kept.start) return
    for (const { stream, inTopic } of kept.rejections.splice(0, logStart - kept.start)) change(stream, -1, -inTopic)
    kept.start = logStart
  }

  function change(stream: string | null, by: number, inTopicBy: number): void {
    const { count, inTopic } = counts.get(stream) ?? { count: 0, inTopic: 0 }
    if (count + by > 0) counts.set(stream, { count: count + by, inTopic: inTopic + inTopicBy })
    else counts.delete(stream)
  }
}
