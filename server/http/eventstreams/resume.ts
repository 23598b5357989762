import type { EventLog } from '../../log/types.ts'
import type { Assignment } from './assignments.ts'
import { assignedPosition, type PartitionCursor, recordBefore } from './position.ts'

interface Place {
  readonly seq: number
  readonly index: number
}

/**
 * The positions of a `Last-Event-ID`. A partition of which nothing was delivered stands in an id at -1, the end: as
 * events are given in order of arrival, it goes on behind the newest event that the id tells of, or what arrived in it
 * while nobody was connected would be lost. -1 alone is the end.
 */
export function resumePositions(log: EventLog, assignments: readonly Assignment[]): PartitionCursor[] {
  const last = lastDelivered(log, assignments)
  return assignments.map(assignment => {
    const position = assignedPosition(log, assignment)
    if (assignment.offset !== -1 || !last) return position
    return { ...position, offset: firstBehind(log, position, last) }
  })
}

function lastDelivered(log: EventLog, assignments: readonly Assignment[]): Place | undefined {
  let last: Place | undefined
  for (const { topic, partition, offset, timestamp } of assignments) {
    if (offset !== undefined || timestamp === undefined) continue
    const known = recordBefore(log, topic, partition, timestamp)
    const place = known === undefined ? undefined : placeAt(log, topic, partition, known)
    if (place && (!last || isBefore(last, place))) last = place
  }
  return last
}

// Offsets grow with the order of arrival, so a search by halves finds it.
function firstBehind(log: EventLog, { topic, partition, offset: end }: PartitionCursor, last: Place): number {
  let low = log.topic(topic)?.partitions.find(each => each.partition === partition)?.logStart ?? 0
  let high = end
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const place = placeAt(log, topic, partition, middle)
    if (!place || isBefore(last, place)) high = middle
    else low = middle + 1
  }
  return low
}

function placeAt(log: EventLog, topic: string, partition: number, offset: number): Place | undefined {
  const [record] = log.read(topic, partition, offset, { limit: 1 })
  if (!record) return undefined
  const [seq = 0, index = 0] = record.cursor.split('.').map(Number)
  return { seq, index }
}

function isBefore(one: Place, other: Place): boolean {
  return one.seq < other.seq || (one.seq === other.seq && one.index < other.index)
}
