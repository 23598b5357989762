import { isEvent, schemaUriOf, streamOf } from '../event/event.ts'
import type { Problem } from '../event/problem.ts'
import type { NewRecord, Note, Position, StoredRecord } from '../log/types.ts'

/** The internal topic on which refused events are kept, in every cluster. */
export const rejectionsTopic = '_sandbox.rejections'

/** Tells the sandbox's own bookkeeping, rejections among it, from the topics of users. */
export function isInternal(topic: string): boolean {
  return topic.startsWith('_sandbox.')
}

/** The value of a record on {@link rejectionsTopic}. The record's key is the stream, where the event names one. */
export interface Rejection {
  readonly status: 'invalid' | 'error'
  readonly stream: string | null
  readonly schema: string | null
  /** The event (or the body that is not one) as received; cut to {@link keptCharacters}. */
  readonly raw: string
  /** The characters received, where `raw` is cut. */
  readonly cutFrom?: number
  readonly problems: readonly Problem[]
  /** Where the record is that was kept all the same; absent where it was refused. */
  readonly kept?: Omit<Position, 'cursor'>
}

/** A refused body may be 10 MB of anything; so much of it is enough to see what it was. */
export const keptCharacters = 1_000_000

/** The record that keeps a refused event. `event` is undefined where the text is no JSON. */
export function rejectionRecord(
  refused: Pick<Rejection, 'status' | 'raw' | 'problems' | 'kept'> & { readonly event: unknown },
  now: number,
  note: Note,
): NewRecord {
  const event = isEvent(refused.event) ? refused.event : {}
  const stream = refused.kept?.topic ?? streamOf(event) ?? null
  const rejection: Rejection = {
    status: refused.status,
    stream,
    schema: schemaUriOf(event) ?? null,
    raw: refused.raw.slice(0, keptCharacters),
    ...(refused.raw.length > keptCharacters ? { cutFrom: refused.raw.length } : {}),
    problems: refused.problems,
    ...(refused.kept ? { kept: refused.kept } : {}),
  }
  return {
    topic: rejectionsTopic,
    partition: 0,
    timestamp: now,
    key: stream === null ? null : Buffer.from(stream),
    value: JSON.stringify(rejection),
    headers: refused.kept ? [{ key: keptHeader, value: null }] : [],
    note,
  }
}

const keptHeader = 'kept'

/** Whether a record on {@link rejectionsTopic} tells of one that was kept, told without its body; its key is the topic then. */
export function tellsOfKept({ headers }: Pick<StoredRecord, 'headers'>): boolean {
  return headers.some(({ key }) => key === keptHeader)
}

/** Reads what {@link rejectionRecord} wrote. */
export function readRejection(value: Buffer): Rejection {
  return JSON.parse(value.toString('utf8')) as Rejection
}
