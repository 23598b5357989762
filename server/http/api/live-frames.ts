import { rejectionsTopic } from '../../intake/rejections.ts'
import type { BatchHead, Cursor, Log, StoredRecord } from '../../log/types.ts'
import type { EventQuery } from '../../query/event-query.ts'
import type { EventReader } from '../../query/event-reader.ts'
import type { Item } from '../../query/items.ts'

/** What has happened since the last frame, for one subscriber. */
export interface FrameContent {
  /** Everything up to here is counted in this frame or in one before. */
  readonly cursor: Cursor
  /** Oldest first. Refused events are never left out. */
  readonly items: readonly Item[]
  /** All that arrived and answers the query, those left out of `items` included. */
  readonly counts: { readonly valid: number; readonly invalid: number }
  readonly skipped: number
  /** The same by second of arrival: `[second since 1970, valid, invalid]`. */
  readonly seconds: readonly (readonly [number, number, number])[]
}

/** Reads the log on behalf of one subscriber of the live page. */
export interface FrameReader {
  /** The first content: the newest items, oldest first, without counts. */
  newest(): FrameContent
  /** What came since the last call, or undefined where nothing did. */
  next(): FrameContent | undefined
}

const acceptedPerFrame = 200
const headsPerFrame = 20_000

/** A reader that begins after `after`, or at the log's end. */
export function createFrameReader(
  { log, events }: { log: Log; events: EventReader },
  query: EventQuery,
  after?: Cursor,
): FrameReader {
  let cursor = after ?? log.end()

  return {
    newest() {
      const { records } = events.find(query, { order: 'desc', limit: acceptedPerFrame })
      return {
        cursor,
        items: itemsOf([...records].reverse()),
        counts: { valid: 0, invalid: 0 },
        skipped: 0,
        seconds: [],
      }
    },

    next() {
      const heads = log.heads(Number.parseInt(cursor, 10), headsPerFrame)
      const last = heads.at(-1)
      if (!last) return undefined
      cursor = `${last.seq}.${last.count - 1}` as Cursor // as: SEQ.INDEX is what a cursor is
      return contentOf(heads)
    },
  }

  function contentOf(heads: readonly BatchHead[]): FrameContent {
    const seconds = new Map<number, [number, number]>()
    const records: StoredRecord[] = []
    const counts = { valid: 0, invalid: 0 }
    let shown = 0
    for (let index = heads.length - 1; index >= 0; index--) {
      const head = heads[index] as BatchHead // as: index is inside
      if (!events.wantsTopic(query, head.topic)) continue
      const refused = head.topic === rejectionsTopic
      if (refused) {
        const found = recordsOf(head).filter(record => events.wantsRecord(query, record))
        records.push(...found.reverse())
        count('invalid', head, found.length)
        continue
      }
      count('valid', head, head.count)
      const wanted = Math.min(head.count, acceptedPerFrame - shown)
      if (wanted <= 0) continue
      records.push(...recordsOf(head, head.count - wanted).reverse())
      shown += wanted
    }
    const items = itemsOf(records.reverse())
    return { cursor, items, counts, skipped: counts.valid - shown, seconds: secondsOf(seconds) }

    function count(status: 'valid' | 'invalid', head: BatchHead, number: number): void {
      counts[status] += number
      const second = Math.floor(head.receivedAt / 1000)
      const at = seconds.get(second) ?? [0, 0]
      at[status === 'valid' ? 0 : 1] += number
      seconds.set(second, at)
    }
  }

  function itemsOf(records: readonly StoredRecord[]): Item[] {
    return records.map(record => events.read(record).item)
  }

  function recordsOf(head: BatchHead, from = 0): StoredRecord[] {
    const limit = head.count - from
    return [
      ...log
        .cluster(head.cluster)
        .read(head.topic, head.partition, head.baseOffset + from, { limit, maxBytes: Infinity }),
    ]
  }
}

function secondsOf(seconds: ReadonlyMap<number, readonly [number, number]>): [number, number, number][] {
  return [...seconds]
    .map(([second, [valid, invalid]]): [number, number, number] => [second, valid, invalid])
    .sort((a, b) => a[0] - b[0])
}
