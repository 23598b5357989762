import { isStanding, sandboxNow } from '../clock.ts'
import { iso } from '../time-range.ts'
import type { BarCounts, Frame, Histogram } from '../wire.ts'
import { barCount, type TimeWindow } from './time-window.ts'

/** The histogram above the list: sixty bars that end now, or stand around a past moment; exact to the event. */
export interface Timeline {
  readonly window: TimeWindow
  /** Begins anew for another query or another time. */
  watch(q: string, window: TimeWindow): void
  /** Adds what a frame counted. */
  add(frame: Frame): void
  /** Sixty bars, the last one holding `now`. */
  bars(now: number): Bars
  /** What arrived before this moment is not counted: the search looks into too many events. */
  readonly countedSince: number | undefined
  /** The arrivals of the last `count` seconds, second by second, the one under way left out. */
  lastSeconds(count: number, now: number): readonly BarCounts[]
  /** How many whole seconds of them were followed. */
  followedSeconds(now: number): number
}

export interface Bars {
  /** When the first bar begins. */
  readonly from: number
  readonly width: number
  readonly bars: readonly BarCounts[]
  /** The last one ends now. */
  readonly endsNow: boolean
}

/** From ten minutes back on the server counts by this step, before that by the second. */
const countedStep = 10_000
/**
 * Frames count by second, the server's histogram counts by any two moments. They meet at a whole second after the
 * subscription: what arrived before is the server's to count, once that second is past; what came later is the frames'.
 */
export function createTimeline(parts: {
  histogram(asked: { q: string; from: string; to: string; bars: number }): Promise<Histogram>
  changed(): void
}): Timeline {
  let window: TimeWindow = { width: 10_000, end: undefined }
  let watched = ''
  let seamSecond = 0
  let followedSince: number | undefined
  let kept = new Map<number, BarCounts>()
  let live = new Map<number, BarCounts>()
  const seconds = new Map<number, BarCounts>()
  let countedSince: number | undefined
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(mine: number, until: number) {
    const { width } = window
    const last = Math.floor(until / width)
    const first = last - barCount + 1
    const step = Math.max(last * width, Math.floor(until / countedStep) * countedStep)
    const [before, sinceBar, sinceStep] = await Promise.all([
      ask(first * width, last * width, barCount - 1),
      ask(last * width, step, 1),
      ask(step, until, 1),
    ])
    if (mine !== turn) return
    kept = new Map(before.map((counts, index) => [first + index, counts]))
    for (const [valid, invalid] of [...sinceBar, ...sinceStep]) addTo(kept, last, valid, invalid)
    parts.changed()
  }

  async function loadPast(mine: number, end: number) {
    const { width } = window
    const first = end / width - barCount
    const counts = await ask(first * width, end, barCount)
    if (mine !== turn) return
    kept = new Map(counts.map((each, index) => [first + index, each]))
    parts.changed()
  }

  async function ask(from: number, to: number, bars: number): Promise<readonly BarCounts[]> {
    if (from >= to) return []
    const asked = { q: watched, from: iso(from), to: iso(to), bars }
    const answer = await parts.histogram(asked)
    if (answer.countedSince !== undefined) countedSince = Math.max(countedSince ?? 0, Date.parse(answer.countedSince))
    return answer.bars
  }

  return {
    get window() {
      return window
    },
    get countedSince() {
      return countedSince
    },
    watch(q, next) {
      const mine = ++turn
      if (q !== watched || followedSince === undefined) {
        seconds.clear()
        followedSince = Math.floor(sandboxNow() / 1000) + 1
      }
      watched = q
      window = next
      const now = sandboxNow()
      // A clock that stands gives no second that is past: there the frames count what comes from now on.
      const isLast = isStanding()
      seamSecond = Math.floor(now / 1000) + (isLast ? 0 : 1)
      kept = new Map()
      live = new Map()
      countedSince = undefined
      clearTimeout(timer)
      const nothing = () => undefined // the connection says that the sandbox is gone, and the query what is wrong with it
      if (window.end !== undefined) return void loadPast(mine, window.end).catch(nothing)
      load(mine, isLast ? now + 1 : now).catch(nothing)
      if (isLast) return
      timer = setTimeout(() => load(mine, seamSecond * 1000).catch(nothing), seamSecond * 1000 - now + 300)
    },
    add(frame) {
      for (const [second, valid, invalid] of frame.seconds) {
        addTo(seconds, second, valid, invalid)
        if (second >= seamSecond) addTo(live, Math.floor((second * 1000) / window.width), valid, invalid)
      }
      for (const second of seconds.keys()) if (seconds.size > 120) seconds.delete(second)
    },
    bars(now) {
      const { width, end } = window
      const first = end === undefined ? Math.floor(now / width) - barCount + 1 : end / width - barCount
      const bars = Array.from({ length: barCount }, (_, index) => {
        const [valid, invalid] = kept.get(first + index) ?? [0, 0]
        const [moreValid, moreInvalid] = (end === undefined && live.get(first + index)) || [0, 0]
        return [valid + moreValid, invalid + moreInvalid] as const
      })
      return { from: first * width, width, bars, endsNow: end === undefined }
    },
    followedSeconds: now => Math.max(0, Math.floor(now / 1000) - (followedSince ?? Number.POSITIVE_INFINITY)),
    lastSeconds(count, now) {
      const last = Math.floor(now / 1000)
      return Array.from({ length: count }, (_, index) => seconds.get(last - count + index) ?? [0, 0])
    },
  }
}

function addTo(map: Map<number, BarCounts>, key: number, valid: number, invalid: number) {
  const [wasValid, wasInvalid] = map.get(key) ?? [0, 0]
  map.set(key, [wasValid + valid, wasInvalid + invalid])
}
