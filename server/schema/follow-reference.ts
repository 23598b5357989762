import { nearest } from '../base/nearest.ts'
import { keysOf, pointerTo, valueAt } from '../event/json-pointer.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { idsIn } from './schema-ids.ts'
import type { SourceFile } from './source-file.ts'
import type { Finding } from './types.ts'

/** A place in a file. */
export interface Origin {
  readonly source: SourceFile
  readonly pointer: string
}

/** Answers what an absolute `$ref` names, without its fragment; or says why it cannot. */
export type OpenReference = (
  uri: string,
) =>
  | { readonly ok: true; readonly source: SourceFile }
  | { readonly ok: false; readonly message: string; readonly hint: string }

/**
 * What the document is for. A published one has no references. To judge by, a schema may refer to a part that it stands
 * in (that reference stays, and leads to a place of the document itself), and by an `$id` of its own file, as draft-07
 * has it; jsonschema-tools knows neither.
 */
export type Purpose = 'publish' | 'judge'

/** What a reference names. */
export type Target = Origin & { readonly value: unknown }

/** What a `$ref` names: jsonschema-tools' way, else to judge by, what an `$id` of its own file says. */
export function follow(
  reference: string,
  from: Origin,
  open: OpenReference,
  purpose: Purpose,
): Target | RefusedReference {
  const target = followPlainly(reference, from, open)
  if (!(target instanceof RefusedReference) || purpose === 'publish') return target
  const { source } = from
  const pointer = idsIn(source.content, source.uri).placeOf(reference, from.pointer)
  const value = pointer === undefined ? undefined : valueAt(source.content, pointer)
  return pointer === undefined || value === undefined ? target : { source, pointer, value }
}

/** A place in its own file (`#/…`, `./#/…`), or in the file of an absolute URI. */
function followPlainly(reference: string, from: Origin, open: OpenReference): Target | RefusedReference {
  const [, uri = '', fragment = ''] = /^([^#]*)(?:#(.*))?$/s.exec(reference) ?? []
  const place = within(from, '$ref')
  let source = from.source
  if (uri !== '' && uri !== './') {
    const opened = open(uri)
    if (!opened.ok) return refused(place, `\`$ref\` names \`${reference}\`: ${opened.message}`, opened.hint)
    source = opened.source
  }
  const pointer = decoded(fragment)
  if (pointer === undefined || (pointer !== '' && !pointer.startsWith('/'))) {
    return refused(
      place,
      `\`$ref\` names \`${reference}\`, which is not a JSON pointer.`,
      'Write it as `#/definitions/name`.',
    )
  }
  let value: unknown = source.content
  let known = ''
  for (const key of keysOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      const message = `\`$ref\` names \`${reference}\`, but \`${source.file}\` has no \`${key}\` at \`#${known}\`.`
      const near = isObject(value) ? nearest(key, Object.keys(value)) : undefined
      return refused(place, message, near ? `Nearest: \`#${pointerTo(known, near)}\`.` : 'Name a place that exists.')
    }
    value = (value as JsonObject)[key]
    known = pointerTo(known, key)
  }
  return { source, pointer, value }
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return undefined
  }
}

/** Why a reference cannot be followed; thrown where that ends the whole walk. */
export class RefusedReference extends Error {
  readonly finding: Finding

  constructor(finding: Finding) {
    super(finding.message)
    this.finding = finding
  }
}

/** A reference that is refused, at the place where it stands. */
export function refused(origin: Origin, message: string, hint: string): RefusedReference {
  const { source, pointer } = origin
  return new RefusedReference({ file: source.file, ...source.place(pointer), message, hint })
}

/** The place of a key, or of an item, inside another. */
export function within(origin: Origin, key: string | number): Origin {
  return { source: origin.source, pointer: pointerTo(origin.pointer, key) }
}
