import { parentOf, pointerTo, valueAt } from '../../event/json-pointer.ts'
import type { SchemaParts } from './schema-parts.ts'
import { code, oneOfThese, shown, typeName, typesOf } from './words.ts'

/** `Add it, a date and time such as …`: type, format and example as the schema has them. */
export function addHint(pointer: string, parts: SchemaParts): string {
  const schemas = parts.at(pointer)
  const types = [...new Set(schemas.flatMap(({ type }) => typesOf(type)))]
  const format = formatNames[String(schemas.find(part => part.format !== undefined)?.format)]
  const values = schemas.map(part => part.enum).find(Array.isArray)
  const example = parts.example(pointer)
  const suits = example !== undefined && (typeof example !== 'object' || example === null)
  const such = suits ? ` such as \`${JSON.stringify(example)}\`` : ''
  if (values) return `Add it, one of ${oneOfThese(values.map(shown))}.`
  const what = format?.is ?? oneOfThese(types.map(typeName))
  if (what === '') return suits ? `Add it,${such}.` : 'Add it.'
  return `Add it, ${what}${such}.`
}

/** A key that the schema knows one level further in, or further out. */
export function moveHint(pointer: string, key: string, value: unknown, parts: SchemaParts): string | undefined {
  const hasRoom = (name: string) => valueAt(value, pointerTo(pointerTo('', name), key)) === undefined
  const inner = [...parts.declaredKeys(pointer)].find(
    name => hasRoom(name) && parts.declaredKeys(pointerTo(pointer, name)).has(key),
  )
  if (inner !== undefined) return `Move it into ${code(inner)}.`
  const above = parentOf(pointer)
  return above && parts.declaredKeys(above.parent).has(key) ? `Move it out of ${code(above.key)}.` : undefined
}

/** Formats as people call them, with one of the kind. */
export const formatNames: Readonly<Record<string, { readonly is: string; readonly such: string }>> = {
  'date-time': { is: 'a date and time in ISO 8601', such: '2026-11-23T12:03:00Z' },
  date: { is: 'a date in ISO 8601', such: '2026-11-23' },
  time: { is: 'a time in ISO 8601', such: '12:03:00Z' },
  uri: { is: 'a URI', such: 'https://example.org/wiki/Page' },
  'uri-reference': { is: 'a URI or a path', such: '/wiki/Page' },
  email: { is: 'an e-mail address', such: 'name@example.org' },
  hostname: { is: 'a host name', such: 'www.example.org' },
  ipv4: { is: 'an IPv4 address', such: '192.0.2.1' },
  ipv6: { is: 'an IPv6 address', such: '2001:db8::1' },
  uuid: { is: 'a UUID', such: 'b7a0c1de-52c4-4b1e-9a57-0d7c7f1f6a02' },
  regex: { is: 'a regular expression', such: '^[a-z]+$' },
}
