/** `2026-11-23 11:59:20`, typed in UTC, as a time; undefined where it is none. */
export function typedTime(text: string): string | undefined {
  const time = Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/i, '')}Z`)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** A time as it is typed: `2026-11-23 11:59:20`, in UTC. */
export function shownTime(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}
