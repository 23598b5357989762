import { fixedChoices } from '../sample/choices.ts'
import { formatted } from '../sample/example.ts'
import { candidatesFor } from '../sample/matching.ts'
import { type Part, valuesOf } from './parts.ts'
import { textBeyond, textKeywords } from './text-languages.ts'

/** Texts of `a` that some rule of `b` refuses, as automata find them. */
export function textsBeyond(a: readonly Part[], b: readonly Part[]): readonly string[] {
  if (a === b) return []
  const rules = textKeywords.flatMap(keyword => valuesOf(b, keyword).map(rule => ({ keyword, rule })))
  const asked = rules.filter(({ keyword, rule }) => !valuesOf(a, keyword).includes(rule))
  return asked.flatMap(({ keyword, rule }) => textBeyond(a, keyword, rule) ?? [])
}

/** Texts at the edges of what these parts say. */
export function texts(parts: readonly Part[]): readonly string[] {
  const patterns = valuesOf(parts, 'pattern').filter(value => typeof value === 'string')
  const own = ['x', '', 'q', ...patterns.flatMap(candidatesFor), ...Object.values(formatted), fixedChoices.dateTime()]
  const limits = numbersIn(parts, ['minLength', 'maxLength']).flatMap(limit => [limit - 1, limit, limit + 1])
  const lengths = limits.filter(length => length >= 0 && length <= 100_000)
  return [...own, ...lengths.flatMap(length => own.slice(0, 6).map(text => ofLength(text, length)))]
}

/** Texts are lengthened by repeating their last letter, so that most patterns still match. */
function ofLength(text: string, length: number): string {
  return text.length >= length ? text.slice(0, length) : text.padEnd(length, text.at(-1) ?? '1')
}

/** Numbers at and beside the bounds and steps of these parts. */
export function numbers(parts: readonly Part[]): readonly number[] {
  const bounds = numbersIn(parts, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'])
  const steps = numbersIn(parts, ['multipleOf'])
  const between = bounds.flatMap(one => bounds.map(other => (one + other) / 2))
  const around = [...bounds, ...between].flatMap(bound => [
    bound,
    bound - 1,
    bound + 1,
    bound - 0.5,
    bound + 0.5,
    Math.floor(bound),
  ])
  const stepped = steps.flatMap(step => [
    step,
    -step,
    2 * step,
    3 * step,
    step / 2,
    ...bounds.flatMap(bound => [-1, 0, 1].map(more => (Math.round(bound / step) + more) * step)),
  ])
  return [1, 0, -1, 1.5, 50, ...around, ...stepped].filter(Number.isFinite)
}

/** The numbers that keywords have in these parts. */
export function numbersIn(parts: readonly Part[], keywords: readonly string[]): readonly number[] {
  const found = parts.flatMap(({ schema }) =>
    keywords.flatMap(keyword => (typeof schema[keyword] === 'number' ? [schema[keyword]] : [])),
  )
  return [...new Set(found)]
}
