import { dotted } from '../../event/json-pointer.ts'

/** `page.page_id` in backticks; the root is `The event`. */
export function named(pointer: string): string {
  return pointer === '' ? 'The event' : code(dotted(pointer))
}

/** Machine words in backticks, cut where they are long. A backtick inside would end them. */
export function code(text: string, most = 60): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text
  return `\`${shown.replaceAll('`', "'")}\``
}

/** A value as a person calls it: strings without quotes, everything else as JSON. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === '') return '`""`'
  return code(typeof value === 'string' ? value : JSON.stringify(value))
}

/** What a value is, after "but it is": `a string`, `null`, `5.5` for a number that is no integer. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'boolean') return `${value}`
  if (typeof value === 'number') return 'a number'
  return typeof value === 'object' ? 'an object' : 'a string'
}

/** What a type asks for, after "must be". */
export function typeName(type: string): string {
  return typeNames[type] ?? code(type)
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
}

/** The types a schema asks for, one or several. */
export function typesOf(type: unknown): readonly string[] {
  return Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : []
}

/** `a, b or c`; beyond `most` the rest is counted. */
export function oneOfThese(words: readonly string[], most = 8): string {
  if (words.length > most) return `${words.slice(0, most).join(', ')} or ${counted(words.length - most, 'other')}`
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** `1 character`, `1,204 characters`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
