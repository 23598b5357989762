import type { BatchIndex, BatchRow, SeqRange } from './batch-index.ts'
import { parseCursor } from './cursor.ts'
import { rowsBySeq } from './partition-rows.ts'
import { type Pick, type RecordReader, spanOf } from './record-reader.ts'
import { firstReadable } from './row-life.ts'
import type { Topics } from './topics.ts'
import type { ScanOptions, StoredRecord } from './types.ts'

/** Records of all clusters in the order of arrival; see `Log.scan`. */
export type Scan = (options: ScanOptions) => StoredRecord[]

/** Makes the scan over an index. */
export function createScan(parts: { index: BatchIndex; topics: Topics; readRecords: RecordReader }): Scan {
  const { index, topics, readRecords } = parts

  return options => {
    const {
      order = 'asc',
      limit,
      maxBytes = Number.POSITIVE_INFINITY,
      since = Number.NEGATIVE_INFINITY,
      until = Number.POSITIVE_INFINITY,
    } = options
    const bounds = boundsOf(options, index)
    const rows = rowsOf(options, bounds, order)[Symbol.iterator]()
    // Nothing found is the end of a list: what has offsets and no records must not look like it.
    for (;;) {
      const picks: Pick[] = []
      let left = limit
      let bytes = 0
      while (left > 0 && bytes < maxBytes) {
        const row = rows.next().value as BatchRow | undefined
        if (!row) break
        const first = firstReadable(row, topics)
        if (first === undefined || row.records === 0) continue
        if (row.received_at < since || row.received_at >= until) continue
        const pick = within(row, bounds, order, left, first)
        left -= Math.max(0, pick.to - pick.from + 1)
        if (pick.to < pick.from) continue
        picks.push(pick)
        bytes += row.length
      }
      // Against the order, batches and their records are turned round one after the other.
      const records = order === 'asc' ? readRecords(picks) : readRecords(picks.reverse()).reverse()
      if (records.length > 0 || picks.length === 0) return records
    }
  }

  function rowsOf({ topic, limit }: ScanOptions, bounds: Bounds, order: 'asc' | 'desc'): Iterable<BatchRow> {
    const { range } = bounds
    if (range.from > range.to) return []
    const all = [...topics.all()]
    const wanted = topic ? all.filter(({ name, cluster }) => topic(name, cluster)) : all
    if (wanted.length === all.length) {
      return rowsOfAll(index, range, order, chunkRows(limit, 1))
    }
    const partitions = wanted.flatMap(({ partitions }) => partitions)
    const rows = chunkRows(limit, partitions.length)
    return merge(
      partitions.map(partition => rowsBySeq(index, partition, range, order, rows)),
      order,
    )
  }
}

/** Where a scan begins and ends: batches, and the records of the outermost two. */
interface Bounds {
  readonly range: SeqRange
  readonly firstIndex: number
  readonly lastIndex: number
}

function boundsOf({ after, before, since, until }: ScanOptions, index: BatchIndex): Bounds {
  const low = after === undefined ? { seq: 0, index: -1 } : parseCursor(after)
  const high = before === undefined ? { seq: Number.MAX_SAFE_INTEGER, index: 0 } : parseCursor(before)
  const from = since === undefined ? low.seq : Math.max(low.seq, index.firstSince(since) ?? Number.MAX_SAFE_INTEGER)
  const to = until === undefined ? high.seq : Math.min(high.seq, index.lastUntil(until) ?? 0)
  return {
    range: { from, to },
    firstIndex: from === low.seq ? low.index + 1 : 0,
    lastIndex: to === high.seq ? high.index - 1 : Number.POSITIVE_INFINITY,
  }
}

function within(
  row: BatchRow,
  { range, firstIndex, lastIndex }: Bounds,
  order: 'asc' | 'desc',
  limit: number,
  first: number,
): Pick {
  const from = Math.max(first, row.seq === range.from ? firstIndex : 0)
  const to = Math.min(spanOf(row) - 1, row.seq === range.to ? lastIndex : Number.POSITIVE_INFINITY)
  if (order === 'asc') return { row, from, to: Math.min(to, from + limit - 1) }
  return { row, from: Math.max(from, to - limit + 1), to }
}

// Enough rows for the limit where each has one record, shared among the sources.
function chunkRows(limit: number, sources: number): number {
  return Math.min(512, Math.max(4, Math.ceil(limit / Math.max(1, sources))))
}

function* rowsOfAll(index: BatchIndex, whole: SeqRange, order: 'asc' | 'desc', size: number): Generator<BatchRow> {
  let { from, to } = whole
  for (;;) {
    const rows = index.range({ from, to }, order, size)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    if (order === 'asc') from = last.seq + 1
    else to = last.seq - 1
  }
}

// A topic that is rare costs its own rows, not a walk past those of all others.
function* merge(sources: readonly Generator<BatchRow>[], order: 'asc' | 'desc'): Generator<BatchRow> {
  const heads = sources.flatMap(source => {
    const first = source.next().value as BatchRow | undefined
    return first ? [{ source, row: first }] : []
  })
  const sign = order === 'asc' ? 1 : -1
  while (heads.length > 0) {
    let best = 0
    for (let at = 1; at < heads.length; at += 1) {
      if (sign * ((heads[at]?.row.seq ?? 0) - (heads[best]?.row.seq ?? 0)) < 0) best = at
    }
    const head = heads[best] as { source: Generator<BatchRow>; row: BatchRow }
    yield head.row
    const next = head.source.next().value as BatchRow | undefined
    if (next) head.row = next
    else heads.splice(best, 1)
  }
}
