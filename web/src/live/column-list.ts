import type { Item } from '../wire.ts'
import { count, shortSchema } from '../words.ts'

/** A column that can be left out. */
export interface Column {
  readonly name: ColumnName
  readonly label: string
  readonly isNumber?: boolean
  text(item: Item): string
  /** The whole of what `text` shortens. */
  whole?(item: Item): string | null
}

export type ColumnName = 'schema' | 'topic' | 'offset' | 'gate' | 'producer' | 'bytes'

/** Every column beside status, time, stream and what; in their order. `schema` stands before what. */
export const columns: readonly Column[] = [
  {
    name: 'schema',
    label: 'Schema',
    text: ({ schema }) => (schema === null ? '' : shortSchema(schema)),
    whole: ({ schema }) => schema,
  },
  { name: 'topic', label: 'Topic', text: ({ topic }) => topic, whole: ({ topic }) => topic },
  { name: 'offset', label: 'Offset', isNumber: true, text: ({ partition, offset }) => `${partition}:${count(offset)}` },
  { name: 'gate', label: 'Gate', text: ({ gate }) => gate ?? '' },
  {
    name: 'producer',
    label: 'Producer',
    text: ({ producer }) => producer?.split(' ')[0] ?? '', // curl/7.88.1 of a long user agent
    whole: ({ producer }) => producer,
  },
  { name: 'bytes', label: 'Bytes', isNumber: true, text: ({ size }) => count(size) },
]

/** Those that are there where nobody chose. */
export const usual: readonly ColumnName[] = ['schema', 'producer', 'bytes']

/** The columns that the address asks for, or the usual ones. */
export function columnsOf(asked: string | undefined): readonly Column[] {
  const names: readonly string[] = asked?.split(',') ?? usual
  return columns.filter(({ name }) => names.includes(name))
}

/** The names of all columns of the list, in their order: of those that are always there, and of these. */
export function columnNames(shown: readonly Column[]): readonly string[] {
  const labels = (isBefore: boolean) =>
    shown.filter(({ name }) => (name === 'schema') === isBefore).map(({ label }) => label)
  return ['Status', 'Time', 'Stream', ...labels(true), 'What', ...labels(false)]
}
