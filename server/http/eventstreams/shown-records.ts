import { isEvent } from '../../event/event.ts'
import type { EventLog, StoredRecord } from '../../log/types.ts'

/** A record as consumers are shown it; read and parsed once for all of them. */
export interface ShownRecord {
  readonly offset: number
  readonly timestamp: number
  /** Its place in the order of arrival over all topics. */
  readonly seq: number
  readonly index: number
  /** What its value says; undefined where that is no JSON object or array: KafkaSSE passes those over. */
  event(): unknown
  /** The event's JSON with its place in `meta`, over whatever stood there. */
  json(): string
}

/** Reads records for many consumers at once. */
export interface ShownRecords {
  /** Records of a partition from `offset` on, a limited number. */
  from(topic: string, partition: number, offset: number): readonly ShownRecord[]
}

const limits = { limit: 100, maxBytes: 64 * 1024 }

/**
 * What is read stays for one turn of the event loop: consumers that wait for the same partition wake together, and each
 * would decode and parse the same records again. After that the log may have changed.
 */
export function createShownRecords(log: EventLog): ShownRecords {
  const turn = new Map<string, readonly ShownRecord[]>()

  return {
    from(topic, partition, offset) {
      const key = `${topic}/${partition}/${offset}`
      const known = turn.get(key)
      if (known) return known
      const records = log.read(topic, partition, offset, limits).map(shown)
      // That there is nothing is no longer true after the next append, which may come in the same turn.
      if (records.length === 0) return records
      if (turn.size === 0) setImmediate(() => turn.clear())
      turn.set(key, records)
      return records
    },
  }
}

function shown(record: StoredRecord): ShownRecord {
  const [seq = 0, index = 0] = record.cursor.split('.').map(Number)
  let event: { readonly is: unknown } | undefined
  let json: string | undefined
  const eventOf = () => {
    event ??= { is: parsed(record) }
    return event.is
  }
  return {
    offset: record.offset,
    timestamp: record.timestamp,
    seq,
    index,
    event: eventOf,
    json() {
      json ??= JSON.stringify(placed(eventOf(), record))
      return json
    },
  }
}

function parsed({ value }: StoredRecord): unknown {
  if (value === null) return undefined
  try {
    const event: unknown = JSON.parse(value.toString('utf8'))
    return isEvent(event) || Array.isArray(event) ? event : undefined
  } catch {
    return undefined
  }
}

function placed(event: unknown, { topic, partition, offset, key }: StoredRecord): unknown {
  if (!isEvent(event)) return event
  const meta = {
    ...(isEvent(event.meta) ? event.meta : {}),
    topic,
    partition,
    offset,
    ...(key ? { key: key.toJSON() } : {}),
  }
  return { ...event, meta }
}
