/** What is known of a value without walking through it again. */
export interface Shape {
  /** Objects and lists in it, itself included; Infinity where it holds itself. */
  readonly size: number
  /** Objects and lists above the innermost one; Infinity where it holds itself. */
  readonly height: number
  readonly hasReference: boolean
  readonly hasAllOf: boolean
}

const leaf: Shape = { size: 0, height: 0, hasReference: false, hasAllOf: false }
/** Of what is looked at just now: whoever meets it inside itself meets a ring. */
const ring: Shape = {
  size: Number.POSITIVE_INFINITY,
  height: Number.POSITIVE_INFINITY,
  hasReference: false,
  hasAllOf: false,
}

/** What is read is never changed, so each object is looked at once. */
const known = new WeakMap<object, Shape>()

/** The shape of a value that was read from a file. */
export function shapeOf(value: unknown): Shape {
  if (typeof value !== 'object' || value === null) return leaf
  const before = known.get(value)
  if (before) return before
  known.set(value, ring)
  let size = 1
  let height = 0
  let hasReference = Object.hasOwn(value, '$ref')
  let hasAllOf = Array.isArray((value as { allOf?: unknown }).allOf)
  for (const part of Object.values(value)) {
    if (typeof part !== 'object' || part === null) continue
    const shape = shapeOf(part)
    size += shape.size
    height = Math.max(height, shape.height)
    hasReference ||= shape.hasReference
    hasAllOf ||= shape.hasAllOf
  }
  const shape = { size, height: height + 1, hasReference, hasAllOf }
  known.set(value, shape)
  return shape
}
