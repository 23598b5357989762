/** What is known of a value without walking through it again. */
export interface Shape {
  /** Objects and lists in it, itself included; Infinity where it holds itself. */
  readonly size: number
  /** Objects and lists above the innermost one; Infinity where it holds itself. */
  readonly height: number
  readonly hasReference: boolean
  /** Whether merging makes something else of it: an `allOf`, and what the library changes without being asked. */
  readonly isMerged: boolean
}

const leaf: Shape = { size: 0, height: 0, hasReference: false, isMerged: false }
/** Of what is looked at just now: whoever meets it inside itself meets a ring. */
const ring: Shape = {
  size: Number.POSITIVE_INFINITY,
  height: Number.POSITIVE_INFINITY,
  hasReference: false,
  isMerged: false,
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
  let isMerged = mergingChanges(value as Readonly<Record<string, unknown>>) // as: an object or a list
  for (const part of Object.values(value)) {
    if (typeof part !== 'object' || part === null) continue
    const shape = shapeOf(part)
    size += shape.size
    height = Math.max(height, shape.height)
    hasReference ||= shape.hasReference
    isMerged ||= shape.isMerged
  }
  const shape = { size, height: height + 1, hasReference, isMerged }
  known.set(value, shape)
  return shape
}

/** json-schema-merge-allof puts what a `not` has into an `anyOf`, leaves out what is empty, and what can never be. */
function mergingChanges(schema: Readonly<Record<string, unknown>>): boolean {
  if (Array.isArray(schema.allOf) || Object.hasOwn(schema, 'not')) return true
  const { additionalProperties, properties } = schema
  const isClosed = additionalProperties === false && typeof properties === 'object' && properties !== null
  if (isClosed && Object.values(properties).includes(false)) return true
  return leftOutIfEmpty.some(keyword => isEmpty(schema[keyword]))
}

const leftOutIfEmpty = ['properties', 'patternProperties', 'additionalProperties', 'items', 'additionalItems'] as const

/** Whether it is an object or a list without anything in it. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  for (const _ in value) return false
  return true
}
