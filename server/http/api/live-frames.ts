import { rejectionsTopic } from '../../intake/rejections.ts'
import { formatCursor, parseCursor } from '../../log/cursor.ts'
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
  /** Where what is older than the newest items begins; null where nothing is. Only in the first content. */
  readonly next?: Cursor | null
}

/** Reads the log on behalf of one subscriber of the live page. */
export interface FrameReader {
  /** The first content: the newest items, oldest first, without counts. */
  newest(): Promise<FrameContent>
  /** What came since the last call, or undefined where nothing did; of much that has to be looked at, the next part. */
  next(): FrameContent | undefined
}

const acceptedPerFrame = 200
const headsPerFrame = 20_000
/** So many records are looked into for one frame: about 20 ms. */
const lookedIntoPerFrame = 2000

/** A reader that begins after `after`, or at the log's end. */
export function createFrameReader(
  { log, events }: { log: Log; events: EventReader },
  query: EventQuery,
  after?: Cursor,
): FrameReader {
  let cursor = after ?? log.end()

  return {
    async newest() {
      const { seq, index } = parseCursor(cursor)
      const before = formatCursor(seq, index + 1) // what is newer comes with the next content
      const { records, next } = await events.find(query, { order: 'desc', limit: acceptedPerFrame, before })
      return {
        cursor,
        items: itemsOf([...records].reverse()),
        counts: { valid: 0, invalid: 0 },
        skipped: 0,
        seconds: [],
        next,
      }
    },

    next() {
      const heads = toLookInto(log.heads(Number.parseInt(cursor, 10), headsPerFrame))
      const last = heads.at(-1)
      if (!last) return undefined
      cursor = `${last.seq}.${last.count - 1}` as Cursor // as: SEQ.INDEX is what a cursor is
      return contentOf(heads)
    },
  }

  /** The batches from the first on, up to where too many records would have to be looked into. */
  function toLookInto(heads: readonly BatchHead[]): readonly BatchHead[] {
    let records = 0
    const end = heads.findIndex(head => {
      if (events.wantsBatch(query, head) === undefined) records += head.count
      return records > lookedIntoPerFrame
    })
    return end === -1 ? heads : heads.slice(0, Math.max(1, end))
  }

  function contentOf(heads: readonly BatchHead[]): FrameContent {
    const seconds = new Map<number, [number, number]>()
    const records: StoredRecord[] = []
    const counts = { valid: 0, invalid: 0 }
    let shown = 0
    for (let index = heads.length - 1; index >= 0; index--) {
      const head = heads[index] as BatchHead // as: index is inside
      const wanted = events.wantsBatch(query, head)
      if (wanted === false) continue
      const answers = wanted ? undefined : recordsOf(head).filter(record => events.wantsRecord(query, record))
      const number = answers?.length ?? head.count
      const isRefused = head.topic === rejectionsTopic
      count(isRefused ? 'invalid' : 'valid', head, number)
      const most = isRefused ? number : Math.min(number, acceptedPerFrame - shown)
      if (most <= 0) continue
      records.push(...(answers?.slice(number - most) ?? recordsOf(head, head.count - most)).reverse())
      if (!isRefused) shown += most
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
    return records.map(record => events.read(record, query).item)
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
