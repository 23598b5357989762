import { rejectionsTopic } from '../intake/rejections.ts'
import type { Cursor, Log, StoredRecord } from '../log/types.ts'
import type { EventQuery } from './event-query.ts'
import { isInternal, streamOfRecord } from './items.ts'

/** A page of a list of events. */
export interface Page {
  readonly records: readonly StoredRecord[]
  /** Where the next page begins, or null at the end. */
  readonly next: Cursor | null
}

/** Which part of the order of arrival, and from which end. */
export interface PageOptions {
  readonly after?: Cursor
  readonly before?: Cursor
  readonly order: 'asc' | 'desc'
  readonly limit: number
}

/** The records that answer a query, in order of arrival or against it. */
export function findEvents(log: Log, query: EventQuery, options: PageOptions): Page {
  const found: StoredRecord[] = []
  let { after, before } = options
  while (found.length < options.limit) {
    const wanted = options.limit - found.length
    const records = log.scan({
      order: options.order,
      limit: Math.max(wanted, 100),
      topic: topic => wantsTopic(query, topic),
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      ...(query.since === undefined ? {} : { since: query.since }),
      ...(query.until === undefined ? {} : { until: query.until }),
    })
    const last = records.at(-1)
    if (!last) return { records: found, next: null }
    found.push(...records.filter(record => wantsRecord(query, record)).slice(0, wanted))
    if (options.order === 'asc') after = last.cursor
    else before = last.cursor
  }
  return { records: found, next: found.at(-1)?.cursor ?? null }
}

/** Whether a topic can hold events that answer the query. */
export function wantsTopic(query: EventQuery, topic: string): boolean {
  if (topic === rejectionsTopic) return query.status !== 'valid'
  return !isInternal(topic) && query.status !== 'invalid' && (query.wantsStream?.(topic) ?? true)
}

/** Whether a record of such a topic answers the query's streams. */
export function wantsRecord(query: EventQuery, record: StoredRecord): boolean {
  return query.wantsStream?.(streamOfRecord(record)) ?? true
}
