import { type TimeRange, timeOf } from '../time-range.ts'

/** The time that sixty bars stand for. */
export interface TimeWindow {
  /** Milliseconds a bar. */
  readonly width: number
  /** Where the last bar ends; undefined is now, and the bars move on. */
  readonly end: number | undefined
}

export const barCount = 60
/** What a bar may stand for: ten seconds to twenty minutes, each a whole number of the steps the server counts by. */
const barWidths = [10_000, 60_000, 300_000, 1_200_000] as const
const hour = 3_600_000
const day = 24 * hour
/** So many bars of a past window are before its moment, the others show what came later. */
const barsBefore = 45

/** The bars that end now where they reach what is asked for, else bars around the past moment. */
export function windowFor(range: TimeRange, newest: number, now: number, before: TimeWindow): TimeWindow {
  const since = range.since && timeOf(range.since, now)
  const until = range.until && timeOf(range.until, now)
  if (until === undefined) return { width: widthFor(Math.min(newest, since ?? newest), now), end: undefined }
  const width = widthFor(newest, now)
  if (Math.min(until, since ?? until) >= now - (barCount - 1) * width) return { width, end: undefined }
  return isInside(before, since ?? until, until) ? before : around(since ?? until, until, now)
}

/** The narrowest bars that reach back to `time`. */
function widthFor(time: number, now: number): number {
  return barWidths.find(width => (barCount - 1) * width >= now - time) ?? 1_200_000
}

/** A moment that moves on a little keeps its window. */
function isInside({ width, end }: TimeWindow, since: number, until: number): boolean {
  return end !== undefined && since >= end - (barCount - 5) * width && until <= end - 5 * width
}

function around(since: number, until: number, now: number): TimeWindow {
  const fits = (width: number) =>
    barsBefore * width >= until - since && width >= stepAt(now - until + barsBefore * width)
  const width = barWidths.find(fits) ?? 1_200_000
  const end = (Math.ceil(until / width) + barCount - barsBefore) * width
  return { width, end: Math.min(end, Math.ceil(now / width) * width) }
}

/** By which step arrivals of this age are counted; what is older than a day is looked for one by one. */
function stepAt(age: number): number {
  return age > hour && age <= day ? 300_000 : 10_000
}
