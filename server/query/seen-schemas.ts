import { isEvent, schemaUriOf } from '../event/event.ts'
import { compareVersions, parseSchemaUri } from '../event/schema-uri.ts'
import type { EventLog } from '../log/types.ts'

/** So many of a partition's newest records are looked at. */
const looked = 200

/** The schemas that a stream's events have: of those that came through a gate since the start, and of the newest. */
export function seenSchemas(log: EventLog, topics: readonly string[], produced: Iterable<string>): readonly string[] {
  const uris = new Set(produced)
  for (const topic of topics) {
    for (const { partition, logStart, next } of log.topic(topic)?.partitions ?? []) {
      const records = log.read(topic, partition, Math.max(logStart, next - looked), { limit: looked })
      for (const { value } of records) {
        const uri = value === null ? undefined : uriIn(value)
        if (uri !== undefined) uris.add(uri)
      }
    }
  }
  return [...uris].sort((one, other) => compareUris(one, other))
}

function uriIn(value: Buffer): string | undefined {
  try {
    const event: unknown = JSON.parse(value.toString('utf8'))
    return isEvent(event) ? schemaUriOf(event) : undefined
  } catch {
    return undefined
  }
}

function compareUris(one: string, other: string): number {
  const [a, b] = [parseSchemaUri(one), parseSchemaUri(other)]
  if (!a.ok || !b.ok || a.uri.title !== b.uri.title) return one < other ? -1 : 1
  return compareVersions(a.uri.version, b.uri.version)
}
