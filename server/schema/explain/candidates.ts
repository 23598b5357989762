import { nearest } from '../../base/nearest.ts'
import { textOf } from '../../base/text-of.ts'
import { isObject } from '../json-object.ts'
import { readDate, readEpoch } from './dates.ts'
import type { Fault } from './fault.ts'
import type { SchemaParts } from './schema-parts.ts'
import { code, shown, typesOf } from './words.ts'

/** A value that may be what was meant. Nothing is claimed yet: it is tried on a copy of the event. */
export interface Candidate {
  readonly value: unknown
  /** Why this one, in two or three words. */
  readonly note: string
  readonly hint: string
  readonly label?: string
}

/** What may have been meant in place of the value at fault, the likeliest first. `raw` is that value as it was sent. */
export function candidatesFor(fault: Fault, parts: SchemaParts, raw: string): readonly Candidate[] {
  const { keyword, value, expected } = fault
  if (keyword === 'type') return typesOf(expected).flatMap(type => ofType(type, value, raw, formatAt(fault, parts)))
  if (keyword === 'anyOf' || keyword === 'oneOf') {
    const types = (Array.isArray(expected) ? expected : []).filter(isObject).flatMap(({ type }) => typesOf(type))
    return types.flatMap(type => ofType(type, value, raw, undefined))
  }
  if (keyword === 'const') return [{ value: expected, note: 'The only value', hint: `Send ${shown(expected)}.` }]
  if (keyword === 'enum') return ofList(expected as readonly unknown[], value)
  if (typeof value !== 'string') return []
  if (keyword === 'format') return ofFormat(textOf(expected), value)
  if (keyword === 'pattern' || keyword === 'maxLength') return rewritten(value)
  return []
}

function formatAt({ pointer }: Fault, parts: SchemaParts): string | undefined {
  const [format] = parts.at(pointer).flatMap(part => (typeof part.format === 'string' ? [part.format] : []))
  return format
}

function ofType(type: string, value: unknown, raw: string, format: string | undefined): readonly Candidate[] {
  if (Array.isArray(value)) {
    if (type === 'array' || value.length !== 1) return []
    return [{ value: value[0], note: 'Without the list', hint: 'Send the value itself, not a list.' }]
  }
  if (type === 'array' && value !== null) {
    return [...ofText(type, value), { value: [value], note: 'As a list', hint: 'Send a list, also of a single value.' }]
  }
  if (typeof value === 'string') return ofText(type, value)
  if (typeof value === 'number') return ofNumber(type, value, raw, format)
  if (typeof value !== 'boolean') return []
  if (type === 'string') return [inQuotes(raw)]
  const digit = value ? 1 : 0
  const hint = `Send \`${digit}\` for \`${value}\`.`
  return type === 'integer' || type === 'number' ? [{ value: digit, note: 'As a number', hint }] : []
}

function ofText(type: string, value: unknown): readonly Candidate[] {
  if (typeof value !== 'string') return []
  const text = value.trim()
  if (type === 'integer' || type === 'number') {
    const [number, note] = numberIn(text)
    return number === undefined ? [] : [{ value: number, note, hint: 'Send the number without quotes.' }]
  }
  if (type === 'boolean') {
    const word = text.toLowerCase()
    if (word === 'true' || word === 'false') {
      return [{ value: word === 'true', note: 'Without quotes', hint: `Send \`${word}\` without quotes.` }]
    }
    const meant = /^(?:yes|y|on|1)$/.test(word) ? true : /^(?:no|n|off|0)$/.test(word) ? false : undefined
    return meant === undefined ? [] : [{ value: meant, note: 'As true or false', hint: `Send \`${meant}\`.` }]
  }
  if (type === 'null')
    return text === 'null' ? [{ value: null, note: 'Without quotes', hint: 'Send `null` without quotes.' }] : []
  if (!/^[[{]/.test(text)) return []
  try {
    return [{ value: JSON.parse(text), note: 'Without quotes', hint: 'Send the JSON itself, not as a string.' }]
  } catch {
    return []
  }
}

function numberIn(text: string): [number | undefined, string] {
  const grouped = /^-?\d{1,3}(?:,\d{3})+$/.test(text)
  const plain = grouped ? text.replaceAll(',', '') : text
  if (!/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(plain)) return [undefined, '']
  const number = Number(plain)
  // A number that loses digits is not what was sent.
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number))) return [undefined, '']
  return [number, grouped ? 'Without commas' : 'Without quotes']
}

