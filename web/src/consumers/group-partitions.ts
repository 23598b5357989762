import type { TopicSummary } from '../topics/wire.ts'
import type { Group } from './wire.ts'

/** A partition that a group reads or could go on in: of every topic it has to do with, each. */
export interface GroupPartition {
  readonly topic: string
  readonly partition: number
  /** null where nothing was committed. */
  readonly committed: number | null
  readonly logStart: number
  readonly end: number
  /** null where nothing was committed: the reader's own settings say where it begins. */
  readonly lag: number | null
  /** The id of the member that reads it. */
  readonly member: string | null
}

/** The partitions of all topics that a group committed in or that its members read. */
export function partitionsOf(group: Group, topics: readonly TopicSummary[]): readonly GroupPartition[] {
  const names = new Set([
    ...group.offsets.map(({ topic }) => topic),
    ...group.members.flatMap(({ assignment }) => assignment.map(({ topic }) => topic)),
  ])
  return topics
    .filter(({ topic }) => names.has(topic))
    .flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, logStart, next }) => {
        const committed = group.offsets.find(each => each.topic === topic && each.partition === partition)
        return {
          topic,
          partition,
          committed: committed?.offset ?? null,
          logStart: committed?.logStart ?? logStart,
          end: committed?.end ?? next,
          lag: committed?.lag ?? null,
          member: readerOf(group, topic, partition),
        }
      }),
    )
}

function readerOf({ members }: Group, topic: string, partition: number): string | null {
  const reads = (assignment: Group['members'][number]['assignment']) =>
    assignment.some(each => each.topic === topic && each.partitions.includes(partition))
  return members.find(({ assignment }) => reads(assignment))?.member ?? null
}
