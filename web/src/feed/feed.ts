import type { EventsQuery } from '../api.ts'
import { keepClock, sandboxNow } from '../clock.ts'
import { isoRange, rangeOf, type TimeRange, timeOf } from '../time-range.ts'
import { compareCursors, type EventPage, type Frame, type Histogram, type Item } from '../wire.ts'
import { createConnection } from './connection.ts'
import { createDrawing } from './drawing.ts'
import { type Feed, type FeedState, firstState, more, shares } from './feed-state.ts'
import { createGapFiller } from './gap-filler.ts'
import type { LiveSocket, LiveTalk } from './live-socket.ts'
import { oldestCursor, type Row, withFrame, withGapFilled, withinRange, withOlder } from './rows.ts'
import { windowFor } from './time-window.ts'
import { createTimeline } from './timeline.ts'

const pageSize = 200
/** So long after a frame that left events out, what is missing is read. */
const calmAfterMs = 500
/** Frames with more events than this, ten of which come a second, are drawn when there is time. */
const busyFrame = 20

export function createFeed(parts: {
  /** What is followed from the beginning on. */
  query: string
  openLive(talk: LiveTalk): LiveSocket
  events(asked: EventsQuery): Promise<EventPage>
  histogram(asked: { q: string; from: string; to: string; bars: number }): Promise<Histogram>
  /** Whether the sandbox has its log on disk, so that it is the same after a restart. */
  keepsLog(): Promise<boolean>
  /** Runs before the next picture is drawn. */
  nextFrame(run: () => void): void
}): Feed {
  const listeners = new Set<() => void>()
  let followed = parts.query
  let asked = askedBy(parts.query)
  let cursor: string | undefined
  let rows: readonly Row[] = []
  /** What is shown instead of the live rows: the view when it was held, or a past range. */
  let heldRows: readonly Row[] | undefined = endsNow() ? undefined : []
  /** When the newest event arrived as it was asked for. */
  let newest = sandboxNow()
  let reading: Promise<void> | undefined
  /** Where reading goes on behind the row `behind`: what lies between the two has been looked through. */
  let lookedTo: { behind: string | undefined; from: string } | undefined
  let calm: ReturnType<typeof setTimeout> | undefined
  let state = firstState
  const drawing = createDrawing({ nextFrame: parts.nextFrame, draw })
  const timeline = createTimeline({ histogram: parts.histogram, changed: () => change({}) })
  const gaps = createGapFiller({
    events: parts.events,
    query: () => asked.q,
    rows: () => heldRows ?? rows,
    fill(gap, items) {
      rows = withGapFilled(rows, gap, items)
      if (heldRows !== undefined) heldRows = withGapFilled(heldRows, gap, items)
      change({})
    },
  })
  const connection = createConnection({
    open: parts.openLive,
    asked: () => (cursor === undefined ? { q: asked.q } : { q: asked.q, after: cursor }),
    frame: take,
    changed: () => change({ connection: connection.state }),
  })

  function take(frame: Frame) {
    if (frame.error !== undefined) {
      if (frame.error.code === 'bad_cursor') return begin()
      return change({ error: frame.error, loaded: true })
    }
    if (state.start !== '' && frame.start !== state.start) {
      change({ start: frame.start, version: frame.version })
      if (forgot(frame)) return begin()
      parts
        .keepsLog()
        .then(keeps => keeps || begin())
        .catch(() => undefined) // gone again: the next start is asked
    }
    keepClock(frame.clock)
    const first = cursor === undefined
    if (first) lookedTo = undefined
    if (first) {
      newest = newestAt(frame.items)
      timeline.watch(asked.q, wantedWindow())
    } else timeline.add(frame)
    rows = withFrame(rows, frame, cursor, performance.now())
    cursor = frame.cursor
    if (first && frame.next) lookedTo = { behind: oldestCursor(rows), from: frame.next }
    const held = heldRows === undefined || first ? state.held : more(state.held, frame)
    const isBusy = !first && frame.items.length + frame.skipped > busyFrame
    change(
      {
        held,
        totals: frame.totals,
        start: frame.start,
        version: frame.version,
        firstVersion: state.firstVersion || frame.version,
        findings: frame.schemas?.findings ?? state.findings,
        faults: frame.faults ?? state.faults,
        error: undefined,
        sampled: first || frame.skipped === 0 ? undefined : shares(frame),
        loaded: endsNow() ? true : state.loaded,
        complete: first && endsNow() ? frame.next === null : state.complete,
      },
      isBusy,
    )
    if (first && !endsNow()) older().catch(() => undefined) // as in cut
    clearTimeout(calm)
    if (frame.skipped === 0 || heldRows !== undefined) void gaps.run()
    else calm = setTimeout(afterRush, calmAfterMs)
  }

  function afterRush() {
    change({ sampled: undefined })
    void gaps.run()
  }

  /** Whether a sandbox that started again does not have what this page shows: it kept it in memory. */
  function forgot(frame: Frame): boolean {
    const kept = (totals: FeedState['totals']) => totals.valid + totals.invalid
    return kept(frame.totals) < kept(state.totals) || (cursor !== undefined && compareCursors(frame.cursor, cursor) < 0)
  }

  /** Asks for everything anew. */
  function begin() {
    cursor = undefined
    rows = []
    heldRows = endsNow() ? undefined : []
    change({ loaded: false, complete: false, held: undefined, error: undefined })
    connection.ask()
  }

  /** Shows another part of the same events; the connection goes on. */
  function cut() {
    heldRows = endsNow() ? undefined : []
    lookedTo = undefined
    const window = wantedWindow()
    if (window.width !== timeline.window.width || window.end !== timeline.window.end) timeline.watch(asked.q, window)
    change({ complete: false, held: undefined })
    if (!endsNow()) older().catch(() => undefined) // the strip says that the sandbox is gone
  }

  function wantedWindow() {
    return windowFor(asked.range, newest, sandboxNow(), timeline.window)
  }

  function older(): Promise<void> {
    reading ??= readOlder().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readOlder() {
    if (state.complete) return
    const from = { ...asked, rows: heldRows ?? rows }
    const oldest = oldestCursor(from.rows)
    const before = lookedTo !== undefined && lookedTo.behind === oldest ? lookedTo.from : oldest
    const page = await parts.events({
      q: from.q,
      limit: pageSize,
      ...isoRange(from.range),
      ...(before === undefined ? {} : { before }),
    })
    if (from.q !== asked.q || from.range !== asked.range) return
    if (heldRows === undefined) rows = withOlder(rows, page.items)
    else heldRows = withOlder(heldRows, page.items)
    lookedTo = page.next === null ? undefined : { behind: oldestCursor(heldRows ?? rows), from: page.next }
    change({ complete: page.next === null, loaded: true })
  }

  function endsNow(): boolean {
    return asked.range.until === undefined
  }

  function change(changes: Partial<FeedState>, isBusy = false) {
    state = { ...state, ...changes }
    // Nobody looks yet: what comes before the first picture is in it.
    if (listeners.size === 0) draw()
    else if (isBusy) drawing.calmly()
    else drawing.soon()
  }

  function draw() {
    const { since, until } = asked.range
    const now = sandboxNow()
    const shown = withinRange(heldRows ?? rows, since && timeOf(since, now), until && timeOf(until, now))
    state = { ...state, rows: shown }
    for (const listener of listeners) listener()
  }

  return {
    timeline,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow(query) {
      if (query === followed) return
      followed = query
      const before = asked.q
      asked = askedBy(query)
      const isSame = asked.q === before
      if (isSame && state.loaded) cut()
      else begin()
    },
    hold() {
      if (heldRows !== undefined) return
      heldRows = rows
      change({ held: { valid: 0, invalid: 0 } })
      void gaps.run()
    },
    resume() {
      if (state.held === undefined) return
      heldRows = undefined
      change({ held: undefined, complete: false })
      void gaps.run()
    },
    older,
    retry: () => connection.retry(),
  }
}

/** The range that a query asks for, and what is asked of the sandbox. */
function askedBy(query: string): { readonly q: string; readonly range: TimeRange } {
  const { range, rest } = rangeOf(query, sandboxNow())
  return { q: rest, range }
}

function newestAt(items: readonly Item[]): number {
  const newest = items.at(-1)
  return newest === undefined ? sandboxNow() : Date.parse(newest.receivedAt)
}
