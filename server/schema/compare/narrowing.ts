import { accepts } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { finiteValues, saysTheSame, typesOf } from './facts.ts'
import { narrowArrays } from './narrow-arrays.ts'
import { narrowBranches } from './narrow-branches.ts'
import { narrowObjects } from './narrow-objects.ts'
import { narrowScalars } from './narrow-scalars.ts'
import { type Part, partsOf } from './parts.ts'

/** One step from a value into it. */
export type Step =
  | { readonly kind: 'property'; readonly name: string }
  /** The item at a place of a list. */
  | { readonly kind: 'item'; readonly index: number }

/** A place where values of one schema, `a`, are asked whether they are valid under another, `b`. */
export interface Spot {
  readonly a: unknown
  readonly b: unknown
  readonly aAt: string
  readonly bAt: string
  /** From the root of a document to the values in question. */
  readonly steps: readonly Step[]
}

/** A reason why not every value of `a` is known to be valid under `b`. */
export interface Narrowing {
  /** The keyword of `b` that asks for more. */
  readonly keyword: string
  readonly spot: Spot
  /** Of `required` and `properties` the property. */
  readonly name?: string
}

/** What a check of one keyword needs: both schemas as lists of parts that must all hold. */
export interface Question {
  readonly spot: Spot
  readonly a: readonly Part[]
  /** The types that values of `a` have. */
  readonly types: ReadonlySet<string>
  /** Values below, by the same rules. */
  below(spot: Spot): readonly Narrowing[]
}

/** Answers for one keyword of one part of `b`; undefined where it is not its business. */
export type NarrowKeyword = (
  keyword: string,
  rule: unknown,
  part: Part,
  question: Question,
) => readonly Narrowing[] | undefined

/** Spots looked at before a pair counts as too involved to be decided. */
const mostSpots = 50_000

/**
 * Why values of one schema may be invalid under another; none means that none is. The world is closed: a property that
 * `a` does not declare does not count, unless `additionalProperties`, `patternProperties` or `propertyNames` of `b`
 * decides about it, or `a` declares no properties at all.
 */
export function narrowings(a: unknown, b: unknown): readonly Narrowing[] {
  let spots = 0
  const below = (spot: Spot): readonly Narrowing[] => {
    if (saysTheSame(spot.a, spot.b)) return []
    if (++spots > mostSpots) return [{ keyword: 'size', spot }]
    return narrow(spot, below)
  }
  return below({ a, b, aAt: '', bAt: '', steps: [] })
}

function narrow(spot: Spot, below: Question['below']): readonly Narrowing[] {
  const a = partsOf(spot.a, spot.aAt)
  const b = partsOf(spot.b, spot.bAt)
  if (a === undefined) return []
  const types = typesOf(a)
  if (types.size === 0) return []
  if (b === undefined) return [{ keyword: 'false', spot }]
  const values = finiteValues(spot.a)
  const isAllowed = values?.every(value => accepts(spot.b, value))
  if (isAllowed) return []

  const question: Question = { spot, a, types, below }
  const found = b.flatMap(part => keywordsOf(part, question))
  // Every value was tried, and one is refused: the keyword that says so may look harmless by itself.
  if (values && found.length === 0) return [{ keyword: 'enum', spot }]
  if (found.length === 0) return []
  return isRefutedByBranches(spot, a, below) ? [] : found
}

function keywordsOf(part: Part, question: Question): readonly Narrowing[] {
  return Object.entries(part.schema).flatMap(([keyword, rule]) => {
    for (const check of checks) {
      const found = check(keyword, rule, part, question)
      if (found) return found
    }
    return []
  })
}

const checks: readonly NarrowKeyword[] = [narrowScalars, narrowArrays, narrowObjects, narrowBranches]

/** What `a` as a whole does not promise, each of its branches may: then no value is refused after all. */
function isRefutedByBranches(spot: Spot, a: readonly Part[], below: Question['below']): boolean {
  return a.some(({ schema }) => {
    const others = a.filter(part => part.schema !== schema).map(part => withoutAllOf(part.schema))
    return branchings.some(branchesOf => {
      const { branches, rest } = branchesOf(schema)
      const isHeld = (branch: unknown) => {
        const whole = { allOf: [withoutAllOf(rest), ...others, branch] }
        return below({ ...spot, a: whole }).length === 0
      }
      return Array.isArray(branches) && branches.length > 0 && branches.every(isHeld)
    })
  })
}

/** The ways in which values of a schema are of one kind or another, with what holds of all kinds. */
const branchings: readonly ((schema: JsonObject) => { readonly branches: unknown; readonly rest: JsonObject })[] = [
  ({ anyOf: branches, ...rest }) => ({ branches, rest }),
  ({ oneOf: branches, ...rest }) => ({ branches, rest }),
  ({ type: types, ...rest }) => ({
    branches: Array.isArray(types) && types.length > 1 ? types.map(type => ({ type })) : undefined,
    rest,
  }),
]

function withoutAllOf(schema: unknown): unknown {
  if (!isObject(schema)) return schema
  const { allOf: _, ...rest } = schema
  return rest
}
