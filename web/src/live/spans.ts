import { barCount } from '../feed/time-window.ts'
import type { Bars } from '../feed/timeline.ts'
import { type TimeRange, timeOf } from '../time-range.ts'
import { clock, span as spanWords } from '../words.ts'

/** The chosen part of the histogram, in bars: from `start` (inclusive) to `end` (exclusive; at the last bar it is now). */
export interface Span {
  readonly start: number
  readonly end: number
  readonly words: string
  /** The moment it ends with, where that was chosen. */
  readonly until?: number
}

/** Which bars a time range takes. A range that counts back from now keeps its number of bars as they move on. */
export function spanOf(range: TimeRange, bars: Bars, now: number): Span {
  const barAt = (time: number) => (time - bars.from) / bars.width
  const { since, until } = range
  let start = 0
  if (since !== undefined)
    start =
      'ago' in since && bars.endsNow
        ? barCount - Math.round(since.ago / bars.width)
        : Math.floor(barAt(timeOf(since, now)))
  const end = until === undefined ? barCount : Math.ceil(barAt(timeOf(until, now)))
  return {
    start: clamp(start, 0, barCount - 1),
    end: clamp(end, 1, barCount),
    words: wordsOf(range, bars, now),
    ...(until === undefined ? {} : { until: timeOf(until, now) }),
  }
}

/** Accepted and refused in these bars. */
export function countedIn(bars: Bars, span: Span): { valid: number; invalid: number } {
  const counts = { valid: 0, invalid: 0 }
  for (const [valid, invalid] of bars.bars.slice(span.start, span.end)) {
    counts.valid += valid
    counts.invalid += invalid
  }
  return counts
}

export function isWhole(span: Span): boolean {
  return span.start === 0 && span.end === barCount
}

function wordsOf({ since, until }: TimeRange, bars: Bars, now: number): string {
  if (since === undefined && until === undefined) return `last ${spanWords(bars.width * barCount)}`
  if (until === undefined && since !== undefined)
    return 'ago' in since ? `last ${spanWords(since.ago)}` : `since ${clock(since.at)}`
  const from = since === undefined ? 'until' : `${clock(timeOf(since, now))} to`
  return `${from} ${clock(timeOf(until ?? { at: now }, now))}`
}

/** The nearest number from `least` to `most`. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
