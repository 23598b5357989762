import { isEvent, schemaUriOf } from '../event/event.ts'
import type { Problem } from '../event/problem.ts'
import { readRejection } from '../intake/rejections.ts'
import type { Cursor, StoredRecord } from '../log/types.ts'
import { summarize } from './summary.ts'

/** An event as a list shows it. */
export interface Item {
  readonly cursor: Cursor
  readonly status: 'valid' | 'invalid'
  /** ISO, UTC. */
  readonly receivedAt: string
  readonly stream: string | null
  readonly schema: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** What it is about, and the rest of its summary. */
  readonly title: string
  readonly detail: string
  /** Why it was refused: the first problem's sentence. */
  readonly reason?: string
  /** How many problems it has. */
  readonly problems?: number
  readonly producer: string | null
  /** The gate it came through; null where it came by another door. */
  readonly gate: string | null
  /** Bytes of the event's text. */
  readonly size: number
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

/** Reads a record of a stream's topic. */
export function readAccepted(record: StoredRecord, stream: string): ReadEvent {
  const raw = record.value?.toString('utf8') ?? ''
  const event = parsed(raw)
  const item: Item = {
    ...placeOf(record),
    status: 'valid',
    stream,
    schema: isEvent(event) ? (schemaUriOf(event) ?? null) : null,
    ...summarize(event),
    size: record.value?.length ?? 0,
  }
  return { item, event, raw, problems: [] }
}

/** Reads a record of the rejections. */
export function readRefused(record: StoredRecord): ReadEvent {
  const rejection = readRejection(record.value ?? Buffer.from('{}'))
  const { problems } = rejection
  // What nests too deep can be parsed, but not be written again.
  const event = problems.some(({ keyword }) => keyword === 'depth') ? null : parsed(rejection.raw)
  const item: Item = {
    ...placeOf(record),
    status: 'invalid',
    stream: rejection.stream,
    schema: rejection.schema,
    ...summarize(event),
    ...(problems[0] ? { reason: problems[0].message } : {}),
    problems: problems.length,
    size: rejection.cutFrom ?? Buffer.byteLength(rejection.raw),
  }
  return { item, event, raw: rejection.raw, problems }
}

function placeOf(record: StoredRecord) {
  return {
    cursor: record.cursor,
    receivedAt: new Date(record.receivedAt).toISOString(),
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
