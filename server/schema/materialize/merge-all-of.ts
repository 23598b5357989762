import { isDeepStrictEqual } from 'node:util'
import { textOf } from '../../base/text-of.ts'
import { pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { packages, type Resolver } from '../packages.ts'
import { isEmpty, shapeOf } from '../shape.ts'
import { mapSubschemas } from '../subschemas.ts'
import { mergePlainly } from './merge-plainly.ts'

/** Two parts of one schema that no value can satisfy together, or that nobody knows how to merge. */
export interface MergeConflict {
  /** What they disagree about, such as `type`. */
  readonly keyword: string
  /** Where in the merged schema; the parts come from different places. */
  readonly path: readonly string[]
  readonly values: readonly unknown[]
}

/** A schema without `allOf`, and what could not be merged; there the first value stays. */
export interface MergedSchema {
  readonly document: JsonObject
  readonly conflicts: readonly MergeConflict[]
}

/**
 * Merges every `allOf` of a schema as jsonschema-tools does: undeclared properties stay allowed, the schema's own words
 * (title, description, examples) come before those of its parts.
 */
export function mergeAllOf(document: JsonObject): MergedSchema {
  const plainly = mergePlainly(document)
  if (plainly) return { document: plainly, conflicts: [] }
  const conflicts: MergeConflict[] = []
  const resolvers = gathering(conflicts)
  const { outline, restored } = setAside(document)
  const merged = packages.mergeAllOf()(outline, { ignoreAdditionalProperties: true, resolvers })
  const apart = withPatternsApart(restored(isObject(merged) ? merged : { not: {} }))
  return { document: { ...emptyIn(document), ...withoutEmptyItems(apart) }, conflicts }
}

/** What the schema itself has empty stays, as in the library's version 0.6 that jsonschema-tools uses. */
function emptyIn(document: JsonObject): JsonObject {
  const kept = Object.entries(document).filter(([key, value]) => keptEmpty.has(key) && isEmpty(value))
  return Object.fromEntries(kept)
}

const keptEmpty: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'items',
  'patternProperties',
  'properties',
])

/** Inside a schema that version leaves out empty `items` as well. */
function withoutEmptyItems(schema: JsonObject): JsonObject {
  return mapSubschemas(schema, (part, keyword) => {
    if (!isObject(part) || !mergedInside.has(keyword)) return part
    const { items, ...rest } = withoutEmptyItems(part)
    return items === undefined || isEmpty(items) ? rest : { ...rest, items }
  })
}

const mergedInside: ReadonlySet<string> = new Set([
  'additionalProperties',
  'definitions',
  'items',
  'patternProperties',
  'properties',
])

/**
 * Takes out what only one part declares, and gives it back afterwards: there is nothing to merge in it, and the library
 * copies every schema once for each level above it (five sixths of its time for the real repositories).
 */
function setAside(document: JsonObject): { outline: JsonObject; restored(merged: JsonObject): JsonObject } {
  const parts = membersOf(document, '').map(({ member }) => objectIn(member.properties))
  const isShared = (name: string) => parts.filter(part => Object.hasOwn(part, name)).length > 1
  const aside = new Map<string, JsonObject>()
  const outlineOf = (schema: JsonObject): JsonObject => {
    const { properties, allOf } = schema
    const kept = Object.entries(objectIn(properties)).map(([name, part]) => {
      if (!isObject(part) || isShared(name) || shapeOf(part).isMerged) return [name, part]
      aside.set(name, part)
      return [name, { $ref: name }]
    })
    return {
      ...schema,
      ...(isObject(properties) ? { properties: Object.fromEntries(kept) } : {}),
      ...(Array.isArray(allOf) ? { allOf: allOf.map(part => (isObject(part) ? outlineOf(part) : part)) } : {}),
    }
  }
  const restored = (merged: JsonObject): JsonObject => {
    if (!isObject(merged.properties)) return merged
    const entries = Object.entries(merged.properties).map(([name, part]) => [name, aside.get(name) ?? part])
    return { ...merged, properties: Object.fromEntries(entries) }
  }
  return { outline: outlineOf(document), restored }
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** Patterns that stand for one value until all is merged. */
class Patterns {
  readonly all: readonly string[]

  constructor(values: readonly unknown[]) {
    this.all = values.flatMap(value => (value instanceof Patterns ? value.all : [textOf(value)]))
  }
}

/** Two patterns of one text stay an `allOf`, as in jsonschema-tools; newer versions of the library join them. */
function withPatternsApart(schema: JsonObject): JsonObject {
  const apart = mapSubschemas(schema, part => (isObject(part) ? withPatternsApart(part) : part))
  if (!(apart.pattern instanceof Patterns)) return apart
  const { pattern, ...rest } = apart
  return { ...rest, allOf: pattern.all.map(one => ({ pattern: one })) }
}

/** Keywords that decide; what else is unknown to the library is merged by being equal, or is a conflict as well. */
const branches = ['anyOf', 'oneOf']

/** The library's own resolvers, but a conflict is noted and merging goes on, so that all of them are known at once. */
function gathering(conflicts: MergeConflict[]): Record<string, Resolver> {
  // A branch of oneOf that cannot be merged with another is left out: that is no conflict.
  let inBranch = 0
  const noted =
    (resolve: Resolver): Resolver =>
    (values, path, mergeSchemas, options) => {
      const value = resolve(values, path, mergeSchemas, options)
      if (value !== undefined || inBranch > 0) return value
      conflicts.push({ keyword: path.at(-1) ?? '', path, values })
      return values[0]
    }
  const branching =
    (resolve: Resolver): Resolver =>
    (...parts) => {
      inBranch++
      try {
        return resolve(...parts)
      } finally {
        inBranch--
      }
    }
  const own = packages.mergeAllOf().options.resolvers as Readonly<Record<string, Resolver>>
  const resolvers = Object.fromEntries(Object.entries(own).map(([keyword, resolve]) => [keyword, noted(resolve)]))
  for (const keyword of branches) {
    const resolve = own[keyword]
    if (resolve) resolvers[keyword] = noted(branching(resolve))
  }
  const pattern: Resolver = values => new Patterns(values)
  return { ...resolvers, pattern, examples: values => values[0], defaultResolver: noted(() => undefined) }
}

/** Where the values that are in conflict stand: pointers into the schema before it was merged. */
export function placesOfConflict(document: JsonObject, { path, values }: MergeConflict): readonly string[] {
  const found: string[] = []
  const visit = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    if (isObject(schema) && Array.isArray(schema.allOf)) {
      for (const { member, pointer } of membersOf(schema, at)) {
        const place = placeIn(member, path, pointer)
        if (place && values.some(value => isDeepStrictEqual(value, place.value))) found.push(place.pointer)
      }
    }
    for (const [key, part] of Object.entries(schema)) visit(part, pointerTo(at, key))
  }
  visit(document, '')
  return [...new Set(found)]
}

function membersOf(schema: JsonObject, at: string): readonly { member: JsonObject; pointer: string }[] {
  const parts = Array.isArray(schema.allOf) ? schema.allOf : []
  const nested = parts.flatMap((part, index) =>
    isObject(part) ? membersOf(part, pointerTo(pointerTo(at, 'allOf'), index)) : [],
  )
  return [{ member: schema, pointer: at }, ...nested]
}

function placeIn(member: unknown, path: readonly string[], at: string) {
  let value = member
  let pointer = at
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as JsonObject)[key]
    pointer = pointerTo(pointer, key)
  }
  return { value, pointer }
}
