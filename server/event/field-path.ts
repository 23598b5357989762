import { type Event, isEvent } from './event.ts'

/** A field of an event: the keys that lead to it. Written as `meta.stream`. */
export type FieldPath = readonly string[]

/** Reads `meta.stream` as the keys that lead there. */
export function fieldPath(text: string): FieldPath {
  return text.split('.')
}

/** The value of a field; undefined where there is none. Own keys only. */
export function valueAt(event: unknown, path: FieldPath): unknown {
  let value = event
  for (const key of path) {
    if (!isEvent(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/** Sets a field, with the objects that lead to it; does nothing where something else stands in the way. */
export function setAt(event: Event, path: FieldPath, value: unknown): void {
  let holder = event
  let left = path.length
  for (const key of path) {
    left -= 1
    if (left === 0) {
      holder[key] = value
      return
    }
    if (holder[key] === undefined) holder[key] = {}
    const next = holder[key]
    if (!isEvent(next)) return
    holder = next
  }
}
