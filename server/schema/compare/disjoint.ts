import { accepts } from '../accepts.ts'
import { finiteValues, typesOf } from './facts.ts'
import { memberOf, membersOf } from './members.ts'
import { greatest, least, type Part, partsOf, requiredIn, valuesOf } from './parts.ts'

/** Whether no value can be valid under both; false where it cannot be told. */
export function areDisjoint(one: unknown, other: unknown, depth = 0): boolean {
  const a = partsOf(one)
  const b = partsOf(other)
  if (a === undefined || b === undefined) return true
  const values = finiteValues(one)
  if (values) return values.every(value => !accepts(other, value))
  const others = finiteValues(other)
  if (others) return others.every(value => !accepts(one, value))
  if (depth < 10 && (isApartFromBranches(one, b, depth) || isApartFromBranches(other, a, depth))) return true
  const shared = sharedTypes(typesOf(a), typesOf(b))
  if (shared.length === 0) return true
  if (shared.every(type => type === 'number' || type === 'integer')) return areApart(a, b) || areApart(b, a)
  return shared.length === 1 && shared[0] === 'object' && depth < 10 && differInMember(a, b, depth)
}

/** Whether each branch that values of these parts may take is apart from a schema. */
function isApartFromBranches(schema: unknown, parts: readonly Part[], depth: number): boolean {
  const lists = [...valuesOf(parts, 'anyOf'), ...valuesOf(parts, 'oneOf')].filter(Array.isArray)
  return lists.some(branches => branches.every(branch => areDisjoint(schema, branch, depth + 1)))
}

function sharedTypes(a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] {
  const isIn = (types: ReadonlySet<string>, type: string) =>
    types.has(type) || (type === 'integer' && types.has('number')) || (type === 'number' && types.has('integer'))
  return [...a].filter(type => isIn(b, type))
}

function areApart(below: readonly Part[], above: readonly Part[]): boolean {
  const most = least(below, 'maximum') ?? Number.POSITIVE_INFINITY
  const mostExclusive = least(below, 'exclusiveMaximum') ?? Number.POSITIVE_INFINITY
  const fewest = greatest(above, 'minimum') ?? Number.NEGATIVE_INFINITY
  const fewestExclusive = greatest(above, 'exclusiveMinimum') ?? Number.NEGATIVE_INFINITY
  return most < fewest || mostExclusive <= fewest || most <= fewestExclusive
}

/** A member that one requires and the other cannot have, or that both have but never alike. */
function differInMember(a: readonly Part[], b: readonly Part[], depth: number): boolean {
  const [inA, inB] = [membersOf(a), membersOf(b)]
  const required = new Set([...requiredIn(a), ...requiredIn(b)])
  return [...required].some(name => {
    const [one, other] = [memberOf(inA, name), memberOf(inB, name)]
    if (one === undefined) return inA.rest === 'none'
    if (other === undefined) return inB.rest === 'none'
    return areDisjoint(one.schema, other.schema, depth + 1)
  })
}
