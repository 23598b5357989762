import { pointerTo } from '../event/json-pointer.ts'
import {
  follow,
  type OpenReference,
  type Origin,
  type Purpose,
  RefusedReference,
  refused,
  within,
} from './follow-reference.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { shapeOf } from './shape.ts'
import type { SourceFile } from './source-file.ts'
import type { Finding } from './types.ts'

/** A schema without `$ref`, and where each of its parts really stands. */
export interface Dereferenced {
  readonly document: JsonObject
  /** All files it is made of, its own first. */
  readonly sources: readonly SourceFile[]
  /** The file and pointer of the part at a pointer of `document`. */
  origin(pointer: string): Origin
}

/** The schema, or every reference that leads nowhere with the files read until then. */
export type DereferenceResult =
  | { readonly ok: true; readonly dereferenced: Dereferenced }
  | {
      readonly ok: false
      readonly findings: readonly [Finding, ...Finding[]]
      readonly sources: readonly SourceFile[]
    }

/**
 * Puts what each `$ref` names in its place, as jsonschema-tools does (json-schema-ref-parser's "extended $ref"): keys
 * beside a `$ref` replace those of its target one by one, nothing is merged deeper. `allOf` stays as it is.
 */
export function dereference(root: SourceFile, open: OpenReference, purpose: Purpose = 'publish'): DereferenceResult {
  const sources = new Set([root])
  const origins = new Map<string, Origin>([['', { source: root, pointer: '' }]])
  const findings: Finding[] = []
  let document: unknown
  try {
    const walk = createWalk({ open, sources, origins, findings, purpose })
    document = walk(root.content, { source: root, pointer: '' }, '', [{ name: `${root.file}#`, at: '' }], 0)
  } catch (thrown) {
    if (!(thrown instanceof RefusedReference)) throw thrown
    findings.push(thrown.finding)
  }
  if (findings.length === 0 && !isObject(document)) {
    const place = { source: root, pointer: '/$ref' }
    findings.push(refused(place, '`$ref` names something that is not a schema.', 'Name a schema.').finding)
  }
  const [first, ...more] = findings
  if (first) return { ok: false, findings: [first, ...more], sources: [...sources] }
  // as: what is no object is a finding
  const dereferenced = { document: document as JsonObject, sources: [...sources], origin: originIn(origins) }
  return { ok: true, dereferenced }
}

/** The largest real schema has 1,300 parts; references that multiply each other end here. */
const mostParts = 100_000
/** Keys from the root to the innermost part: far beyond any schema, well within the stack. */
const deepest = 300

/** Keys that decide about no event. */
const sayNothing: ReadonlySet<string> = new Set(
  '$comment $defs $id $schema definitions description examples title'.split(' '),
)

type Walk = (value: unknown, from: Origin, at: string, chain: Chain, depth: number) => unknown

/** The targets that stand around a place, and where each was put; none where keys beside the `$ref` changed it. */
type Chain = readonly { readonly name: string; readonly at: string | undefined }[]

interface WalkParts {
  readonly open: OpenReference
  readonly sources: Set<SourceFile>
  readonly origins: Map<string, Origin>
  /** What cannot be followed is left out and said here, so that all of it is known at once. */
  readonly findings: Finding[]
  readonly purpose: Purpose
}

function createWalk({ open, sources, origins, findings, purpose }: WalkParts): Walk {
  let parts = 0

  const leaveOut = (failure: RefusedReference): JsonObject => {
    findings.push(failure.finding)
    return {}
  }

  const walk: Walk = (value, from, at, chain, depth) => {
    if (typeof value !== 'object' || value === null) return value
    const { size, height, hasReference } = shapeOf(value)
    parts += hasReference ? 1 : size
    if (parts > mostParts || depth + (hasReference ? 0 : height) > deepest) {
      throw refused(from, 'The schema is too large once its references are in place.', 'Take references out.')
    }
    // Nothing to put in place: it stays the value it is, also where another schema has it too. What an example holds
    // twice is written once, with an alias, if it stands in the examples itself.
    if (!hasReference) {
      return at.startsWith('/examples/') && !from.pointer.startsWith('/examples/') ? structuredClone(value) : value
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => walk(item, within(from, index), pointerTo(at, index), chain, depth + 1))
    }
    if (!isObject(value)) return value
    const { $ref: reference, ...siblings } = value
    if (typeof reference !== 'string') return walkKeys(value, from, at, chain, depth)

    const target = follow(reference, from, open, purpose)
    if (target instanceof RefusedReference) return leaveOut(target)
    sources.add(target.source)
    const name = `${target.source.file}#${target.pointer}`
    const isAlone = Object.keys(siblings).every(key => sayNothing.has(key))
    const around = chain.find(one => one.name === name)
    if (around) {
      const isPlace = around.at !== undefined && around.at !== at && isAlone
      if (purpose === 'judge' && isPlace) return { ...siblings, $ref: fragmentOf(around.at) }
      return leaveOut(ring(from, chain.slice(chain.indexOf(around)), name))
    }
    origins.set(at, target)
    const inlined = walk(target.value, target, at, [...chain, { name, at: isAlone ? at : undefined }], depth)
    if (!isObject(inlined) || Object.keys(siblings).length === 0) return inlined
    for (const key of Object.keys(siblings)) origins.set(pointerTo(at, key), within(from, key))
    return { ...inlined, ...walkKeys(siblings, from, at, chain, depth) }
  }

  // fromEntries defines properties, so that a key named `__proto__` is an ordinary one.
  const walkKeys = (value: JsonObject, from: Origin, at: string, chain: Chain, depth: number): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(entry => {
        const [key, part] = entry
        if (typeof part !== 'object' || part === null) return entry
        // Most have nothing to put in place, and need no pointer that says where.
        const isOutside = key !== 'examples' && !at.startsWith('/examples')
        if (isOutside && staysAsItIs(part, depth + 1)) return entry
        return [key, walk(part, within(from, key), pointerTo(at, key), chain, depth + 1)]
      }),
    )

  const staysAsItIs = (part: object, depth: number): boolean => {
    const { size, height, hasReference } = shapeOf(part)
    if (hasReference || parts + size > mostParts || depth + height > deepest) return false
    parts += size
    return true
  }

  return walk
}

function fragmentOf(pointer: string): string {
  return `#${pointer.split('/').map(encodeURIComponent).join('/')}`
}

function ring(from: Origin, chain: Chain, name: string): RefusedReference {
  const way = [...chain.map(one => one.name), name].map(part => `\`${part.replace(/#$/, '')}\``).join(' → ')
  return refused(within(from, '$ref'), `\`$ref\` leads back to itself: ${way}.`, 'Break the ring: write one part out.')
}

function originIn(origins: ReadonlyMap<string, Origin>): (pointer: string) => Origin {
  return pointer => {
    // The innermost reference that the pointer goes through, and the rest of the way from there.
    for (let above = pointer; ; above = above.slice(0, above.lastIndexOf('/'))) {
      const origin = origins.get(above)
      if (origin) return { source: origin.source, pointer: origin.pointer + pointer.slice(above.length) }
    }
  }
}
