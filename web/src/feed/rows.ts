import { compareCursors, type Frame, type Item } from '../wire.ts'

/** A line of the list: an event, or a place where accepted events were left out of a busy frame. */
export type Row = EventRow | GapRow

export interface EventRow {
  readonly kind: 'event'
  readonly item: Item
  /** When this page got it (performance.now), so that it can fade in once. */
  readonly arrived: number
}

export interface GapRow {
  readonly kind: 'gap'
  /** The events left out came after this cursor and not after `upTo`. */
  readonly after: string
  readonly upTo: string
  readonly count: number
}

/** How many rows a live list keeps; older ones are read again when somebody scrolls there. */
export const keptRows = 5000

/** Rows, newest first, with a frame on top. What the first frame brings, after nothing, was there before. */
export function withFrame(rows: readonly Row[], frame: Frame, after: string | undefined, now: number): readonly Row[] {
  const arrived = after === undefined ? Number.NEGATIVE_INFINITY : now
  const top: Row[] = frame.items.map(item => ({ kind: 'event', item, arrived }))
  if (frame.skipped > 0 && after !== undefined) {
    top.unshift({ kind: 'gap', after, upTo: frame.cursor, count: frame.skipped })
  }
  if (top.length === 0) return rows
  return [...top.reverse(), ...rows].slice(0, keptRows)
}

/** Rows with the events of a gap in its place; what the busy frame did bring is among them. */
export function withGapFilled(rows: readonly Row[], gap: GapRow, items: readonly Item[]): readonly Row[] {
  const at = rows.findIndex(row => row.kind === 'gap' && row.after === gap.after)
  if (at === -1) return rows
  const newer = rows.slice(0, at).filter(row => compareCursors(endOf(row), gap.upTo) > 0)
  return [...newer, ...asRows(items), ...rows.slice(at + 1)]
}

/** Rows with older ones below. */
export function withOlder(rows: readonly Row[], items: readonly Item[]): readonly Row[] {
  const oldest = rows.at(-1)
  const older = oldest === undefined ? items : items.filter(item => compareCursors(item.cursor, startOf(oldest)) < 0)
  return [...rows, ...asRows(older)]
}

/** The cursor before which the next older row is to be read. */
export function oldestCursor(rows: readonly Row[]): string | undefined {
  const oldest = rows.at(-1)
  return oldest === undefined ? undefined : startOf(oldest)
}

/** Only what arrived from `since` (inclusive) to `until` (exclusive). */
export function withinRange(
  rows: readonly Row[],
  since: number | undefined,
  until: number | undefined,
): readonly Row[] {
  if (since === undefined && until === undefined) return rows
  return rows.filter(row => {
    if (row.kind === 'gap') return true
    const at = Date.parse(row.item.receivedAt)
    return at >= (since ?? at) && at < (until ?? at + 1)
  })
}

function asRows(items: readonly Item[]): readonly Row[] {
  return items.map(item => ({ kind: 'event', item, arrived: Number.NEGATIVE_INFINITY }))
}

function startOf(row: Row): string {
  return row.kind === 'event' ? row.item.cursor : row.after
}

function endOf(row: Row): string {
  return row.kind === 'event' ? row.item.cursor : row.upTo
}
