import type { Clock } from '../base/clock.ts'

/** Arrivals of one stream over the last day: by second for ten minutes, then coarser. About 20 kB. */
export interface Timeline {
  add(time: number, valid: number, invalid: number): void
  /** Adds what arrived from `from` to `to` with one of these statuses to equal bars of `[valid, invalid]`. */
  addTo(bars: [number, number][], from: number, to: number, wanted?: readonly ('valid' | 'invalid')[]): void
}

interface Ring {
  readonly step: number
  readonly slots: number
  /** Pairs of valid and invalid, by slot. */
  readonly counts: Uint32Array
  /** The step that each slot stands for now. */
  readonly steps: Float64Array
}

// Step and length in milliseconds: ten minutes, an hour, a day.
const resolutions = [
  { step: 1000, slots: 600 },
  { step: 10_000, slots: 360 },
  { step: 300_000, slots: 288 },
]

/** How far back a timeline reaches. */
export const timelineMs = 24 * 60 * 60 * 1000

/** An empty timeline. */
export function createTimeline(clock: Clock): Timeline {
  const rings: readonly Ring[] = resolutions.map(({ step, slots }) => ({
    step,
    slots,
    counts: new Uint32Array(slots * 2),
    steps: new Float64Array(slots),
  }))

  return {
    add(time, valid, invalid) {
      for (const ring of rings) addToRing(ring, time, clock.now(), valid, invalid)
    },
    addTo(bars, from, to, wanted = ['valid', 'invalid']) {
      if (wanted.length === 0) return
      const width = (to - from) / bars.length
      const ring = finestFor(rings, from, clock.now())
      const last = Math.floor(to / ring.step)
      for (let step = Math.floor(from / ring.step); step <= last; step++) {
        const slot = step % ring.slots
        if (ring.steps[slot] !== step) continue
        const bar = bars[Math.floor((step * ring.step - from) / width)]
        if (!bar) continue
        if (wanted.includes('valid')) bar[0] += ring.counts[slot * 2] ?? 0
        if (wanted.includes('invalid')) bar[1] += ring.counts[slot * 2 + 1] ?? 0
      }
    },
  }
}

function addToRing(ring: Ring, time: number, now: number, valid: number, invalid: number): void {
  const step = Math.floor(time / ring.step)
  const slot = step % ring.slots
  const held = ring.steps[slot] ?? 0
  // A step of the future is there where the clock was set back since: it is not the one that counts.
  if (held > step && held <= Math.floor(now / ring.step)) return
  if (held !== step) {
    ring.steps[slot] = step
    ring.counts.fill(0, slot * 2, slot * 2 + 2)
  }
  ring.counts[slot * 2] = (ring.counts[slot * 2] ?? 0) + valid
  ring.counts[slot * 2 + 1] = (ring.counts[slot * 2 + 1] ?? 0) + invalid
}

function finestFor(rings: readonly Ring[], from: number, now: number): Ring {
  const covering = rings.find(ring => from >= now - ring.step * ring.slots)
  return covering ?? (rings.at(-1) as Ring) // as: there are three
}
