import { dotted, valueAt } from '../../event/json-pointer.ts'
import { isObject } from '../json-object.ts'
import type { Narrowing } from './narrowing.ts'

/** A change as people read it, with the name that Confluent and Karapace have for it. */
export interface WordedChange {
  readonly class: string
  readonly message: string
}

/**
 * Words for a narrowing. With `backward` the old schema is `a` (old documents are refused), else the new one is: the
 * sentence always tells what became of the old schema.
 */
export function wordsFor({ keyword, spot, name }: Narrowing, direction: 'backward' | 'forward'): WordedChange {
  const isBackward = direction === 'backward'
  const [old, next] = isBackward ? [spot.a, spot.b] : [spot.b, spot.a]
  const where = placeName(spot.steps.length === 0 ? '' : spotName(spot.steps))
  const [was, is] = [ruleOf(old, keyword), ruleOf(next, keyword)]
  if (keyword === 'required' && name !== undefined) {
    const message = isBackward
      ? `${member(spot.steps, name)} became required.`
      : `${member(spot.steps, name)} is no longer required.`
    return { class: 'required_attribute_added', message }
  }
  if (keyword === 'additionalProperties') return additional(spot, name, isBackward, where)
  return { class: classOf(keyword, was, is), message: sentence(keyword, was, is, where) }
}

function sentence(keyword: string, was: unknown, is: unknown, where: string): string {
  if (keyword === 'type') return `${where} was ${typeText(was)} and is ${typeText(is)} now.`
  if (keyword === 'enum' && Array.isArray(was) && Array.isArray(is)) return enumSentence(was, is, where)
  if (keyword === 'false') return `${where} may not be there any more.`
  if (keyword === 'size') return `${where} is too involved to be compared.`
  if (was === undefined) return `${where} got \`${keyword}\`${shown(is)}.`
  if (is === undefined) return `${where} lost \`${keyword}\`${shown(was)}.`
  const isPlain = typeof was !== 'object' && typeof is !== 'object'
  return isPlain
    ? `\`${keyword}\` of ${where} went from \`${text(was)}\` to \`${text(is)}\`.`
    : `\`${keyword}\` of ${where} changed.`
}

function enumSentence(was: readonly unknown[], is: readonly unknown[], where: string): string {
  const gone = was.filter(value => !is.some(other => text(other) === text(value)))
  const come = is.filter(value => !was.some(other => text(other) === text(value)))
  const list = (values: readonly unknown[]) => values.map(value => `\`${text(value)}\``).join(', ')
  const says = [
    gone.length > 0 ? `no longer allows ${list(gone)}` : '',
    come.length > 0 ? `allows ${list(come)} now` : '',
  ]
  return `${where} ${says.filter(part => part !== '').join(' and ')}.`
}

function additional(
  { steps }: Narrowing['spot'],
  name: string | undefined,
  isBackward: boolean,
  where: string,
): WordedChange {
  if (name === undefined || /^(?:q|undeclared)/.test(name)) {
    const message = isBackward ? `${where} takes no other properties any more.` : `${where} takes other properties now.`
    return { class: 'additional_properties_narrowed', message }
  }
  const named = member(steps, name)
  const message = isBackward
    ? `${named} was removed, and other properties are not allowed.`
    : `${named} was added; the old schema allows no other properties.`
  return { class: 'property_removed_from_closed_content_model', message }
}

const numeric: ReadonlySet<string> = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
])
const named: Readonly<Record<string, string>> = {
  __proto__: null as never,
  anyOf: 'combined_type_subschemas_changed',
  oneOf: 'combined_type_subschemas_changed',
  not: 'not_type_narrowed',
  if: 'combined_type_changed',
  contains: 'item_removed_not_covered_by_partially_open_content_model',
  dependencies: 'dependency_array_added',
  enum: 'enum_array_narrowed',
  const: 'enum_array_narrowed',
  false: 'schema_removed',
  items: 'item_removed_not_covered_by_partially_open_content_model',
  propertyNames: 'property_names_narrowed',
  uniqueItems: 'unique_items_added',
}

function classOf(keyword: string, was: unknown, is: unknown): string {
  if (keyword === 'type')
    return Array.isArray(was) || Array.isArray(is) || isNumeric(was, is) ? 'type_narrowed' : 'type_changed'
  if (named[keyword]) return named[keyword]
  const words = snake(keyword === 'multipleOf' ? 'multiple' : keyword)
  if (was === undefined) return `${words}_added`
  if (is === undefined) return `${words}_removed`
  if (!numeric.has(keyword))
    return keyword === 'multipleOf' && Number(is) > Number(was) ? 'multiple_expanded' : `${words}_changed`
  return Number(is) > Number(was) ? `${words}_increased` : `${words}_decreased`
}

/** Karapace writes `minimum_exclusive`. */
function snake(keyword: string): string {
  const words = keyword.replace(/([A-Z])/g, letter => `_${letter.toLowerCase()}`)
  return words.startsWith('exclusive_') ? `${words.slice('exclusive_'.length)}_exclusive` : words
}

function isNumeric(was: unknown, is: unknown): boolean {
  return [was, is].every(type => type === 'integer' || type === 'number')
}

/** The value of a keyword, also where it stands in an `allOf`. */
function ruleOf(schema: unknown, keyword: string): unknown {
  if (!isObject(schema)) return undefined
  if (Object.hasOwn(schema, keyword)) return schema[keyword]
  const inner = Array.isArray(schema.allOf) ? schema.allOf : []
  return inner.map(part => valueAt(part, `/${keyword}`)).find(value => value !== undefined)
}

function typeText(type: unknown): string {
  if (type === undefined) return 'anything'
  return (Array.isArray(type) ? type : [type]).map(String).join(' or ')
}

function spotName(steps: Narrowing['spot']['steps']): string {
  return dotted(
    steps
      .map(step =>
        step.kind === 'property' ? `/${step.name.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${step.index}`,
      )
      .join(''),
  )
}

function member(steps: Narrowing['spot']['steps'], name: string): string {
  return placeName(spotName([...steps, { kind: 'property', name }]))
}

function placeName(name: string): string {
  return name === '' ? 'The event' : `\`${name}\``
}

function shown(value: unknown): string {
  return typeof value === 'object' ? '' : `: \`${text(value)}\``
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
