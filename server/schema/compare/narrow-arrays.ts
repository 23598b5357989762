import type { Narrowing, NarrowKeyword, Question } from './narrowing.ts'
import { allOf, greatest, least, type Part, valuesOf } from './parts.ts'

/** What is said of lists. */
export const narrowArrays: NarrowKeyword = (keyword, rule, part, question) => {
  if (!keywords.has(keyword)) return undefined
  const { a, spot, types } = question
  if (!types.has('array')) return []
  const most = least(a, 'maxItems') ?? Number.POSITIVE_INFINITY
  const unless = (isImplied: boolean): readonly Narrowing[] => (isImplied ? [] : [{ keyword, spot }])
  if (keyword === 'minItems') return unless(rule === 0 || (greatest(a, 'minItems') ?? 0) >= Number(rule))
  if (keyword === 'maxItems') return unless(most <= Number(rule))
  if (keyword === 'uniqueItems') return unless(rule !== true || most <= 1 || valuesOf(a, 'uniqueItems').includes(true))
  if (keyword === 'contains') return unless(isContained(rule, question))
  return keyword === 'items' ? narrowItems(rule, part, question, most) : []
}

const keywords: ReadonlySet<string> = new Set([
  'items',
  'additionalItems',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
])

/** `items` with its `additionalItems`: at each place where either list names an item, and at the place behind. */
function narrowItems(rule: unknown, { schema, at }: Part, question: Question, most: number): readonly Narrowing[] {
  const { a, spot, below } = question
  const named = Math.max(...[rule, ...valuesOf(a, 'items')].map(items => (Array.isArray(items) ? items.length : 0)))
  const places = Array.from({ length: named + 1 }, (_, index) => index).filter(index => index < most)
  return places.flatMap(index => {
    const isNamed = Array.isArray(rule) && index < rule.length
    const b = isNamed ? rule[index] : Array.isArray(rule) ? (schema.additionalItems ?? true) : rule
    const bAt = isNamed ? `${at}/items/${index}` : Array.isArray(rule) ? `${at}/additionalItems` : `${at}/items`
    const steps = [...spot.steps, { kind: 'item', index } as const]
    return below({ ...itemOf(a, index, spot.aAt), b, bAt, steps })
  })
}

/** What `a` says of the item at a place. */
function itemOf(a: readonly Part[], index: number, otherwise: string): { readonly a: unknown; readonly aAt: string } {
  const found = a.flatMap(({ schema, at }) => {
    const { items, additionalItems } = schema
    if (items === undefined) return []
    if (!Array.isArray(items)) return [{ schema: items, at: `${at}/items` }]
    if (index < items.length) return [{ schema: items[index] as unknown, at: `${at}/items/${index}` }]
    return additionalItems === undefined ? [] : [{ schema: additionalItems, at: `${at}/additionalItems` }]
  })
  return { a: allOf(found.map(({ schema }) => schema)), aAt: found[0]?.at ?? otherwise }
}

function isContained(rule: unknown, { a, spot, below }: Question): boolean {
  const asked = (inner: unknown) => below({ ...spot, a: inner, b: rule }).length === 0
  if (valuesOf(a, 'contains').some(asked)) return true
  return (greatest(a, 'minItems') ?? 0) >= 1 && asked(itemOf(a, 0, spot.aAt).a)
}
