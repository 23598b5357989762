import { isEvent, schemaUriOf } from '../event/event.ts'
import type { Problem } from '../event/problem.ts'
import { readRejection, rejectionsTopic } from '../intake/rejections.ts'
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

/** Tells topics of the sandbox's own from those of users. */
export function isInternal(topic: string): boolean {
  return topic.startsWith('_sandbox.')
}

/** Reads a record of a user's topic, or of the rejections, as the event it stands for. */
export function readEvent(record: StoredRecord): ReadEvent {
  return record.topic === rejectionsTopic ? readRefused(record) : readAccepted(record)
}

/** The stream a record belongs to, read without its body; null is a refused event that names none. */
export function streamOfRecord(record: StoredRecord): string | null {
  if (record.topic !== rejectionsTopic) return record.topic
  return record.key === null ? null : record.key.toString('utf8')
}

function readAccepted(record: StoredRecord): ReadEvent {
  const raw = record.value?.toString('utf8') ?? ''
  const event = parsed(raw)
  const item: Item = {
    ...placeOf(record),
    status: 'valid',
    stream: record.topic,
    schema: isEvent(event) ? (schemaUriOf(event) ?? null) : null,
    ...summarize(event),
    size: record.value?.length ?? 0,
  }
  return { item, event, raw, problems: [] }
}

function readRefused(record: StoredRecord): ReadEvent {
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
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
