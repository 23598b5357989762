import { pointerTo } from '../../event/json-pointer.ts'
import { type HiveType, hiveName, hiveTypeOf } from '../hive/hive-type.ts'
import { saysTheSame } from './facts.ts'

/** A reason why a table made from the old schema cannot take events of the new one. */
export interface HiveChange {
  readonly class: string
  /** Inside the schema that has the column: the new one, of a removed column the old one. */
  readonly pointer: string
  readonly message: string
}

/** What two schemas have against sharing a table: types that change, columns that clash, values that move. */
export function hiveChanges(old: unknown, next: unknown): readonly HiveChange[] {
  const [was, is] = [hiveTypeOf(old), hiveTypeOf(next)]
  const changed = [...typeChanges(was, is, '')]
  const isInside = ({ pointer }: Column) => changed.some(({ pointer: at }) => pointer.startsWith(`${at}/`))
  return [...changed, ...caseClashes(is, ''), ...moves(was, is, isInside)]
}

function* typeChanges(was: HiveType, is: HiveType, at: string): Generator<HiveChange> {
  if (was.kind === 'struct' && is.kind === 'struct') {
    for (const [name, field] of was.fields) {
      const now = is.fields.get(name)
      if (now) yield* typeChanges(field, now, pointerTo(`${at}/properties`, name))
    }
    return
  }
  if (was.kind === 'map' && is.kind === 'map')
    return yield* typeChanges(was.values, is.values, `${at}/additionalProperties`)
  if (was.kind === 'array' && is.kind === 'array') return yield* typeChanges(was.items, is.items, `${at}/items`)
  if (was.kind === 'scalar' && is.kind === 'scalar' && was.name === is.name) return
  if (was.kind === 'unknown' && is.kind === 'unknown') {
    if (!(was.isOdd || is.isOdd) || saysTheSame(was.schema, is.schema)) return
    const message = `No Hive column can hold ${nameOf(at)}, ${is.reason}; so no change of it can be made good.`
    yield { class: 'column_type_changed', pointer: at, message }
    return
  }
  yield {
    class: 'column_type_changed',
    pointer: at,
    message: `The column ${nameOf(at)} was ${hiveName(was)} and is ${hiveName(is)} now.`,
  }
}

function* caseClashes(type: HiveType, at: string): Generator<HiveChange> {
  if (type.kind === 'map') yield* caseClashes(type.values, `${at}/additionalProperties`)
  if (type.kind === 'array') yield* caseClashes(type.items, `${at}/items`)
  if (type.kind !== 'struct') return
  const seen = new Map<string, string>()
  for (const [name, field] of type.fields) {
    const pointer = pointerTo(`${at}/properties`, name)
    const before = seen.get(name.toLowerCase())
    if (before)
      yield { class: 'column_case_clash', pointer, message: `\`${name}\` and \`${before}\` are one column in Hive.` }
    seen.set(name.toLowerCase(), name)
    yield* caseClashes(field, pointer)
  }
}

interface Column {
  readonly pointer: string
  readonly parent: string
  readonly name: string
  readonly type: HiveType
}

/**
 * A column that ends where a like one begins was renamed or moved: its values end up elsewhere. What is inside a column
 * that has another type now ends with it.
 */
function* moves(was: HiveType, is: HiveType, isInside: (column: Column) => boolean): Generator<HiveChange> {
  const [before, after] = [columnsOf(was, ''), columnsOf(is, '')]
  const isIn = (columns: readonly Column[], pointer: string) => columns.some(column => column.pointer === pointer)
  const added = after.filter(({ pointer }) => !isIn(before, pointer))
  for (const column of before.filter(one => !isIn(after, one.pointer) && !isInside(one))) {
    const other = added.find(one => isLike(column, one))
    if (other === undefined) continue
    const message = `The column ${nameOf(column.pointer)} ends and ${nameOf(other.pointer)} begins: values would be split over both.`
    yield { class: 'column_moved', pointer: other.pointer, message }
  }
}

function isLike(removed: Column, added: Column): boolean {
  if (hiveName(removed.type) !== hiveName(added.type)) return false
  return removed.parent === added.parent || removed.name.toLowerCase() === added.name.toLowerCase()
}

function columnsOf(type: HiveType, at: string): readonly Column[] {
  if (type.kind === 'map') return columnsOf(type.values, `${at}/additionalProperties`)
  if (type.kind === 'array') return columnsOf(type.items, `${at}/items`)
  if (type.kind !== 'struct') return []
  return [...type.fields].flatMap(([name, field]) => {
    const pointer = pointerTo(`${at}/properties`, name)
    return [{ pointer, parent: at, name, type: field }, ...columnsOf(field, pointer)]
  })
}

function nameOf(pointer: string): string {
  const name = pointer
    .replaceAll('/properties/', '.')
    .replaceAll('/items', '[]')
    .replaceAll('/additionalProperties', '{}')
  return `\`${name.replace(/^\./, '') || 'event'}\``
}
