import type { Match } from './types.ts'

/** A match as it goes over the wire: regular expressions as `$re`, times as text. */
export function wireMatch(match: Match): unknown {
  return typeof match === 'string' ? match : wireValue(match)
}

function wireValue(value: unknown): unknown {
  if (value instanceof RegExp) return { $re: value.source, ...(value.flags ? { $flags: value.flags } : {}) }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(wireValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wireValue(inner)]))
}
