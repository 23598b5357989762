/** Where a consumer wants to go on in one partition (KafkaSSE): the offset wins over the timestamp. */
export interface Assignment {
  readonly topic: string
  readonly partition: number
  readonly offset?: number
  readonly timestamp?: number
}

/** A `Last-Event-ID` as read: topics to begin as if there were none, and partitions with a place of their own. */
export interface Assignments {
  readonly topics: readonly string[]
  readonly partitions: readonly Assignment[]
}

/** Reads a `Last-Event-ID`: a list of topic names and assignments, or names in one text; else what is wrong with it. */
export function readAssignments(text: string): Assignments | { readonly wrong: Readonly<Record<string, unknown>> } {
  let entries: unknown
  try {
    entries = JSON.parse(text)
  } catch {
    return { wrong: { last_event_id: text } }
  }
  if (typeof entries === 'string') entries = entries.split(',').map(topic => topic.trim())
  if (!Array.isArray(entries) || entries.length === 0) return { wrong: { assignments: entries } }
  const topics = entries.filter(entry => typeof entry === 'string' && entry !== '')
  const partitions = entries.filter(isAssignment)
  return topics.length + partitions.length === entries.length
    ? { topics, partitions }
    : { wrong: { assignments: entries } }
}

function isAssignment(entry: unknown): entry is Assignment {
  if (typeof entry !== 'object' || entry === null) return false
  const { topic, partition, offset, timestamp } = entry as Partial<Record<keyof Assignment, unknown>>
  const hasPlace = Number.isSafeInteger(offset) || (offset === undefined && Number.isSafeInteger(timestamp))
  return typeof topic === 'string' && Number.isInteger(partition) && Number(partition) >= 0 && hasPlace
}
