import type { ErrorObject } from 'ajv'
import { pointerTo } from '../../event/json-pointer.ts'
import type { JsonObject } from '../json-object.ts'

/** One thing that a validator found wrong, with everything a sentence about it needs. */
export interface Fault {
  readonly keyword: string
  /** The value that is judged. */
  readonly pointer: string
  readonly value: unknown
  /** The keyword that refuses, inside the schema: `/properties/test/type`. */
  readonly rule: string
  /** What the keyword asks for: `integer`, `['a', 'b']`. */
  readonly expected: unknown
  /** The schema that has the keyword. */
  readonly parent: JsonObject
  readonly params: JsonObject
  /** Where a name is judged, not a value (`propertyNames`). */
  readonly propertyName: string | undefined
}

/** The faults in Ajv's own words; the validator must have run with `verbose`. */
export function faultsOf(errors: readonly ErrorObject[] | null | undefined): readonly Fault[] {
  return (errors ?? []).map(error => ({
    keyword: error.keyword,
    pointer: error.instancePath,
    value: error.data,
    rule: rulePointer(error),
    expected: error.schema,
    parent: (error.parentSchema ?? {}) as JsonObject,
    params: error.params as JsonObject,
    propertyName: error.propertyName,
  }))
}

/** Whether a pointer leads to this place or into it. */
export function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`)
}

/** The pointer that a problem about this fault has: of an unknown property, and of a bad name, the property itself. */
export function problemPointer(fault: Fault): string {
  const { additionalProperty } = fault.params
  if (typeof additionalProperty === 'string') return pointerTo(fault.pointer, additionalProperty)
  return fault.propertyName === undefined ? fault.pointer : pointerTo(fault.pointer, fault.propertyName)
}

/** Ajv writes the path as a URI fragment. */
function rulePointer({ schemaPath, keyword }: ErrorObject): string {
  const pointer = decodeURIComponent(schemaPath.slice(schemaPath.indexOf('#') + 1))
  return keyword === 'false schema' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
}
