import { keysOf, parentOf, valueAt } from './json-pointer.ts'
import type { PatchOperation } from './problem.ts'

/** A copy of the event with a correction's operations applied; the event stays as it is. */
export function patched(event: object, patch: readonly PatchOperation[]): object {
  let copy = structuredClone(event)
  for (const operation of patch) {
    if (operation.op === 'replace') {
      copy = put(copy, operation.path, structuredClone(operation.value))
      continue
    }
    const value = valueAt(copy, operation.from)
    remove(copy, operation.from)
    copy = put(copy, operation.path, value)
  }
  return copy
}

function put(root: object, path: string, value: unknown): object {
  const place = parentOf(path)
  if (place === undefined) return value as object
  const container = valueAt(root, place.parent)
  if (typeof container !== 'object' || container === null) return root
  // Defined, not assigned: `__proto__` is a key like any other.
  Object.defineProperty(container, place.key, { value, writable: true, enumerable: true, configurable: true })
  return root
}

function remove(root: object, path: string): void {
  const key = keysOf(path).at(-1)
  const container = valueAt(root, parentOf(path)?.parent ?? '')
  if (key !== undefined && typeof container === 'object' && container !== null) Reflect.deleteProperty(container, key)
}
