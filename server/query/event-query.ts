import { parseDuration } from '../base/durations.ts'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'

/** Which events somebody asks for. What is absent does not restrict. */
export interface EventQuery {
  readonly status?: 'valid' | 'invalid'
  /** Whether a stream is asked for; null is an event that names none. */
  readonly wantsStream?: (stream: string | null) => boolean
  /** Streams are named, and not only left out. */
  readonly namesStreams?: boolean
  /** Arrival, milliseconds since 1970: from `since` (inclusive) to `until` (exclusive). */
  readonly since?: number
  readonly until?: number
}

const keys = ['stream', 'status', 'since', 'until'] as const

/**
 * Reads a search such as `stream:mediawiki.* -stream:*.canary status:invalid since:10m`. Several streams are
 * alternatives; `*` stands for any text, `-` excludes.
 * @throws SandboxError bad_query, with the nearest known key or value.
 */
export function parseQuery(text: string, now: number): EventQuery {
  const wanted: RegExp[] = []
  const unwanted: RegExp[] = []
  let query: EventQuery = {}
  for (const term of text.split(/\s+/).filter(Boolean)) {
    const [, minus, key, value] = /^(-?)([^:]+):(.*)$/.exec(term) ?? []
    if (key === undefined || value === undefined) throw notATerm(term)
    if (!keys.some(known => known === key)) throw unknownKey(key)
    if (value === '') throw new SandboxError('bad_query', `\`${term}\` has no value.`, { hint: `Write ${key}:VALUE.` })
    if (key === 'stream') (minus ? unwanted : wanted).push(globPattern(value))
    else if (minus)
      throw new SandboxError('bad_query', `\`${term}\` cannot be excluded.`, { hint: 'Only stream takes a minus.' })
    else if (key === 'status') query = { ...query, ...statusOf(value) }
    else query = { ...query, [key]: timeOf(key, value, now) }
  }
  if (wanted.length === 0 && unwanted.length === 0) return query
  const wantsStream = (stream: string | null) =>
    (wanted.length === 0 || (stream !== null && wanted.some(pattern => pattern.test(stream)))) &&
    !(stream !== null && unwanted.some(pattern => pattern.test(stream)))
  return { ...query, wantsStream, namesStreams: wanted.length > 0 }
}

/** Both queries at once. */
export function bothQueries(one: EventQuery, other: EventQuery): EventQuery {
  const wantsStream = (stream: string | null) =>
    (one.wantsStream?.(stream) ?? true) && (other.wantsStream?.(stream) ?? true)
  const namesStreams = Boolean(one.namesStreams || other.namesStreams)
  const merged = { ...one, ...other, namesStreams }
  return one.wantsStream || other.wantsStream ? { ...merged, wantsStream } : merged
}

function globPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`)
}

function statusOf(value: string): Pick<EventQuery, 'status'> {
  if (value === 'valid' || value === 'invalid') return { status: value }
  if (value === 'all') return {}
  const meant = { accepted: 'valid', refused: 'invalid' }[value] ?? nearest(value, ['valid', 'invalid', 'all'])
  const hint = meant ? `Did you mean status:${meant}?` : 'Write status:valid, status:invalid or status:all.'
  throw new SandboxError('bad_query', `\`status:${value}\` is no status.`, { hint })
}

function timeOf(key: string, value: string, now: number): number {
  const ago = parseDuration(value)
  if (ago !== undefined) return now - ago
  const time = /^\d{12,}$/.test(value) ? Number(value) : Date.parse(value)
  if (!Number.isNaN(time)) return time
  const hint = `Write a duration such as ${key}:10m, or a time such as ${key}:2026-01-31T12:00:00Z.`
  throw new SandboxError('bad_query', `\`${key}:${value}\` is no time.`, { hint })
}

function notATerm(term: string): SandboxError {
  return new SandboxError('bad_query', `\`${term}\` is not a search term.`, {
    hint: `Write stream:${term}, or status:invalid.`,
  })
}

function unknownKey(key: string): SandboxError {
  const meant = nearest(key, keys)
  const hint = meant ? `Did you mean ${meant}?` : `Known keys are ${keys.join(', ')}.`
  return new SandboxError('bad_query', `\`${key}\` is not a key to search by.`, { hint })
}
