import { pointerTo } from '../../event/json-pointer.ts'
import { accepts, isDeclared, regExpOf } from '../accepts.ts'
import { matching } from '../sample/matching.ts'
import { type Members, memberOf, membersOf, mostMembers } from './members.ts'
import { objectIn } from './narrow-scalars.ts'
import type { Narrowing, NarrowKeyword, Question, Spot } from './narrowing.ts'
import { greatest, least, type Part, requiredIn } from './parts.ts'

/** What is said of objects. */
export const narrowObjects: NarrowKeyword = (keyword, rule, part, question) => {
  const check = checks[keyword]
  if (check === undefined) return undefined
  return question.types.has('object') ? check(rule, part, question, membersOf(question.a)) : []
}

type Check = (rule: unknown, part: Part, question: Question, members: Members) => readonly Narrowing[]

const checks: Readonly<Record<string, Check | undefined>> = {
  __proto__: null as never,
  required: (rule, _part, { a, spot }) => {
    const promised = requiredIn(a)
    const names = Array.isArray(rule) ? rule.map(String) : []
    return names.filter(name => !promised.has(name)).map(name => ({ keyword: 'required', spot, name }))
  },
  properties: (rule, { at }, question, members) =>
    Object.entries(objectIn(rule)).flatMap(([name, b]) => {
      const member = memberOf(members, name)
      if (member === undefined) return []
      return question.below(inside(question, name, member, b, pointerTo(`${at}/properties`, name)))
    }),
  patternProperties: (rule, { at }, question, members) =>
    Object.entries(objectIn(rule)).flatMap(([pattern, b]) =>
      namesMatching(pattern, members).flatMap(({ name, member }) =>
        question.below(inside(question, name, member, b, pointerTo(`${at}/patternProperties`, pattern))),
      ),
    ),
  additionalProperties: (rule, { schema, at }, question, members) =>
    rule === true
      ? []
      : namesBeyond(schema, members).flatMap(({ name, member }) => {
          const spot = inside(question, name, member, rule, `${at}/additionalProperties`)
          return question
            .below(spot)
            .map(found => (rule === false ? { keyword: 'additionalProperties', spot: question.spot, name } : found))
        }),
  propertyNames: (rule, { at }, { spot, below }, members) => {
    const named = [...members.declared.keys()].filter(name => !accepts(rule, name))
    if (named.length > 0) return [{ keyword: 'propertyNames', spot, name: named[0] ?? '' }]
    if (members.rest === 'none' && members.patterns.size === 0) return []
    const allowed = { allOf: [{ type: 'string' }, ...members.nameRules] }
    return below({ ...spot, a: allowed, b: rule, bAt: `${at}/propertyNames` }).length === 0
      ? []
      : [{ keyword: 'propertyNames', spot }]
  },
  minProperties: (rule, _part, { a, spot }) => {
    const promised = Math.max(greatest(a, 'minProperties') ?? 0, requiredIn(a).size)
    return promised >= Number(rule) ? [] : [{ keyword: 'minProperties', spot }]
  },
  maxProperties: (rule, _part, { a, spot }, members) => {
    const counted = members.rest === 'any' ? undefined : mostMembers(spot.a)
    const most = Math.min(least(a, 'maxProperties') ?? Number.POSITIVE_INFINITY, counted ?? Number.POSITIVE_INFINITY)
    return most <= Number(rule) ? [] : [{ keyword: 'maxProperties', spot }]
  },
  dependencies: (rule, { at }, question, members) =>
    Object.entries(objectIn(rule)).flatMap(([name, needed]) =>
      memberOf(members, name) === undefined || isPromised(name, needed, question, `${at}/dependencies`)
        ? []
        : [{ keyword: 'dependencies', spot: question.spot, name }],
    ),
}

/** The members of `a` that a pattern of `b` decides about. */
function namesMatching(pattern: string, members: Members) {
  const expression = regExpOf(pattern)
  const declared = [...members.declared].filter(([name]) => expression?.test(name))
  // Whether two patterns share a name cannot be told for sure: they are taken to, unless they begin differently.
  const patterns = [...members.patterns].filter(([own]) => own === pattern || overlap(pattern, own))
  const isCovered = members.patterns.has(pattern) || members.rest === 'none'
  const rest = { schema: members.restSchema, at: members.restAt }
  return [
    ...declared.map(([name, member]) => ({ name, member })),
    ...patterns.map(([own, member]) => ({ name: matching(own), member })),
    ...(isCovered ? [] : [{ name: matching(pattern), member: rest }]),
  ]
}

/** Whether names may match both: not where both begin with other letters. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map(pattern => /^\^([\w-]*)(?![*?{])/.exec(pattern)?.[1])
  if (a === undefined || b === undefined) return true
  return a.startsWith(b) || b.startsWith(a)
}

/** The members of `a` that `b` neither declares nor has a pattern for. */
function namesBeyond(b: Part['schema'], members: Members) {
  const declared = [...members.declared].filter(([name]) => !isDeclared(b, name))
  const patterns = [...members.patterns].filter(([pattern]) => !Object.hasOwn(objectIn(b.patternProperties), pattern))
  const other =
    ['q', 'undeclared', 'undeclared_1'].find(name => !isDeclared(b, name) && !members.declared.has(name)) ?? 'q'
  return [
    ...declared.map(([name, member]) => ({ name, member })),
    ...patterns.map(([pattern, member]) => ({ name: matching(pattern), member })),
    ...(members.rest === 'none' ? [] : [{ name: other, member: { schema: members.restSchema, at: members.restAt } }]),
  ]
}

/** Whether every value of `a` that has the member is what `needed` asks for then. */
function isPromised(name: string, needed: unknown, { a, spot, below }: Question, at: string): boolean {
  const own = a.flatMap(({ schema }) => {
    const dependencies = objectIn(schema.dependencies)
    return Object.hasOwn(dependencies, name) ? [neededSchema(dependencies[name])] : []
  })
  const withMember = { allOf: [spot.a, ...own, { required: [name] }] }
  return below({ ...spot, a: withMember, b: neededSchema(needed), bAt: pointerTo(at, name) }).length === 0
}

/** A dependency is a schema, or a list of what is required. */
function neededSchema(dependency: unknown): unknown {
  return Array.isArray(dependency) ? { required: dependency } : dependency
}

function inside(
  { spot }: Question,
  name: string,
  member: { schema: unknown; at: string },
  b: unknown,
  bAt: string,
): Spot {
  return { a: member.schema, aAt: member.at, b, bAt, steps: [...spot.steps, { kind: 'property', name }] }
}
