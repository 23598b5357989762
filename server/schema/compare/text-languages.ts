import type { CharSet, Concatenation, Element, NFA, ReadonlyNFA, NoParent as Written } from 'refa'
import { formats } from '../formats.ts'
import { packages } from '../packages.ts'
import { type Part, valuesOf } from './parts.ts'

/**
 * A text that all of these parts allow and another rule does not, decided by automata: `undefined` where there is none,
 * `null` where it cannot be told (references back, assertions within, too many states).
 */
export function textBeyond(parts: readonly Part[], keyword: string, rule: unknown): string | undefined | null {
  try {
    const own = textKeywords.flatMap(one =>
      valuesOf(parts, one).flatMap(value => expressionOf(one, value, 'at least') ?? []),
    )
    const asked = expressionOf(keyword, rule, 'at most')
    if (asked === undefined || own.length === 0) return null
    const { NFA, DFA } = packages.refa()
    const [first, ...more] = own.map(automatonOf)
    if (first === undefined) return null
    const all = more.reduce((a, b) => NFA.fromIntersection(a, b, new NFA.LimitedNodeFactory(mostStates)), first)
    const others = DFA.fromFA(automatonOf(asked), new DFA.LimitedNodeFactory(mostStates))
    others.complement()
    const beyond = NFA.fromIntersection(all, others, new NFA.LimitedNodeFactory(mostStates))
    return beyond.isEmpty ? undefined : firstWord(beyond)
  } catch {
    // It says so of all that it cannot take.
    return null
  }
}

/** The rules about texts. */
export const textKeywords = ['pattern', 'format', 'minLength', 'maxLength'] as const

/** A question beyond these takes longer than it is worth: some 100 ms. */
const mostStates = 5000
const longest = 1000

/** The texts that a rule allows; where no expression says just that, at least or at most those. */
function expressionOf(keyword: string, rule: unknown, bound: 'at least' | 'at most'): RegExp | undefined {
  if (keyword === 'format') {
    const format = typeof rule === 'string' && Object.hasOwn(formats, rule) ? formats[rule] : undefined
    return format instanceof RegExp ? format : undefined
  }
  if (keyword === 'pattern') return typeof rule === 'string' ? new RegExp(rule) : undefined
  if (keyword === 'enum') return listExpression(rule)
  if (typeof rule !== 'number' || rule < 0 || rule > longest) return undefined
  // Lengths count code points, automata the halves of a pair: what is asked is asked of every text, so it may ask more.
  if (keyword === 'maxLength')
    return bound === 'at least'
      ? new RegExp(`^(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^]){0,${rule}}$`)
      : new RegExp(`^[^]{0,${rule}}$`)
  if (keyword !== 'minLength') return undefined
  return bound === 'at least'
    ? new RegExp(`^[^]{${rule},}$`)
    : new RegExp(`^(?:[\\udc00-\\udfff]*[^\\udc00-\\udfff]){${rule}}[^]*$`)
}

function listExpression(values: unknown): RegExp | undefined {
  const texts = Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
  if (texts.length === 0) return undefined
  return new RegExp(`^(?:${texts.map(text => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})$`)
}

/** A pattern is looked for anywhere in a text: what it does not tie to an end may have anything there. */
function automatonOf({ source, flags }: RegExp): NFA {
  const { JS, NFA, CharSet } = packages.refa()
  const maxCharacter = 0xffff
  const parser = JS.Parser.fromLiteral({ source, flags })
  const { expression } = parser.parse({ assertions: 'parse', backreferences: 'throw' })
  const anything = concatenation([{ type: 'CharacterClass', characters: CharSet.all(maxCharacter) }])
  const rest: Written<Element> = {
    type: 'Quantifier',
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [anything],
  }
  const alternatives = expression.alternatives.map(({ elements }) => {
    const [begins, ends] = [isEdge(elements[0], 'behind'), isEdge(elements.at(-1), 'ahead')]
    const own = elements.slice(begins ? 1 : 0, ends ? -1 : undefined)
    return concatenation([...(begins ? [] : [rest]), ...own, ...(ends ? [] : [rest])])
  })
  const factory = new NFA.LimitedNodeFactory(mostStates)
  return NFA.fromRegex({ type: 'Expression', alternatives }, { maxCharacter }, { assertions: 'throw' }, factory)
}

function concatenation(elements: Written<Element>[]): Written<Concatenation> {
  return { type: 'Concatenation', elements }
}

/** `^` is read as: no character behind; `$` as: none ahead. */
function isEdge(element: Element | undefined, kind: 'ahead' | 'behind'): boolean {
  if (element?.type !== 'Assertion' || element.kind !== kind || !element.negate) return false
  const [only, ...more] = element.alternatives.flatMap(({ elements }) => elements)
  return more.length === 0 && only?.type === 'CharacterClass' && only.characters.isAll
}

/** The shortest; of the characters that fit, ones that can be read. */
function firstWord(automaton: ReadonlyNFA): string | null {
  for (const sets of automaton.wordSets()) return String.fromCharCode(...sets.map(readable))
  return null
}

function readable({ ranges }: CharSet): number {
  const [a, z] = [0x61, 0x7a]
  const letters = ranges.find(({ min, max }) => max >= a && min <= z)
  return letters ? Math.max(letters.min, a) : (ranges[0]?.min ?? a)
}
