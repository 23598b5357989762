import type { EventLog } from '../../log/types.ts'
import { type PartitionCursor, topicPositions } from './position.ts'
import type { ShownRecord, ShownRecords } from './shown-records.ts'

/** The next record of one of a consumer's partitions. */
export interface NextRecord {
  readonly position: PartitionCursor
  readonly record: ShownRecord
}

/**
 * What a consumer gets next, in order of arrival over all its partitions. So whoever has an event has everything that
 * arrived before it, and an id says as much of the partitions it knows no time of (`resumePositions`).
 */
export function nextRound(positions: readonly PartitionCursor[], log: EventLog, shown: ShownRecords): NextRecord[] {
  const round: NextRecord[] = []
  let bound: ShownRecord | undefined
  let sources = 0
  for (const position of positions) {
    const records = shown.from(position.topic, position.partition, position.offset)
    const last = records.at(-1)
    if (!last) continue
    sources += 1
    for (const record of records) round.push({ position, record })
    // There may be more behind it: what arrived after that has to wait for the next round.
    const isWhole = last.offset + 1 >= nextOffset(log, position)
    if (!isWhole && (!bound || isBefore(last, bound))) bound = last
  }
  if (sources < 2) return round
  const limit = bound
  const due = limit ? round.filter(({ record }) => !isBefore(limit, record)) : round
  return due.sort((one, other) => (isBefore(one.record, other.record) ? -1 : 1))
}

/** Adds the partitions of topics that were not there when the consumer came. */
export function addNewPartitions(positions: PartitionCursor[], log: EventLog): void {
  for (const position of positions.filter(({ awaitsTopic }) => awaitsTopic)) {
    const { topic } = position
    if (!log.topic(topic)) continue
    position.awaitsTopic = false
    const known = new Set(positions.flatMap(each => (each.topic === topic ? [each.partition] : [])))
    const added = topicPositions(log, topic, undefined).filter(({ partition }) => !known.has(partition))
    // Everything in them came after the consumer.
    positions.push(...added.map(each => ({ ...each, offset: 0 })))
  }
}

function nextOffset(log: EventLog, { topic, partition }: PartitionCursor): number {
  return log.topic(topic)?.partitions.find(each => each.partition === partition)?.next ?? 0
}

function isBefore(one: ShownRecord, other: ShownRecord): boolean {
  return one.seq < other.seq || (one.seq === other.seq && one.index < other.index)
}
