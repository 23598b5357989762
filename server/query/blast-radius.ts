import { isEvent, schemaUriOf } from '../event/event.ts'
import { parseSchemaUri } from '../event/schema-uri.ts'
import type { Cursor, Log, StoredRecord } from '../log/types.ts'

/** What a candidate schema would do to what is stored. */
export interface BlastRadius {
  /** Streams that have events of this title. */
  readonly streams: readonly string[]
  /** Stored events of this title. */
  readonly events: number
  /** How many of them the candidate refuses. */
  readonly refused: number
  /** The oldest refused one. */
  readonly first: Cursor | null
  /** False where there are more events than were looked at. */
  readonly complete: boolean
}

const recordsPerTurn = 50
/** About a minute of a quick producer: enough to see what a change does. */
const mostRecords = 200_000

/** Judges the stored events of a title by a candidate, oldest first, a few in each turn so that nobody waits. */
export async function blastRadius(
  log: Log,
  title: string,
  candidate: (event: object) => boolean,
  nextTurn: () => Promise<void>,
): Promise<BlastRadius> {
  const streams = new Set<string>()
  let events = 0
  let refused = 0
  let first: Cursor | null = null
  let after: Cursor | undefined
  for (let read = 0; read < mostRecords; read += recordsPerTurn) {
    const records = log.scan({
      limit: recordsPerTurn,
      topic: topic => !topic.startsWith('_sandbox.'),
      ...(after === undefined ? {} : { after }),
    })
    for (const record of records) {
      const event = eventOf(record, title)
      if (event === undefined) continue
      events++
      streams.add(record.topic)
      if (candidate(event)) continue
      refused++
      first ??= record.cursor
    }
    const last = records.at(-1)
    if (last === undefined) return { streams: [...streams].sort(), events, refused, first, complete: true }
    after = last.cursor
    await nextTurn()
  }
  return { streams: [...streams].sort(), events, refused, first, complete: false }
}

/** The event of a record where it names a version of this title; other records are not parsed. */
function eventOf({ value }: StoredRecord, title: string): object | undefined {
  if (value === null || !value.includes(`/${title}/`)) return undefined
  try {
    const event: unknown = JSON.parse(value.toString('utf8'))
    const parsed = isEvent(event) ? parseSchemaUri(schemaUriOf(event)) : undefined
    return isEvent(event) && parsed?.ok && parsed.uri.title === title ? event : undefined
  } catch {
    return undefined
  }
}
