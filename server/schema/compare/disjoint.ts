import { accepts } from '../accepts.ts'
import { finiteValues, greatest, least, type Part, partsOf, requiredIn, typesOf } from './facts.ts'
import { memberOf, membersOf } from './members.ts'

/** Whether no value can be valid under both; false where it cannot be told. */
export function areDisjoint(one: unknown, other: unknown, depth = 0): boolean {
  const a = partsOf(one)
  const b = partsOf(other)
  if (a === undefined || b === undefined) return true
  const values = finiteValues(one)
  if (values) return values.every(value => !accepts(other, value))
  const others = finiteValues(other)
  if (others) return others.every(value => !accepts(one, value))
  const shared = sharedTypes(typesOf(a), typesOf(b))
  if (shared.length === 0) return true
  if (shared.every(type => type === 'number' || type === 'integer')) return areApart(a, b) || areApart(b, a)
  return shared.length === 1 && shared[0] === 'object' && depth < 10 && differInMember(a, b, depth)
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
