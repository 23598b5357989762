import { pointerTo } from '../../event/json-pointer.ts'
import { accepts, regExpOf } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { objectIn } from './narrow-scalars.ts'
import { allOf, type Part, partsOf, requiredIn, valuesOf } from './parts.ts'

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
  readonly nameRules: readonly unknown[]
}

/** The members of objects that all these parts hold of. */
export function membersOf(parts: readonly Part[]): Members {
  const names = new Set(parts.flatMap(({ schema }) => Object.keys(objectIn(schema.properties))))
  for (const name of requiredIn(parts)) names.add(name)
  for (const { schema } of parts) for (const name of namesInConditions(schema)) names.add(name)
  const nameRules = valuesOf(parts, 'propertyNames')
  const declared = new Map<string, Member>()
  for (const name of names) {
    const member = declaredMember(parts, name)
    if (member.schema !== false && mayBeNamed(nameRules, name)) declared.set(name, member)
  }
  const patterns = new Map<string, Member>()
  for (const { schema, at } of parts) {
    for (const [pattern, inner] of Object.entries(objectIn(schema.patternProperties))) {
      if (inner !== false) patterns.set(pattern, { schema: inner, at: pointerTo(`${at}/patternProperties`, pattern) })
    }
  }
  return { declared, patterns, ...restOf(parts), nameRules }
}

function mayBeNamed(nameRules: readonly unknown[], name: string): boolean {
  return nameRules.every(rule => accepts(rule, name))
}

/** The member of a name, or undefined where objects cannot have it, or where the closed world leaves it out. */
export function memberOf(members: Members, name: string): Member | undefined {
  const declared = members.declared.get(name)
  if (declared) return declared
  if (!mayBeNamed(members.nameRules, name)) return undefined
  const matched = [...members.patterns].filter(([pattern]) => regExpOf(pattern)?.test(name)).map(([, member]) => member)
  if (matched[0]) return { schema: allOf(matched.map(({ schema }) => schema)), at: matched[0].at }
  if (members.rest === 'none' || members.rest === 'open') return undefined
  return { schema: members.restSchema, at: members.restAt }
}

/** How many members objects can have at most, branches and conditions included; undefined where nothing counts them. */
export function mostMembers(schema: unknown): number | undefined {
  const names = new Set<string>()
  const isCounted = (part: unknown, depth: number): boolean => {
    if (!isObject(part) || depth > 8) return true
    if (isObject(part.additionalProperties) || isObject(part.patternProperties)) return false
    const lists = [part.allOf, part.anyOf, part.oneOf].flatMap(list => (Array.isArray(list) ? list : []))
    for (const name of [
      ...Object.keys(objectIn(part.properties)),
      ...requiredIn([{ schema: part, at: '' }]),
      ...namesInConditions(part),
    ]) {
      names.add(name)
    }
    return [...lists, ...conditionsOf(part)].every(inner => isCounted(inner, depth + 1))
  }
  return isCounted(schema, 0) ? names.size : undefined
}

/** What a condition or a branch speaks of is declared as well. */
function namesInConditions(schema: JsonObject, depth = 0): readonly string[] {
  const lists = Object.values(objectIn(schema.dependencies)).filter(Array.isArray).flat().map(String)
  const named =
    depth > 4
      ? []
      : conditionsOf(schema).flatMap(part => {
          const parts = partsOf(part) ?? []
          const own = parts.flatMap(one => [
            ...Object.keys(objectIn(one.schema.properties)),
            ...namesInConditions(one.schema, depth + 1),
          ])
          return [...own, ...requiredIn(parts)]
        })
  return [...Object.keys(objectIn(schema.dependencies)), ...lists, ...named]
}

function conditionsOf(schema: JsonObject): readonly JsonObject[] {
  const conditional = schema.if === undefined ? [] : [schema.if, schema.then, schema.else]
  const branches = [schema.anyOf, schema.oneOf].flatMap(list => (Array.isArray(list) ? list : []))
  return [...conditional, ...branches, ...Object.values(objectIn(schema.dependencies))].filter(isObject)
}

/** Whether a condition speaks of members that it does not name. */
function namesByRule(condition: unknown): boolean {
  const parts = partsOf(condition) ?? []
  return parts.some(
    ({ schema }) =>
      isObject(schema.patternProperties) ||
      isObject(schema.additionalProperties) ||
      conditionsOf(schema).some(namesByRule),
  )
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
  const isOpen = declares && !parts.some(({ schema }) => conditionsOf(schema).some(namesByRule))
  return { rest: isOpen ? 'open' : 'any', restSchema: true, restAt: at }
}
