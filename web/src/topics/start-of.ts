import type { RowsQuery } from './wire.ts'

/** Where the list of records begins, as the URL says it: `newest`, `oldest`, `offset:400`, `time:2026-11-23T12:00:00Z`. */
export type Start =
  | { readonly at: 'newest' }
  | { readonly at: 'oldest' }
  | { readonly at: 'offset'; readonly offset: number | undefined }
  | { readonly at: 'time'; readonly time: string | undefined }

/** Reads what the URL says. */
export function startOf(text: string): Start {
  const [at, ...rest] = text.split(':')
  const value = rest.join(':')
  if (at === 'oldest') return { at }
  if (at === 'offset') return { at, offset: /^\d{1,15}$/.test(value) ? Number(value) : undefined }
  if (at === 'time') return { at, time: Number.isNaN(Date.parse(value)) ? undefined : new Date(value).toISOString() }
  return { at: 'newest' }
}

/** What is asked of the sandbox for it; undefined while an offset or time is not typed yet. */
export function rowsQuery(start: Start, partition: number | undefined): RowsQuery | undefined {
  const only = partition === undefined ? {} : { partition }
  if (start.at === 'newest') return { order: 'desc', ...only }
  if (start.at === 'oldest') return { order: 'asc', ...only }
  if (start.at === 'offset') return start.offset === undefined ? undefined : { offset: start.offset, ...only }
  return start.time === undefined ? undefined : { time: start.time, ...only }
}
