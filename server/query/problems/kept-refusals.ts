import { rejectionsTopic } from '../../intake/rejections.ts'
import type { Cursor, Log, StoredRecord } from '../../log/types.ts'
import { type ReadEvent, readRefused } from '../items.ts'
import type { Groups, Makeup, RefusedEvent } from './groups.ts'

/** Follows the rejections of a log into groups: what comes is added, what the log lets go is taken away. */
export interface KeptRefusals {
  /** Reads what came since, in small steps, so that no request waits on it. */
  readOn(): Promise<void>
  /** Reads from the beginning again: the log is another. */
  restart(): void
  /** How many refused events are kept. */
  count(): number
}

interface Kept {
  /** The offset of `makeups[0]`. */
  start: number
  makeups: Makeup[]
}

const readAtOnce = 200

/** Nothing read yet. One entry a kept refusal is remembered, and what many share is one object. */
export function createKeptRefusals(log: Log, groups: Groups, nextTurn: () => Promise<unknown>): KeptRefusals {
  const clusters = new Map<string, Kept>()
  let after: Cursor | undefined
  let reading: Promise<void> | undefined

  return {
    // Who asks while it is read waits for the same end.
    readOn() {
      reading ??= readAll().finally(() => {
        reading = undefined
      })
      return reading
    },
    restart() {
      groups.clear()
      clusters.clear()
      after = undefined
    },
    count: () => [...clusters.values()].reduce((sum, { makeups }) => sum + makeups.length, 0),
  }

  async function readAll(): Promise<void> {
    for (;;) {
      const records = log.scan({
        limit: readAtOnce,
        topic: topic => topic === rejectionsTopic,
        ...(after === undefined ? {} : { after }),
      })
      for (const record of records) add(record)
      after = records.at(-1)?.cursor ?? after
      if (records.length < readAtOnce) break
      await nextTurn()
    }
    for (const [cluster, kept] of clusters) forgetBefore(logStart(cluster), kept)
  }

  function add(record: StoredRecord): void {
    let kept = clusters.get(record.cluster)
    // Offsets follow one another, or else what was before is gone: let go meanwhile, or the topic began anew.
    if (kept && record.offset !== kept.start + kept.makeups.length) forgetBefore(Number.POSITIVE_INFINITY, kept)
    if (!kept || kept.makeups.length === 0) {
      kept = { start: record.offset, makeups: [] }
      clusters.set(record.cluster, kept)
    }
    kept.makeups.push(groups.add(refusedEvent(readRefused(record))))
  }

  function forgetBefore(offset: number, kept: Kept): void {
    const gone = Math.min(Math.max(0, offset - kept.start), kept.makeups.length)
    for (const makeup of kept.makeups.splice(0, gone)) groups.remove(makeup)
    kept.start += gone
  }

  function logStart(cluster: string): number {
    return log.cluster(cluster).topic(rejectionsTopic)?.partitions[0]?.logStart ?? Number.POSITIVE_INFINITY
  }
}

/** What grouping needs of a refused event. */
export function refusedEvent({ item, problems }: ReadEvent): RefusedEvent {
  const { cursor, stream, producer } = item
  return { cursor, receivedAt: Date.parse(item.receivedAt), stream, producer, problems }
}
