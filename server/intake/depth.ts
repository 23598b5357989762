import type { Errored } from './outcome.ts'

/**
 * Events may nest so deep. EventGate never answers beyond about 5,000 levels (its JSON.stringify runs out of stack);
 * Hive and most consumers give up far earlier.
 */
export const depthLimit = 2000

/** Tells whether JSON text nests deeper than {@link depthLimit}; looks only where its length allows for that. */
export function isTooDeep(json: string): boolean {
  if (json.length < 2 * depthLimit) return false
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === 0x22) at = endOfString(json, at)
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > depthLimit) return true
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return false
}

/** The refusal of an event that nests too deep; its echo is null, as no client could read it. */
export function tooDeep(): Errored {
  const message = `The event nests deeper than ${depthLimit} levels.`
  return {
    status: 'error',
    event: null,
    context: { message },
    problems: [{ pointer: '', keyword: 'depth', message, hint: 'Flatten the event.' }],
  }
}

function endOfString(json: string, start: number): number {
  let at = json.indexOf('"', start + 1)
  while (at > 0 && isEscaped(json, at)) at = json.indexOf('"', at + 1)
  return at < 0 ? json.length : at
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++
  return backslashes % 2 === 1
}
