import { isObject } from '../json-object.ts'
import { lower, upper } from './bounds.ts'
import { finiteValues } from './facts.ts'
import type { Narrowing, NarrowKeyword, Question } from './narrowing.ts'
import { greatest, least, type Part, valuesOf } from './parts.ts'
import { textBeyond } from './text-languages.ts'

/** `type`, `enum`, `const` and what is said of numbers and texts. */
export const narrowScalars: NarrowKeyword = (keyword, rule, _part, question) => {
  const implies = rules[keyword]
  if (implies === undefined) return undefined
  return implies(rule, question) ? [] : [{ keyword, spot: question.spot } satisfies Narrowing]
}

/** Whether `a` promises what a keyword of `b` asks for. */
type Implies = (rule: unknown, question: Question) => boolean

const rules: Readonly<Record<string, Implies | undefined>> = {
  __proto__: null as never,
  type: (rule, { a, types }) => [...types].every(type => isAllowed(type, Array.isArray(rule) ? rule : [rule], a)),
  // Where all values of `a` can be counted they have been tried; then some is refused.
  enum: (rule, { spot, a, types }) =>
    finiteValues(spot.a)?.length === 0 ||
    (types.size === 1 && types.has('string') && textBeyond(a, 'enum', rule) === undefined),
  const: (_, { spot }) => finiteValues(spot.a)?.length === 0,
  minimum: numeric((rule, a, isWhole) => lower(a, isWhole).some(({ value }) => value >= rule)),
  maximum: numeric((rule, a, isWhole) => upper(a, isWhole).some(({ value }) => value <= rule)),
  exclusiveMinimum: numeric((rule, a, isWhole) =>
    lower(a, isWhole).some(bound => bound.value > rule || (bound.value === rule && bound.isExclusive)),
  ),
  exclusiveMaximum: numeric((rule, a, isWhole) =>
    upper(a, isWhole).some(bound => bound.value < rule || (bound.value === rule && bound.isExclusive)),
  ),
  multipleOf: numeric(
    (rule, a, isWhole) =>
      valuesOf(a, 'multipleOf').some(step => isMultiple(step, rule)) || (isWhole && isPowerOfHalf(rule)),
  ),
  minLength: textual('minLength', (rule, a) => rule === 0 || Number(greatest(a, 'minLength') ?? -1) >= Number(rule)),
  maxLength: textual(
    'maxLength',
    (rule, a) => Number(least(a, 'maxLength') ?? Number.POSITIVE_INFINITY) <= Number(rule),
  ),
  pattern: textual('pattern', (rule, a) => valuesOf(a, 'pattern').includes(rule)),
  format: textual('format', (rule, a) => valuesOf(a, 'format').includes(rule)),
  $ref: () => false,
}

function numeric(implies: (rule: number, a: readonly Part[], isWhole: boolean) => boolean): Implies {
  return (rule, { a, types }) => {
    if (!types.has('number') && !types.has('integer')) return true
    return typeof rule !== 'number' || implies(rule, a, !types.has('number'))
  }
}

/** `implies` sees what is plain; what is not is worked out. */
function textual(keyword: string, implies: (rule: unknown, a: readonly Part[]) => boolean): Implies {
  return (rule, { a, types }) => !types.has('string') || implies(rule, a) || textBeyond(a, keyword, rule) === undefined
}

function isAllowed(type: string, allowed: readonly unknown[], a: readonly Part[]): boolean {
  if (allowed.includes(type) || (type === 'integer' && allowed.includes('number'))) return true
  return (
    type === 'number' && allowed.includes('integer') && valuesOf(a, 'multipleOf').some(step => Number.isInteger(step))
  )
}

/** Divisions of fractions are not exact, and the validator divides: only equal steps, whole ones and halvings are sure. */
function isMultiple(step: unknown, rule: number): boolean {
  if (step === rule) return true
  if (typeof step !== 'number') return false
  if (isPowerOfHalf(step) && isPowerOfHalf(rule)) return step > rule
  return Number.isInteger(step) && Number.isInteger(rule) && step % rule === 0
}

function isPowerOfHalf(step: number): boolean {
  return step > 0 && step <= 1 && Number.isInteger(Math.log2(step))
}

/** A schema's own keys, where it is one. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
