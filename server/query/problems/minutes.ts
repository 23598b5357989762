/** Counts of the last hour, minute by minute. */
export interface Minutes {
  add(time: number): void
  /** The hour that ends with `now`, oldest minute first. */
  counts(now: number): readonly number[]
}

const minuteMs = 60_000
const kept = 60

/** An hour without anything. */
export function createMinutes(): Minutes {
  const counts = new Uint32Array(kept)
  /** The minute that each slot stands for: the last one written, as the clock may have been set back. */
  const minutes = new Float64Array(kept)

  return {
    add(time) {
      const minute = Math.floor(time / minuteMs)
      const slot = minute % kept
      if (minutes[slot] !== minute) counts[slot] = 0
      minutes[slot] = minute
      counts[slot] = (counts[slot] ?? 0) + 1
    },
    counts(now) {
      const last = Math.floor(now / minuteMs)
      return Array.from({ length: kept }, (_, index) => {
        const minute = last - kept + 1 + index
        return minutes[minute % kept] === minute ? (counts[minute % kept] ?? 0) : 0
      })
    },
  }
}
