import { isObject, type JsonObject } from './json-object.ts'
import { subschemasOf } from './subschemas.ts'

/** Where the `$id`s of a document lead, as draft-07 has it: each moves the base of what stands in it, or names an anchor. */
export interface SchemaIds {
  /** The place a reference means that stands at `pointer`; undefined where no `$id` of this document says so. */
  placeOf(reference: string, pointer: string): string | undefined
}

const known = new WeakMap<JsonObject, SchemaIds>()

/** The ids of a document, looked up once. `uri` is its own address, such as `/title/1.0.0`. */
export function idsIn(document: JsonObject, uri: string): SchemaIds {
  const before = known.get(document)
  if (before) return before
  const ids = createIds(document, `schema://repository${uri}`)
  known.set(document, ids)
  return ids
}

function createIds(document: JsonObject, ownBase: string): SchemaIds {
  const bases = new Map<string, string>([['', ownBase]])
  const places = new Map<string, string>([[ownBase, '']])

  const visit = (schema: unknown, pointer: string, around: string): void => {
    if (!isObject(schema)) return
    const { $id: id, $ref: reference } = schema
    // Beside a `$ref` nothing counts in draft-07.
    const named = typeof id === 'string' && typeof reference !== 'string' ? resolved(id, around) : undefined
    let base = around
    if (named !== undefined) {
      const [address = '', anchor = ''] = named.split('#')
      if (anchor !== '') places.set(named, pointer)
      else if (!places.has(address) || pointer === '') places.set(address, pointer)
      if (anchor === '') base = address
      bases.set(pointer, base)
    }
    for (const inner of subschemasOf(schema, pointer)) visit(inner.schema, inner.pointer, base)
  }
  visit(document, '', ownBase)

  return {
    placeOf(reference, pointer) {
      const named = resolved(reference, baseAt(pointer, bases))
      if (named === undefined) return undefined
      const [address = '', fragment = ''] = named.split('#')
      if (fragment !== '' && !fragment.startsWith('/')) return places.get(named)
      const place = places.get(address)
      return place === undefined ? undefined : place + decoded(fragment)
    },
  }
}

/** The base of the nearest schema around a place that has one. */
function baseAt(pointer: string, bases: ReadonlyMap<string, string>): string {
  for (let above = pointer; above !== ''; above = above.slice(0, above.lastIndexOf('/'))) {
    const base = bases.get(above)
    if (base !== undefined) return base
  }
  return bases.get('') ?? ''
}

function resolved(reference: string, base: string): string | undefined {
  try {
    return new URL(reference, base).href.replace(/#$/, '')
  } catch {
    return undefined
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
