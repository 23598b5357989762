import { accepts } from '../accepts.ts'
import { areDisjoint } from './disjoint.ts'
import { finiteValues, saysTheSame, typesOf } from './facts.ts'
import type { Narrowing, NarrowKeyword, Question } from './narrowing.ts'
import { allOf, partsOf, valuesOf } from './parts.ts'

/** `anyOf`, `oneOf`, `not` and `if`. */
export const narrowBranches: NarrowKeyword = (keyword, rule, { schema, at }, question) => {
  const { spot, a } = question
  const unless = (isImplied: boolean): readonly Narrowing[] => (isImplied ? [] : [{ keyword, spot }])
  if (keyword === 'anyOf')
    return unless(listIn(rule).some((branch, index) => isWithin(branch, `${at}/anyOf/${index}`, question)))
  if (keyword === 'oneOf') return unless(isWithinOne(listIn(rule), at, question))
  if (keyword === 'not') return unless(isExcluded(rule, question))
  if (keyword !== 'if') return undefined
  const { then = true, else: otherwise = true } = schema
  const own = a.map(part => part.schema).find(part => saysTheSame(part.if, rule))
  const holdsThen = areDisjoint(spot.a, rule) || isWithin(then, `${at}/then`, given(question, own?.then))
  const holdsElse =
    isWithin(rule, `${at}/if`, question) || isWithin(otherwise, `${at}/else`, given(question, own?.else))
  return unless(holdsThen && holdsElse)
}

function listIn(rule: unknown): readonly unknown[] {
  return Array.isArray(rule) ? rule : []
}

function isWithin(b: unknown, bAt: string, { spot, below }: Question): boolean {
  return below({ ...spot, b, bAt }).length === 0
}

function given(question: Question, more: unknown): Question {
  return more === undefined ? question : { ...question, spot: { ...question.spot, a: allOf([question.spot.a, more]) } }
}

/** All values in one branch and none in another; or the branches are those of `a`, and further ones are apart from them. */
function isWithinOne(branches: readonly unknown[], at: string, question: Question): boolean {
  const { spot, a } = question
  const only = branches.findIndex((branch, index) => isWithin(branch, `${at}/oneOf/${index}`, question))
  if (only >= 0 && branches.every((branch, index) => index === only || areDisjoint(spot.a, branch))) return true
  return valuesOf(a, 'oneOf').some(own => Array.isArray(own) && areTheSame(own, branches, question))
}

function areTheSame(own: readonly unknown[], branches: readonly unknown[], { spot, below }: Question): boolean {
  const left = [...branches]
  const around = { ...(spot.a as object), oneOf: undefined } // as: it has `oneOf`
  const base = JSON.parse(JSON.stringify(around))
  const equals = (one: unknown, other: unknown) =>
    below({ ...spot, a: allOf([base, one]), b: other }).length === 0 &&
    below({ ...spot, a: allOf([base, other]), b: one }).length === 0
  for (const branch of own) {
    const index = left.findIndex(other => equals(branch, other))
    if (index < 0) return false
    left.splice(index, 1)
  }
  return left.every(extra => own.every(branch => areDisjoint(allOf([base, branch]), extra)))
}

function isExcluded(rule: unknown, { spot, a, below }: Question): boolean {
  if (areDisjoint(spot.a, rule)) return true
  const isIn = (own: unknown) => hasNoMembers(rule) && below({ ...spot, a: rule, b: own }).length === 0
  if (valuesOf(a, 'not').some(own => saysTheSame(own, rule) || isIn(own))) return true
  return finiteValues(rule)?.every(value => !accepts(spot.a, value)) ?? false
}

/** Of objects and lists the closed world leaves documents out, which must not count as excluded. */
function hasNoMembers(schema: unknown): boolean {
  const types = typesOf(partsOf(schema) ?? [])
  return !types.has('object') && !types.has('array')
}
