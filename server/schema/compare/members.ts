import { pointerTo } from '../../event/json-pointer.ts'
import { regExpOf } from '../accepts.ts'
import { isObject } from '../source-file.ts'
import { allOf, type Part, requiredIn, valuesOf } from './facts.ts'
import { objectIn } from './narrow-scalars.ts'

/** What a schema says of a member of its objects, and where. */
export interface Member {
  readonly schema: unknown
  readonly at: string
}

/** The members that objects of a schema may have. */
export interface Members {
  /** By name; what only `required` names is declared as well, as anything. Members that cannot be are left out. */
  readonly declared: ReadonlyMap<string, Member>
  readonly patterns: ReadonlyMap<string, Member>
  /**
   * All others: `none` may be; a `map` has a schema for them; `open` says nothing, and the closed world leaves them out;
   * `any` is an object of which nothing is declared.
   */
  readonly rest: 'none' | 'map' | 'open' | 'any'
  readonly restSchema: unknown
  readonly restAt: string
  /** The schemas of `propertyNames`. */
  readonly names: readonly unknown[]
}

/** The members of objects that all these parts hold of. */
export function membersOf(parts: readonly Part[]): Members {
  const names = new Set(parts.flatMap(({ schema }) => Object.keys(objectIn(schema.properties))))
  for (const name of requiredIn(parts)) names.add(name)
  for (const name of valuesOf(parts, 'dependencies').flatMap(rule => Object.keys(objectIn(rule)))) names.add(name)
  const declared = new Map<string, Member>()
  for (const name of names) {
    const member = declaredMember(parts, name)
    if (member.schema !== false) declared.set(name, member)
  }
  const patterns = new Map<string, Member>()
  for (const { schema, at } of parts) {
    for (const [pattern, inner] of Object.entries(objectIn(schema.patternProperties))) {
      if (inner !== false) patterns.set(pattern, { schema: inner, at: pointerTo(`${at}/patternProperties`, pattern) })
    }
  }
  return { declared, patterns, ...restOf(parts), names: valuesOf(parts, 'propertyNames') }
}

/** The member of a name, or undefined where objects cannot have it, or where the closed world leaves it out. */
export function memberOf(members: Members, name: string): Member | undefined {
  const declared = members.declared.get(name)
  if (declared) return declared
  const matched = [...members.patterns].filter(([pattern]) => regExpOf(pattern)?.test(name)).map(([, member]) => member)
  if (matched[0]) return { schema: allOf(matched.map(({ schema }) => schema)), at: matched[0].at }
  if (members.rest === 'none' || members.rest === 'open') return undefined
  return { schema: members.restSchema, at: members.restAt }
}

function declaredMember(parts: readonly Part[], name: string): Member {
  const found = parts.flatMap(({ schema, at }) => {
    const own = objectIn(schema.properties)
    const patterns = Object.entries(objectIn(schema.patternProperties)).filter(([pattern]) =>
      regExpOf(pattern)?.test(name),
    )
    const named = Object.hasOwn(own, name) ? [{ schema: own[name], at: pointerTo(`${at}/properties`, name) }] : []
    const matched = patterns.map(([pattern, inner]) => ({
      schema: inner,
      at: pointerTo(`${at}/patternProperties`, pattern),
    }))
    if (named.length + matched.length > 0) return [...named, ...matched]
    const { additionalProperties: rest } = schema
    return rest === undefined || rest === true ? [] : [{ schema: rest, at: `${at}/additionalProperties` }]
  })
  return { schema: allOf(found.map(({ schema }) => schema)), at: found[0]?.at ?? parts[0]?.at ?? '' }
}

function restOf(parts: readonly Part[]): Pick<Members, 'rest' | 'restSchema' | 'restAt'> {
  const at = parts[0]?.at ?? ''
  const rules = parts.flatMap(({ schema, at: own }) =>
    schema.additionalProperties === undefined
      ? []
      : [{ rule: schema.additionalProperties, at: `${own}/additionalProperties` }],
  )
  if (rules.some(({ rule }) => rule === false)) return { rest: 'none', restSchema: false, restAt: at }
  const maps = rules.filter(({ rule }) => isObject(rule))
  if (maps[0]) return { rest: 'map', restSchema: allOf(maps.map(({ rule }) => rule)), restAt: maps[0].at }
  const declares = valuesOf(parts, 'properties').length > 0 || valuesOf(parts, 'patternProperties').length > 0
  return { rest: declares ? 'open' : 'any', restSchema: true, restAt: at }
}
