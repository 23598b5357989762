import { isEvent } from '../event/event.ts'
import { dotted, pointerTo } from '../event/json-pointer.ts'
import type { Errored } from './outcome.ts'

/**
 * The refusal of an event with a number that is beyond any: `1e400` is read as Infinity, which JSON cannot write, and
 * EventGate produces `null` in its place. `json` is the event as it would be stored; only one with a `null` in it is
 * looked at.
 */
export function endlessNumber(event: object, json: string): Errored | undefined {
  const pointer = json.includes('null') ? endlessIn(event, '') : undefined
  if (pointer === undefined) return undefined
  const message = `\`${dotted(pointer)}\` is a number beyond 1.8e308, which nothing can store.`
  const hint = 'Send it as a text, or leave it out.'
  return { status: 'error', event, context: { message }, problems: [{ pointer, keyword: 'number', message, hint }] }
}

/** The pointer of the first number that is not finite. */
function endlessIn(value: unknown, pointer: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : pointer
  if (!Array.isArray(value) && !isEvent(value)) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = endlessIn(inner, pointerTo(pointer, key))
    if (found !== undefined) return found
  }
  return undefined
}
