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
  /** The topic does not exist yet: it may come with more partitions. */
  awaitsTopic: boolean
}

/** The positions in all partitions of a topic from `since` on, or at the end. A topic that does not exist yet has one partition. */
export function topicPositions(log: EventLog, topic: string, since: number | undefined): PartitionCursor[] {
  const known = log.topic(topic)
  const partitions = known?.partitions ?? [{ partition: 0, next: 0 }]
  const awaitsTopic = known === undefined
  return partitions.map(({ partition, next }) => {
    const found = since === undefined ? undefined : log.findOffset(topic, partition, since)
    return { topic, partition, offset: found?.offset ?? next, start: found?.offset ?? -1, awaitsTopic }
  })
}

/** The position of an assignment: -2 is the earliest offset, -1 and what lies beyond the end is the end. */
export function assignedPosition(log: EventLog, assignment: Assignment): PartitionCursor {
  const { topic, partition, offset, timestamp } = assignment
  const known = log.topic(topic)
  const state = known?.partitions.find(each => each.partition === partition)
  const next = state?.next ?? 0
  const awaitsTopic = known === undefined
  const at = (start: number): PartitionCursor => ({ topic, partition, offset: start, start, awaitsTopic })
  const atEnd = { topic, partition, offset: next, start: -1, awaitsTopic }
  if (offset === undefined) {
    const start = offsetAtTime(log, topic, partition, timestamp ?? 0)
    return start === undefined || start >= next ? atEnd : at(start)
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

/** Whether consumers at these positions get the same from now on, ids included. */
export function isSamePlace(one: readonly PartitionCursor[], other: readonly PartitionCursor[]): boolean {
  return one.length === other.length && one.every((cursor, at) => isSameCursor(cursor, other[at]))
}

/** The first record of the millisecond before `time`: whoever got that time in an id has at least this one. */
export function recordBefore(log: EventLog, topic: string, partition: number, time: number): number | undefined {
  const found = log.findOffset(topic, partition, time - 1)
  return found?.timestamp === time - 1 ? found.offset : undefined
}

function isSameCursor(one: PartitionCursor, other: PartitionCursor | undefined): boolean {
  const { topic, partition, offset, delivered, start, awaitsTopic } = one
  return (
    topic === other?.topic &&
    partition === other.partition &&
    offset === other.offset &&
    delivered === other.delivered &&
    (delivered !== undefined || start === other.start) &&
    awaitsTopic === other.awaitsTopic
  )
}

/**
 * Where to go on from a time in an id. The original takes the first record at or after it, and so loses what came later
 * in the same millisecond, or later with an earlier time. Here it is the record behind the first one of that millisecond:
 * some may come twice, none is lost.
 */
function offsetAtTime(log: EventLog, topic: string, partition: number, time: number): number | undefined {
  const known = recordBefore(log, topic, partition, time)
  return known === undefined ? log.findOffset(topic, partition, time)?.offset : known + 1
}
