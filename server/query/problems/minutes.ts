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
  let newest = 0

  return {
    add(time) {
      const minute = Math.floor(time / minuteMs)
      if (minute <= newest - kept) return
      for (let each = Math.max(newest + 1, minute - kept + 1); each <= minute; each++) counts[each % kept] = 0
      newest = Math.max(newest, minute)
      counts[minute % kept] = (counts[minute % kept] ?? 0) + 1
    },
    counts(now) {
      const last = Math.floor(now / minuteMs)
      return Array.from({ length: kept }, (_, index) => {
        const minute = last - kept + 1 + index
        return minute <= newest && minute > newest - kept ? (counts[minute % kept] ?? 0) : 0
      })
    },
  }
}
