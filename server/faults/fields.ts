import { parseDuration } from '../base/durations.ts'
import { SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import type { Event } from '../event/event.ts'

const longestMs = 10 * 60_000

/** One of several names. @throws SandboxError bad_request, with the nearest one. */
export function oneOf(body: Event, key: string, names: readonly string[], what = key): string {
  const given = body[key]
  if (typeof given === 'string' && names.includes(given)) return given
  const meant = typeof given === 'string' ? nearest(given, names) : undefined
  const known = names.length > 12 ? `${names.slice(0, 12).join(', ')} ...` : names.join(', ')
  const found = given === undefined ? 'is missing' : `is not ${JSON.stringify(given)}`
  throw wrong(`${what} ${found}.`, meant ? `Did you mean ${meant}?` : `It is one of ${known}.`)
}

/** Milliseconds of a duration, up to ten minutes. @throws SandboxError bad_request */
export function durationOf(body: Event, key: string): number {
  const given = body[key]
  const ms = typeof given === 'number' ? given : parseDuration(String(given ?? ''))
  if (ms !== undefined && ms >= 0 && ms <= longestMs) return ms
  throw wrong(`${key} takes a duration up to 10m, such as 200ms or 5s, not ${JSON.stringify(given ?? null)}.`)
}

/** A whole number within bounds, or what stands for none. @throws SandboxError bad_request */
export function whole(body: Event, key: string, otherwise: number, from: number, to = 1_000_000_000): number {
  const number = numberIn(body, key, otherwise, { from, to })
  if (Number.isInteger(number)) return number
  throw wrong(`${key} takes a whole number, not ${number}.`)
}

/** A number within bounds, or what stands for none. @throws SandboxError bad_request */
export function numberIn(
  body: Event,
  key: string,
  otherwise: number,
  { from, to }: { from: number; to: number },
): number {
  const given = body[key] ?? otherwise
  if (typeof given === 'number' && given >= from && given <= to) return given
  throw wrong(`${key} takes a number from ${from} to ${to}, not ${JSON.stringify(given)}.`)
}

/** What is wrong with the body that asks for a rule. */
export function wrong(message: string, hint?: string): SandboxError {
  return new SandboxError('bad_request', message, hint === undefined ? {} : { hint })
}
