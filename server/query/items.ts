import { isEvent, schemaUriOf } from '../event/event.ts'
import type { Problem } from '../event/problem.ts'
import { readRejection, rejectionsTopic } from '../intake/rejections.ts'
import { scopeOfCluster } from '../log/cluster-name.ts'
import type { Cursor, StoredRecord } from '../log/types.ts'
import type { Hit } from './language/hit.ts'
import type { Content } from './language/query.ts'
import { fingerprintOf } from './problems/fingerprint.ts'
import { summarize } from './summary.ts'

/** An event as a list shows it. */
export interface Item {
  readonly cursor: Cursor
  readonly status: 'valid' | 'invalid'
  /** ISO, UTC. */
  readonly receivedAt: string
  readonly stream: string | null
  readonly schema: string | null
  readonly cluster: string
  /** The scope whose cluster it is; null outside of scopes. */
  readonly scope: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** What it is about, and the rest of its summary. */
  readonly title: string
  readonly detail: string
  /** It came by Kafka and was kept, although its schema refuses it. */
  readonly kept?: true
  /** Why it is invalid: the first problem's sentence. */
  readonly reason?: string
  /** How many problems it has. */
  readonly problems?: number
  readonly producer: string | null
  /** The gate it came through; null where it came by another door. */
  readonly gate: string | null
  /** Bytes of the event's text. */
  readonly size: number
  /** The text that answers the search, where the search asks for one. */
  readonly hit?: Hit
}

/** An item with what it was made of. */
export interface ReadEvent {
  readonly item: Item
  /** The event; null where it is no JSON. */
  readonly event: unknown
  /** The text as received (refused) or as stored (accepted). */
  readonly raw: string
  readonly problems: readonly Problem[]
}

/** What a search looks at in a record's body. */
export function contentOf(record: StoredRecord): Content {
  if (record.topic !== rejectionsTopic) return acceptedContent(record)
  const { raw, schema, problems } = readRejection(record.value ?? Buffer.from('{}'))
  return { event: refusedEvent(raw, problems), raw, schema, problems, causes: () => problems.map(fingerprintOf) }
}

/** Reads a record of a stream's topic. */
export function readAccepted(record: StoredRecord, stream: string): ReadEvent {
  const { event, raw, schema } = acceptedContent(record)
  const problems = record.note?.problems ?? []
  const item: Item = {
    ...placeOf(record),
    status: problems.length === 0 ? 'valid' : 'invalid',
    stream,
    schema,
    ...summarize(event),
    ...(problems.length === 0 ? {} : { kept: true, ...reasonOf(problems) }),
    size: record.value?.length ?? 0,
  }
  return { item, event, raw, problems }
}

/** Reads a record of the rejections; `stream` where it is another one than the rejection names. */
export function readRefused(record: StoredRecord, stream?: string | null): ReadEvent {
  const rejection = readRejection(record.value ?? Buffer.from('{}'))
  const { problems } = rejection
  const event = refusedEvent(rejection.raw, problems)
  const item: Item = {
    ...placeOf(record),
    ...(rejection.kept ? { kept: true, ...rejection.kept } : {}),
    status: 'invalid',
    stream: stream === undefined ? rejection.stream : stream,
    schema: rejection.schema,
    ...summarize(event),
    ...reasonOf(problems),
    size: rejection.cutFrom ?? Buffer.byteLength(rejection.raw),
  }
  return { item, event, raw: rejection.raw, problems }
}

function acceptedContent(record: StoredRecord): Content {
  const raw = record.value?.toString('utf8') ?? ''
  const event = parsed(raw)
  return { event, raw, schema: isEvent(event) ? (schemaUriOf(event) ?? null) : null, problems: [] }
}

// What nests too deep can be parsed, but not be written again.
function refusedEvent(raw: string, problems: readonly Problem[]): unknown {
  return problems.some(({ keyword }) => keyword === 'depth') ? null : parsed(raw)
}

function reasonOf(problems: readonly Problem[]) {
  return { ...(problems[0] ? { reason: problems[0].message } : {}), problems: problems.length }
}

function placeOf(record: StoredRecord) {
  return {
    cursor: record.cursor,
    receivedAt: new Date(record.receivedAt).toISOString(),
    cluster: record.cluster,
    scope: scopeOfCluster(record.cluster),
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    producer: record.note?.producer ?? null,
    gate: record.note?.gate ?? null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
