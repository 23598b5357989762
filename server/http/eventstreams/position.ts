import type { EventLog } from '../../log/types.ts'
import type { Assignment } from './assignments.ts'

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

/** The positions in all partitions of a topic from `since` on, or at the end. A topic that does not exist yet has one partition. */
export function topicPositions(log: EventLog, topic: string, since: number | undefined): PartitionCursor[] {
  const partitions = log.topic(topic)?.partitions ?? [{ partition: 0, next: 0 }]
  return partitions.map(({ partition, next }) => {
    const found = since === undefined ? undefined : log.findOffset(topic, partition, since)
    return { topic, partition, offset: found?.offset ?? next, start: found?.offset ?? -1 }
  })
}

/** The position of an assignment: -2 is the earliest offset, -1 and what lies beyond the end is the end. */
export function assignedPosition(log: EventLog, { topic, partition, offset, timestamp }: Assignment): PartitionCursor {
  const state = log.topic(topic)?.partitions.find(each => each.partition === partition)
  const next = state?.next ?? 0
  const at = (start: number): PartitionCursor => ({ topic, partition, offset: start, start })
  const atEnd = { topic, partition, offset: next, start: -1 }
  if (offset === undefined) {
    const found = log.findOffset(topic, partition, timestamp ?? 0)
    return found ? at(found.offset) : atEnd
  }
  if (offset === -2) return at(state?.logStart ?? 0)
  return offset < 0 || offset > next ? atEnd : at(offset)
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
