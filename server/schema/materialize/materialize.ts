import { messageOf } from '../../base/errors.ts'
import { configuredField } from '../configured-field.ts'
import { type Dereferenced, dereference } from '../dereference.ts'
import type { OpenReference, Origin } from '../follow-reference.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { exampleOf } from '../sample/example.ts'
import { schemaFault } from '../schema-fault.ts'
import type { SourceFile } from '../source-file.ts'
import type { Finding } from '../types.ts'
import { type MergeConflict, mergeAllOf, placesOfConflict } from './merge-all-of.ts'
import { type NumericBounds, withNumericBounds } from './numeric-bounds.ts'
import { schemaVersion, type VersionResult } from './schema-version.ts'

/** What of the tools' configuration decides about the contents of a version. */
export interface MaterializeOptions {
  readonly shouldDereference: boolean
  /** null: numbers stay without bounds. */
  readonly enforcedNumericBounds: NumericBounds | null
  readonly shouldGenerateExample: boolean
  /** The key that holds the version, `$id`. */
  readonly schemaVersionField: string
}

/** A schema as it is published. */
export interface MaterializedSchema {
  /** The number to publish it under, or why there is none. */
  readonly version: VersionResult
  readonly document: JsonObject
  /** All files it is made of, its own first. */
  readonly sources: readonly SourceFile[]
  /** Where the part at a pointer of `document` comes from; of what merging made, the nearest thing around it. */
  origin(pointer: string): Origin
}

/** The published form, or everything that keeps the schema from having one. */
export type MaterializeResult =
  | { readonly ok: true; readonly materialized: MaterializedSchema }
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly sources: readonly SourceFile[] }

/** Makes the version that a `current.yaml` stands for: references in place, `allOf` merged, numbers bounded. */
export function materialize(source: SourceFile, open: OpenReference, options: MaterializeOptions): MaterializeResult {
  const dereferenced = options.shouldDereference ? dereference(source, open) : asItIs(source)
  if (!dereferenced.ok) {
    const { findings, sources } = dereferenced
    const version = schemaVersion(source.content, source, options.schemaVersionField)
    return { ok: false, findings: version.ok ? findings : [version.finding, ...findings], sources }
  }
  const { document: whole, sources } = dereferenced.dereferenced
  const merging = options.shouldDereference ? merge(dereferenced.dereferenced) : { document: whole, findings: [] }
  const { document: merged, findings } = merging
  if (findings.length > 0) return { ok: false, findings, sources }
  const document = completed(withoutBorrowedExamples(merged, source), options)
  const origin = (pointer: string) => originOfMerged(pointer, dereferenced.dereferenced)
  const version = schemaVersion(merged, source, options.schemaVersionField)
  return { ok: true, materialized: { version, document, sources, origin } }
}

function asItIs(source: SourceFile): { readonly ok: true; readonly dereferenced: Dereferenced } {
  const origin = (pointer: string) => ({ source, pointer })
  return { ok: true, dereferenced: { document: source.content, sources: [source], origin } }
}

/** The merging library fails at what is no schema: that is said then, where it stands. */
function merge(dereferenced: Dereferenced): { readonly document: JsonObject; readonly findings: readonly Finding[] } {
  const { document: whole } = dereferenced
  try {
    const { document, conflicts } = mergeAllOf(whole)
    return { document, findings: conflicts.map(conflict => conflictFinding(conflict, dereferenced)) }
  } catch (failure) {
    const fault = schemaFault(whole, 'draft-07')
    const { source, pointer } = dereferenced.origin(fault?.pointer ?? '')
    const message = fault?.message ?? `The schema cannot be merged: ${messageOf(failure)}.`
    const finding = { file: source.file, ...source.place(pointer), pointer, message }
    return { document: whole, findings: [fault?.hint === undefined ? finding : { ...finding, hint: fault.hint }] }
  }
}

/** Examples are of one schema; what merging took over from a fragment says nothing about this one. */
function withoutBorrowedExamples(document: JsonObject, { content }: SourceFile): JsonObject {
  if (content.examples !== undefined || document.examples === undefined) return document
  const { examples: _, ...rest } = document
  return rest
}

function completed(document: JsonObject, options: MaterializeOptions): JsonObject {
  const { enforcedNumericBounds: bounds, shouldGenerateExample, schemaVersionField } = options
  const bounded = bounds ? withNumericBounds(document, bounds) : document
  const { examples } = bounded
  // As lodash's isEmpty: a number holds nothing.
  const holdsSome = typeof examples === 'string' || (typeof examples === 'object' && examples !== null)
  if (!shouldGenerateExample || (holdsSome && Object.keys(examples).length > 0)) return bounded
  const example = exampleOf(bounded)
  const isEvent = isObject(example) && Object.hasOwn(example, '$schema')
  return {
    ...bounded,
    examples: [isEvent ? { ...example, $schema: configuredField(bounded, schemaVersionField).value } : example],
  }
}

function conflictFinding(conflict: MergeConflict, dereferenced: Dereferenced): Finding {
  const { keyword, path, values } = conflict
  const places = placesOfConflict(dereferenced.document, conflict).map(pointer => {
    const { source, pointer: own } = dereferenced.origin(pointer)
    return { file: source.file, pointer: own, ...source.place(own) }
  })
  const [first, ...others] = places
  const shown = values.map(value => `\`${JSON.stringify(value)}\``).join(' and ')
  const where = path.slice(0, -1).join('.').replaceAll('properties.', '') || 'the schema'
  const elsewhere = others.map(({ file, line, column }) => `\`${file}:${line}:${column}\``).join(', ')
  return {
    file: first?.file ?? dereferenced.sources[0]?.file ?? '',
    line: first?.line ?? 1,
    column: first?.column ?? 1,
    pointer: first?.pointer ?? '',
    message: `\`allOf\` cannot be merged: ${keyword} of ${where} is ${shown}${elsewhere ? `, the other at ${elsewhere}` : ''}.`,
    hint: `Let both say the same ${keyword}.`,
  }
}

/** A part of the merged schema stands in the schema itself, or in one of its `allOf`, at the same path. */
function originOfMerged(pointer: string, { document, origin }: Dereferenced): Origin {
  const keys = pointer === '' ? [] : pointer.slice(1).split('/')
  let places = [{ value: document as unknown, at: '' }]
  let best = ''
  for (const key of keys) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    places = places
      .flatMap(place => withAllOf(place))
      .flatMap(({ value, at }) => {
        const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        return isHolder ? [{ value: (value as JsonObject)[name], at: `${at}/${key}` }] : []
      })
    if (places[0] === undefined) break
    best = places[0].at
  }
  return origin(best)
}

function withAllOf(place: { value: unknown; at: string }): readonly { value: unknown; at: string }[] {
  const parts = isObject(place.value) && Array.isArray(place.value.allOf) ? place.value.allOf : []
  return [place, ...parts.flatMap((value, index) => withAllOf({ value, at: `${place.at}/allOf/${index}` }))]
}
