/** A moment as it is written: so many milliseconds before now, or one for good. */
export type TimeWord = { readonly ago: number } | { readonly at: number }

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/**
 * Reads `10m`, `1h30m`, `12:05` (the last time the clock showed it, here), `2026-01-31T12:00:00Z` or milliseconds since
 * 1970; undefined where the text is no time.
 */
export function parseTime(text: string, now: number): TimeWord | undefined {
  if (/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) {
    let ago = 0
    for (const [, count, unit] of text.matchAll(/([\d.]+)(ms|[smhdw])/g)) {
      ago += Math.round(Number(count) * units[unit as keyof typeof units]) // as: the pattern knows no other
    }
    return { ago }
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clock) {
    const at = new Date(now).setHours(Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0), 0)
    return { at: at > now ? at - units.d : at }
  }
  if (/^\d{12,}$/.test(text)) return { at: Number(text) }
  const at = /^\d{4}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : { at }
}

/** Milliseconds since 1970 that a word means now. */
export function timeOf(word: TimeWord, now: number): number {
  return 'ago' in word ? now - word.ago : word.at
}
