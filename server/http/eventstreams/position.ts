import type { EventLog } from '../../log/types.ts'

/** Where a consumer is in one partition: what it gets next, and how it is told so in an id. */
export interface PartitionCursor {
  readonly topic: string
  readonly partition: number
  /** The offset to read next. */
  offset: number
  /** The time of the last delivered record; undefined before the first. */
  delivered?: number
  /** Shown before the first delivery: the resolved offset, or -1 for the end. */
  readonly start: number
}

/** One entry of a `Last-Event-ID` (KafkaSSE): the offset wins over the timestamp. */
export interface Assignment {
  readonly topic: string
  readonly partition: number
  readonly offset?: number
  readonly timestamp?: number
}

/** Where a consumer begins: at the end, at a time, or where its last event was. */
export type StartAt =
  | { readonly at: 'end' }
  | { readonly at: 'time'; readonly time: number }
  | { readonly at: 'assignments'; readonly assignments: readonly Assignment[] }

/** The positions in all partitions of the topics; a topic that does not exist yet has one, at its beginning. */
export function startPositions(log: EventLog, topics: readonly string[], start: StartAt): PartitionCursor[] {
  if (start.at === 'assignments') return start.assignments.map(each => assigned(log, each))
  return topics.flatMap(topic => {
    const partitions = log.topic(topic)?.partitions ?? [{ partition: 0, next: 0 }]
    return partitions.map(({ partition, next }) => {
      const found = start.at === 'time' ? log.findOffset(topic, partition, start.time) : undefined
      return { topic, partition, offset: found?.offset ?? next, start: found?.offset ?? -1 }
    })
  })
}

function assigned(log: EventLog, { topic, partition, offset, timestamp }: Assignment): PartitionCursor {
  const state = log.topic(topic)?.partitions.find(each => each.partition === partition)
  const next = state?.next ?? 0
  const atEnd = { topic, partition, offset: next, start: -1 }
  if (offset === undefined) {
    const found = log.findOffset(topic, partition, timestamp ?? 0)
    return found ? { topic, partition, offset: found.offset, start: found.offset } : atEnd
  }
  if (offset === -2) return { topic, partition, offset: state?.logStart ?? 0, start: state?.logStart ?? 0 }
  return offset < 0 || offset > next ? atEnd : { topic, partition, offset, start: offset }
}

/**
 * The id of an event: one entry for each partition, so that a consumer resumes in all of them. A delivered partition is
 * told by the time after its last record, as the original does (useTimestampForId); the others by their start.
 */
export function idOf(positions: readonly PartitionCursor[]): string {
  return JSON.stringify(
    positions.map(({ topic, partition, delivered, start }) =>
      delivered === undefined ? { topic, partition, offset: start } : { topic, partition, timestamp: delivered + 1 },
    ),
  )
}
