import { keysOf, pointerTo, valueAt } from '../../event/json-pointer.ts'
import type { PlacedVersion } from '../check/check-title.ts'
import { compareSchemas, type SchemaChange } from '../compare/compare.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { ListedFile } from '../listing.ts'
import { type MaterializedSchema, materialize } from '../materialize/materialize.ts'
import { parseSource, type SourceFile } from '../source-file.ts'
import type { Workspace } from '../workspace.ts'
import { withValue } from './with-value.ts'

/** A change by what `schema check` says of it. */
export type ChangeName = Pick<SchemaChange, 'class' | 'pointer'>

/**
 * The text of a `current` file without one change to the version before it, proved: materialized anew it lacks the change,
 * and breaks nothing else. Undefined where no edit of this one file does that, as where the change is a fragment's.
 */
export function undoneChange(
  workspace: Workspace,
  file: ListedFile,
  old: PlacedVersion,
  name: ChangeName,
): string | undefined {
  const [read, made] = [workspace.read(file), workspace.materialized(file)]
  if (!read.ok || !made.ok) return undefined
  const { source } = read
  const before = compareSchemas(old.document, made.materialized.document, { witnesses: false }).changes
  const changes = before.filter(change => isNamed(change, name))
  const breaking = new Set(before.filter(({ breaks }) => breaks.length > 0).map(keyOf))
  const isProved = (text: string): boolean => {
    const parsed = parseSource(file, text)
    if (!parsed.ok) return false
    const result = materialize(parsed.source, workspace.open, workspace.configOf(file.repository))
    if (!result.ok) return false
    const after = compareSchemas(old.document, result.materialized.document, { witnesses: false }).changes
    const broken = after.filter(({ breaks }) => breaks.length > 0)
    return !after.some(change => isNamed(change, name)) && broken.every(change => breaking.has(keyOf(change)))
  }
  for (const change of changes) {
    for (const { pointer, oldPointer } of placesToRestore(change)) {
      for (const own of ownPlaces(source, made.materialized, pointer)) {
        const [was, is] = [valueAt(old.document, oldPointer), valueAt(made.materialized.document, pointer)]
        const text = withValue(file.file, source.text, own, restored(valueAt(source.content, own), was, is))
        if (text !== undefined && text !== source.text && isProved(text)) return text
      }
    }
  }
  return undefined
}

function isNamed(change: SchemaChange, name: ChangeName): boolean {
  return change.class === name.class && change.pointer === name.pointer
}

function keyOf({ class: className, pointer, message, breaks }: SchemaChange): string {
  return JSON.stringify([className, pointer, message, breaks])
}

interface Pointers {
  readonly pointer: string
  readonly oldPointer: string
}

/** The rule itself, then the whole property it is a rule of: a type may bring others with it. */
function placesToRestore({ pointer, oldPointer }: SchemaChange): readonly Pointers[] {
  // Of what one side lacks the pointer ends above it.
  const rule = oldPointer.startsWith(`${pointer}/`)
    ? { pointer: oldPointer, oldPointer }
    : pointer.startsWith(`${oldPointer}/`)
      ? { pointer, oldPointer: pointer }
      : { pointer, oldPointer }
  const property = /^.*\/properties\/[^/]+(?=\/)/.exec(rule.pointer)?.[0]
  const oldProperty = /^.*\/properties\/[^/]+(?=\/)/.exec(rule.oldPointer)?.[0]
  if (property === undefined || oldProperty === undefined) return [rule]
  return [rule, { pointer: property, oldPointer: oldProperty }]
}

/** Where a place of the materialized schema may stand in its own file: where it comes from, or in a part of `allOf`. */
function ownPlaces(source: SourceFile, { document, origin }: MaterializedSchema, pointer: string): readonly string[] {
  const found: string[] = []
  const known = longestKnown(document, pointer)
  const from = origin(known)
  if (from.source.file === source.file) found.push(from.pointer + pointer.slice(known.length))
  const [first = ''] = keysOf(pointer)
  const parts = Array.isArray(source.content.allOf) ? source.content.allOf : []
  for (const [index, part] of [source.content, ...parts].entries()) {
    if (!isObject(part) || !Object.hasOwn(part, first)) continue
    found.push(index === 0 ? pointer : `${pointerTo('/allOf', index - 1)}${pointer}`)
  }
  return [...new Set(found)]
}

function longestKnown(document: JsonObject, pointer: string): string {
  let known = pointer
  while (known !== '' && valueAt(document, known) === undefined) known = known.slice(0, known.lastIndexOf('/'))
  return known
}

/** What the version before had; of a list of names only what came is taken out, and only what went put back. */
function restored(own: unknown, was: unknown, is: unknown): unknown {
  if (!isList(own) || !isList(is) || !(was === undefined || isList(was))) return was
  const before = was ?? []
  const kept = own.filter(item => before.includes(item) || !is.includes(item))
  const list = [...kept, ...before.filter(item => !is.includes(item))]
  if (list.length === before.length) return was
  return list.length === 0 ? undefined : list
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(item => typeof item !== 'object' || item === null)
}
