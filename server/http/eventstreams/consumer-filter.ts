import { isEvent } from '../../event/event.ts'
import { fieldPath, valueAt } from '../../event/field-path.ts'
import type { StoredRecord } from '../../log/types.ts'

/** What a consumer may leave out; both are ours, the original gives everything. */
export interface ConsumerFilter {
  /** `discard_canary=true`: without events whose `meta.domain` is canary. */
  readonly discardCanary: boolean
  /** `filter=meta.domain:*.wikipedia.org`: only events whose field is like that; several must all hold. */
  readonly fields: readonly { readonly path: readonly string[]; readonly pattern: RegExp }[]
}

/** Reads the filter of a query string; undefined where `filter` is not `field:value`. */
export function readFilter(query: Readonly<Record<string, unknown>>): ConsumerFilter | undefined {
  const given = [query.filter ?? []].flat().map(String)
  const fields = given.map(text => {
    const [, field, value] = /^([^:]+):(.+)$/s.exec(text) ?? []
    return field === undefined || value === undefined ? undefined : { path: fieldPath(field), pattern: likeText(value) }
  })
  if (fields.includes(undefined)) return undefined
  return { discardCanary: query.discard_canary === 'true', fields: fields.filter(field => field !== undefined) }
}

/**
 * The event as its consumers get it: with its place in meta, over whatever stood there. undefined where it is left out,
 * or is no JSON object or array: those are passed over, as KafkaSSE does.
 */
export function shownEvent(record: StoredRecord, filter: ConsumerFilter): string | undefined {
  if (record.value === null) return undefined
  let event: unknown
  try {
    event = JSON.parse(record.value.toString('utf8'))
  } catch {
    return undefined
  }
  if (!passes(event, filter)) return undefined
  if (Array.isArray(event)) return JSON.stringify(event)
  if (!isEvent(event)) return undefined
  const { topic, partition, offset, key } = record
  const meta = {
    ...(isEvent(event.meta) ? event.meta : {}),
    topic,
    partition,
    offset,
    ...(key ? { key: key.toJSON() } : {}),
  }
  return JSON.stringify({ ...event, meta })
}

function passes(event: unknown, { discardCanary, fields }: ConsumerFilter): boolean {
  if (discardCanary && valueAt(event, ['meta', 'domain']) === 'canary') return false
  return fields.every(({ path, pattern }) => {
    const value = valueAt(event, path)
    return value !== undefined && pattern.test(typeof value === 'string' ? value : JSON.stringify(value))
  })
}

function likeText(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's')
}
