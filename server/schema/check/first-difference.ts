import { isDeepStrictEqual } from 'node:util'
import { pointerTo } from '../../event/json-pointer.ts'

/** The pointer to the innermost place, first in order, where two documents differ; the empty one where they do not. */
export function firstDifference(was: unknown, is: unknown, at = ''): string {
  if (!isHolder(was) || !isHolder(is)) return at
  for (const key of new Set([...Object.keys(is), ...Object.keys(was)])) {
    if (!isDeepStrictEqual(was[key], is[key])) return firstDifference(was[key], is[key], pointerTo(at, key))
  }
  return at
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
