import { setImmediate as nextTurn } from 'node:timers/promises'
import { rejectionsTopic } from '../intake/rejections.ts'
import type { BatchHead, Cursor, Log, StoredRecord } from '../log/types.ts'
import { type EventQuery, knownOf } from './event-query.ts'
import { contentOf, type ReadEvent, readAccepted, readRefused } from './items.ts'
import { hitOf } from './language/hit.ts'
import { holds } from './language/holds.ts'
import type { Known } from './language/query.ts'
import type { StreamNames } from './stream-names.ts'

/** A page of a list of events. */
export interface Page {
  readonly records: readonly StoredRecord[]
  /**
   * Where the next page begins, or null at the end. A search that looks into bodies stops after so many, whether the
   * page is full or not.
   */
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
  /** The records that answer a query, in order of arrival or against it. Looks in small steps: others run in between. */
  find(query: EventQuery, options: PageOptions): Promise<Page>
  /**
   * Shows what answers a query, one after the other, until `see` says that it is enough; gives the cursor to go on from
   * as `find` does. `limit` only says how many are likely to be seen.
   */
  walk(query: EventQuery, options: PageOptions, see: (record: StoredRecord) => boolean): Promise<Cursor | null>
  /** Whether a topic can hold events that answer the query. */
  wantsTopic(query: EventQuery, topic: string, cluster: string): boolean
  /** Whether all events of a batch answer the query, or none; undefined where each has to be looked at. */
  wantsBatch(query: EventQuery, batch: BatchHead): boolean | undefined
  /** Whether a record of a topic that is no bookkeeping answers the query. */
  wantsRecord(query: EventQuery, record: StoredRecord): boolean
  /** The event a record stands for, with what of it answers the query. */
  read(record: StoredRecord, query?: EventQuery): ReadEvent
  /** Whether a record is an event at all, and not the sandbox's own bookkeeping. */
  isEvent(record: StoredRecord): boolean
}

const leastPerScan = 200
const mostPerScan = 1000
const bytesPerScan = 1_000_000
/** So much is looked through at a time: about a quarter of a second. */
const scanBudget = { records: 20_000, bytes: 40_000_000 }

/** A reader of one log. */
export function createEventReader({ log, names }: { log: Log; names: StreamNames }): EventReader {
  return { find, walk, wantsTopic, wantsBatch, wantsRecord, read, isEvent }

  async function find(query: EventQuery, options: PageOptions): Promise<Page> {
    const records: StoredRecord[] = []
    const next = await walk(query, options, record => records.push(record) === options.limit)
    return { records, next }
  }

  async function walk(query: EventQuery, options: PageOptions, see: (record: StoredRecord) => boolean) {
    const { order, limit, ...ends } = options
    const left = { ...scanBudget }
    while (left.records > 0 && left.bytes > 0) {
      const records = log.scan({
        ...ends,
        order,
        limit: query.isBroad ? Math.max(leastPerScan, Math.min(limit, mostPerScan)) : leastPerScan,
        maxBytes: bytesPerScan,
        topic: (topic, cluster) => wantsTopic(query, topic, cluster),
        ...(query.since === undefined ? {} : { since: query.since }),
        ...(query.until === undefined ? {} : { until: query.until }),
      })
      if (records.length === 0) return null
      for (const record of records) {
        ends[order === 'asc' ? 'after' : 'before'] = record.cursor
        left.records -= 1
        left.bytes -= record.value?.length ?? 0
        if (wantsRecord(query, record) && see(record)) return record.cursor
      }
      await nextTurn()
    }
    return ends[order === 'asc' ? 'after' : 'before'] ?? null
  }

  function wantsTopic(query: EventQuery, topic: string, cluster: string): boolean {
    return isIn(query, cluster) && allOf(query, topic, {}) !== false
  }

  function wantsBatch(query: EventQuery, batch: BatchHead): boolean | undefined {
    if (!isIn(query, batch.cluster)) return false
    const { topic, receivedAt, withProblems, canaries, count } = batch
    const isMixed = canaries.length > 0 && canaries.length < count
    const wanted = allOf(query, topic, isMixed ? { receivedAt } : { receivedAt, isCanary: canaries.length > 0 })
    return wanted && withProblems > 0 ? undefined : wanted
  }

  function allOf({ query, namesStreams }: EventQuery, topic: string, known: Known): boolean | undefined {
    if (topic === rejectionsTopic) return holds(query, { ...known, status: 'invalid', topic })
    if (names.isInternal(topic)) return false
    // What a gate tells its error stream stands in the list already, as refused; so it is shown to who names it.
    if (names.isErrorTopic(topic) && !namesStreams) return false
    return holds(query, { ...known, status: 'valid', stream: names.ofTopic(topic), topic })
  }

  function wantsRecord({ query, cluster }: EventQuery, record: StoredRecord): boolean {
    // It stands among the invalid ones, with what is wrong.
    if (record.note?.problems !== undefined) return false
    if (!isIn({ cluster }, record.cluster)) return false
    const known = knownOf(record, names.ofRecord(record))
    return holds(query, known) ?? holds(query, { ...known, content: contentOf(record) }) ?? false
  }

  function read(record: StoredRecord, query?: EventQuery): ReadEvent {
    const isRefused = record.topic === rejectionsTopic
    const whole = isRefused
      ? readRefused(record, names.ofRecord(record))
      : readAccepted(record, names.ofTopic(record.topic))
    if (query === undefined || query.isBroad) return whole
    const { event, raw, problems, item } = whole
    const hit = hitOf(query.query, { event, raw, problems, schema: item.schema })
    return hit ? { ...whole, item: { ...item, hit } } : whole
  }

  function isEvent({ topic }: StoredRecord): boolean {
    return topic === rejectionsTopic || !names.isInternal(topic)
  }
}

function isIn({ cluster }: { readonly cluster?: string | undefined }, of: string): boolean {
  return cluster === undefined || cluster === of
}
