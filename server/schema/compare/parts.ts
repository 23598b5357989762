import { pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'

/** A schema, or one that stands in its `allOf`, and where. */
export interface Part {
  readonly schema: JsonObject
  readonly at: string
}

/** The schemas that must all hold: this one and those in its `allOf`; undefined where nothing can hold. */
export function partsOf(schema: unknown, at = ''): readonly Part[] | undefined {
  if (schema === false) return undefined
  if (!isObject(schema)) return []
  const parts: Part[] = [{ schema, at }]
  for (const [index, inner] of (Array.isArray(schema.allOf) ? schema.allOf : []).entries()) {
    const more = partsOf(inner, pointerTo(`${at}/allOf`, index))
    if (more === undefined) return undefined
    parts.push(...more)
  }
  return parts
}

/** All of these at once. */
export function allOf(schemas: readonly unknown[]): unknown {
  const [only = true, ...more] = schemas
  if (schemas.includes(false)) return false
  return more.length === 0 ? only : { allOf: schemas }
}

/** The values of a keyword in all parts that have it. */
export function valuesOf(parts: readonly Part[], keyword: string): readonly unknown[] {
  return parts.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [schema[keyword]]))
}

/** The greatest of a keyword's numbers; undefined where no part has one. */
export function greatest(parts: readonly Part[], keyword: string): number | undefined {
  const numbers = valuesOf(parts, keyword).filter(value => typeof value === 'number')
  return numbers.length === 0 ? undefined : Math.max(...numbers)
}

/** The least of a keyword's numbers; undefined where no part has one. */
export function least(parts: readonly Part[], keyword: string): number | undefined {
  const numbers = valuesOf(parts, keyword).filter(value => typeof value === 'number')
  return numbers.length === 0 ? undefined : Math.min(...numbers)
}

/** The names that are required, also because another that is required needs them. */
export function requiredIn(parts: readonly Part[]): ReadonlySet<string> {
  const listed = (names: unknown) => (Array.isArray(names) ? names.map(String) : [])
  const required = new Set(valuesOf(parts, 'required').flatMap(listed))
  const dependencies = valuesOf(parts, 'dependencies').filter(isObject)
  for (const name of required)
    for (const one of dependencies)
      if (Object.hasOwn(one, name)) for (const needed of listed(one[name])) required.add(needed)
  return required
}
