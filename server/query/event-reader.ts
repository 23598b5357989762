import { rejectionsTopic } from '../intake/rejections.ts'
import type { Cursor, Log, StoredRecord } from '../log/types.ts'
import type { EventQuery } from './event-query.ts'
import { type ReadEvent, readAccepted, readRefused } from './items.ts'
import type { StreamNames } from './stream-names.ts'

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

/** Reads the log as events, accepted and refused. */
export interface EventReader {
  /** The records that answer a query, in order of arrival or against it. */
  find(query: EventQuery, options: PageOptions): Page
  /** Whether a topic can hold events that answer the query. */
  wantsTopic(query: EventQuery, topic: string): boolean
  /** Whether a record of such a topic answers the query's streams. */
  wantsRecord(query: EventQuery, record: StoredRecord): boolean
  /** The event a record stands for. */
  read(record: StoredRecord): ReadEvent
  /** Whether a record is an event at all, and not the sandbox's own bookkeeping. */
  isEvent(record: StoredRecord): boolean
}

const leastPerScan = 100

/** A reader of one log. */
export function createEventReader({ log, names }: { log: Log; names: StreamNames }): EventReader {
  return { find, wantsTopic, wantsRecord, read, isEvent }

  function find(query: EventQuery, options: PageOptions): Page {
    const found: StoredRecord[] = []
    let { after, before } = options
    while (found.length < options.limit) {
      const wanted = options.limit - found.length
      const records = log.scan({
        order: options.order,
        limit: Math.max(wanted, leastPerScan),
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

  function wantsTopic(query: EventQuery, topic: string): boolean {
    if (topic === rejectionsTopic) return query.status !== 'valid'
    if (names.isInternal(topic) || query.status === 'invalid') return false
    // What a gate tells its error stream stands in the list already, as refused; so it is shown to who names it.
    if (names.isErrorTopic(topic) && !query.namesStreams) return false
    return query.wantsStream?.(names.ofTopic(topic)) ?? true
  }

  function wantsRecord(query: EventQuery, record: StoredRecord): boolean {
    return query.wantsStream?.(names.ofRecord(record)) ?? true
  }

  function read(record: StoredRecord): ReadEvent {
    return record.topic === rejectionsTopic ? readRefused(record) : readAccepted(record, names.ofTopic(record.topic))
  }

  function isEvent({ topic }: StoredRecord): boolean {
    return topic === rejectionsTopic || !names.isInternal(topic)
  }
}