function ofNumber(type: string, value: number, raw: string, format: string | undefined): readonly Candidate[] {
  if (type === 'boolean') {
    if (value !== 0 && value !== 1) return []
    return [{ value: value === 1, note: 'As true or false', hint: `Send \`${value === 1}\`.` }]
  }
  if (type !== 'string') return []
  const date = format === 'date-time' ? readEpoch(value) : undefined
  if (date) return [asDate(date.iso, date.note)]
  // As it was sent: 1.50 stays 1.50.
  return [inQuotes(raw)]
}

const inQuotes = (raw: string): Candidate => ({
  value: raw,
  note: 'In quotes',
  hint: `Send it in quotes: \`"${raw}"\`.`,
})

const asDate = (iso: string, note: string): Candidate => ({
  value: iso,
  note,
  hint: `Send \`${iso}\`.`,
  label: 'Use this date',
})

function ofList(values: readonly unknown[], value: unknown): readonly Candidate[] {
  const hint = (meant: unknown) => `Send ${typeof meant === 'string' ? code(meant) : shown(meant)}.`
  const same = values.find(one => typeof one !== typeof value && textOf(one) === textOf(value))
  if (same !== undefined) {
    const note = typeof same === 'string' ? 'In quotes' : 'Without quotes'
    return [{ value: same, note, hint: `Send \`${JSON.stringify(same)}\`.` }]
  }
  if (typeof value !== 'string') return []
  const texts = values.filter(one => typeof one === 'string')
  const folded = texts.find(text => fold(text) === fold(value))
  if (folded !== undefined) {
    const isCase = folded.toLowerCase() === value.toLowerCase()
    return [{ value: folded, note: isCase ? 'Only the case differs' : 'Only the spelling differs', hint: hint(folded) }]
  }
  const near = nearest(value, texts)
  return near === undefined ? [] : [{ value: near, note: 'Nearest allowed value', hint: hint(near) }]
}

/** Case, spaces, dashes and underscores aside. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '')
}

function ofFormat(format: string, value: string): readonly Candidate[] {
  const trimmed = value.trim()
  const tidy = trimmed === value ? [] : rewritten(value)
  if (format === 'date-time') {
    const date = readDate(value)
    return date ? [asDate(date.iso, date.note)] : tidy
  }
  if (format === 'date') {
    const date = readDate(value)
    return date ? [{ ...asDate(date.iso.slice(0, 10), 'As ISO 8601') }] : tidy
  }
  if (format === 'uuid' && /^[0-9a-f]{32}$/i.test(trimmed)) {
    const uuid = trimmed.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    return [{ value: uuid, note: 'With dashes', hint: `Send \`${uuid}\`.` }]
  }
  if (format !== 'uri' && format !== 'uri-reference') return tidy
  const encoded = trimmed.replace(/\s/g, '%20')
  const absolute = /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(encoded) && format === 'uri' ? `https://${encoded}` : encoded
  if (absolute === value) return []
  const note = absolute === encoded ? 'Spaces encoded' : 'Scheme added'
  return [{ value: absolute, note, hint: `Send ${code(absolute)}.` }]
}

/** Small changes that often make a text fit. */
function rewritten(value: string): readonly Candidate[] {
  // A long text is content, not a name that was written in another way.
  if (value.length > 1000) return []
  const trimmed = value.trim()
  const forms: readonly [string, string][] = [
    [trimmed, 'Without spaces around it'],
    [trimmed.toLowerCase(), 'In lower case'],
    [trimmed.toUpperCase(), 'In upper case'],
    [trimmed.replace(/\s+/g, '_'), 'Underscores for spaces'],
    [trimmed.toLowerCase().replace(/[\s-]+/g, '_'), 'In snake case'],
  ]
  return forms
    .filter(([text], at) => text !== value && forms.findIndex(([other]) => other === text) === at)
    .map(([text, note]) => ({ value: text, note, hint: `Send ${code(text)}.` }))
}
