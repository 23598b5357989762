import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete'
import { nameOf, type Spot, spotAt } from './json-tree.ts'

type Schema = Readonly<Record<string, unknown>>

/** What completion offers beside the schema's own keys and values. */
export interface Offers {
  /** The schema of the event that is written, everything in place. */
  readonly schema: Schema | undefined
  readonly schemaUris: readonly string[]
  readonly streams: readonly string[]
}

/** Offers the keys that the schema knows here, and the values that it allows. */
export function completeFrom(offers: (text: string) => Promise<Offers>): CompletionSource {
  return async context => {
    const { kind, path, object } = spotAt(context.state, context.pos)
    const word = context.matchBefore(/"?[\w.$/:@-]+|"/)
    if (word === null && !context.explicit) return null
    const from = word?.from ?? context.pos
    // A closing quote that the editor wrote by itself is part of what is replaced.
    const isQuoted = word?.text.startsWith('"') === true
    const to = isQuoted && context.state.sliceDoc(context.pos, context.pos + 1) === '"' ? context.pos + 1 : context.pos
    // Of several events each begins with its index.
    const inEvent = /^\d+$/.test(path[0] ?? '') ? path.slice(1) : path
    const offered = await offers(context.state.doc.toString())
    const options =
      kind === 'key'
        ? keysOf(schemaAt(offered.schema, inEvent), presentKeys(context, object))
        : valuesOf(offered, inEvent)
    return options.length === 0 ? null : { from, to, options, filter: true, validFor: /^"?[\w.$/:@-]*$/ }
  }
}

/** The keys that the object has already, but for the one that is written. */
function presentKeys({ state, pos }: CompletionContext, object: Spot['object']): ReadonlySet<string> {
  const others = (object?.getChildren('Property') ?? []).filter(({ from, to }) => pos < from || pos > to)
  return new Set(others.map(each => nameOf(state, each)))
}

function keysOf(schema: Schema | undefined, present: ReadonlySet<string>): Completion[] {
  const required = new Set(Array.isArray(schema?.required) ? schema.required : [])
  return Object.entries(schemaIn(schema?.properties) ?? {}).flatMap(([name, value]) => {
    const child = schemaIn(value)
    if (child === undefined || present.has(name)) return []
    const completion: Completion = {
      label: JSON.stringify(name),
      displayLabel: name,
      apply: `${JSON.stringify(name)}: ${beginningOf(child)}`,
      detail: `${typeOf(child)}${required.has(name) ? ', required' : ''}`,
      boost: required.has(name) ? 1 : 0,
      ...(typeof child.description === 'string' ? { info: child.description } : {}),
    }
    return [completion]
  })
}

function valuesOf({ schema, schemaUris, streams }: Offers, path: readonly string[]): Completion[] {
  const place = path.join('/')
  if (place === '$schema') return schemaUris.map(stringOption)
  if (place === 'meta/stream') return streams.map(stringOption)
  const own = schemaAt(schema, path)
  const known = Array.isArray(own?.enum) ? own.enum : 'const' in (own ?? {}) ? [own?.const] : examplesOf(own)
  const values = own?.type === 'boolean' ? [true, false] : known
  return values.map(value => ({ label: JSON.stringify(value), displayLabel: String(value) }))
}

function stringOption(value: string): Completion {
  return { label: JSON.stringify(value), displayLabel: value }
}

function examplesOf(schema: Schema | undefined): readonly unknown[] {
  const given = Array.isArray(schema?.examples) ? schema.examples : []
  const values = schema !== undefined && 'default' in schema ? [schema.default, ...given] : given
  return values.filter(value => typeof value !== 'object')
}

function schemaAt(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((at, key) => {
    const properties = schemaIn(at?.properties)
    const own = properties !== undefined && Object.hasOwn(properties, key) ? schemaIn(properties[key]) : undefined
    return own ?? (/^\d+$/.test(key) ? schemaIn(at?.items) : undefined) ?? schemaIn(at?.additionalProperties)
  }, schema)
}

function typeOf({ type, enum: values }: Schema): string {
  if (Array.isArray(values)) return 'one of a few'
  return Array.isArray(type) ? type.join(' or ') : String(type ?? 'any')
}

/** What stands after a new key, so that only the value is left to type. */
function beginningOf({ type }: Schema): string {
  return type === 'string' ? '""' : type === 'object' ? '{}' : type === 'array' ? '[]' : ''
}

function schemaIn(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined // as: an object
}
