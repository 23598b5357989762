import { rejectionsTopic } from '../intake/rejections.ts'
import type { Log, StoredRecord } from '../log/types.ts'

/** Refused events by stream, as many as the log still keeps. */
export interface RefusedCount {
  add(record: StoredRecord, stream: string | null): void
  byStream(): ReadonlyMap<string | null, number>
}

interface Kept {
  /** The offset of `streams[0]`. */
  start: number
  streams: (string | null)[]
}

/** Remembers the stream of each kept rejection in order, so that retention can take the oldest away again. */
export function createRefusedCount(log: Log): RefusedCount {
  const counts = new Map<string | null, number>()
  const clusters = new Map<string, Kept>()

  return {
    add(record, stream) {
      let kept = clusters.get(record.cluster)
      if (!kept) {
        kept = { start: record.offset, streams: [] }
        clusters.set(record.cluster, kept)
      }
      kept.streams[record.offset - kept.start] = stream
      counts.set(stream, (counts.get(stream) ?? 0) + 1)
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
    for (const stream of kept.streams.splice(0, logStart - kept.start)) {
      const left = (counts.get(stream) ?? 1) - 1
      if (left > 0) counts.set(stream, left)
      else counts.delete(stream)
    }
    kept.start = logStart
  }
}
