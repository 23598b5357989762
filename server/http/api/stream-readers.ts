import type { BatchLog } from '../../log/batch-log.ts'
import type { Position } from '../../log/types.ts'
import type { StreamConsumers } from '../eventstreams/consumers.ts'
import type { PartitionCursor } from '../eventstreams/position.ts'
import type { GroupMembers, Groups } from '../scopes/cluster-groups.ts'

/** Who reads a stream, by which door, and how far behind. */
export type StreamReader =
  | {
      readonly door: 'kafka'
      readonly name: string
      readonly members: number
      readonly lag: number
    }
  | {
      readonly door: 'sse'
      readonly name: string
      readonly address: string
      /** ISO, UTC. */
      readonly since: string
      readonly delivered: number
      readonly lag: number
    }

/** A client of EventStreams that is connected. */
export interface StreamClient {
  readonly name: string
  readonly address: string
  /** By the names it asked for. */
  readonly streams: readonly string[]
  /** ISO, UTC. */
  readonly since: string
  readonly delivered: number
  readonly lag: number
}

/** A reader of a record's topic: the offset it reads next in the record's partition, and whether that is past the record. */
export interface PastReader {
  readonly door: 'kafka' | 'sse'
  readonly name: string
  readonly next: number | null
  readonly isPast: boolean
}

/** The readers of topics: consumer groups that committed or are assigned to them, and connected SSE clients. */
export function createStreamReaders(parts: { broker: BatchLog; groups: Groups; consumers: StreamConsumers }) {
  const { broker, consumers } = parts

  return {
    of(topics: readonly string[]): readonly StreamReader[] {
      const wanted = new Set(topics)
      return [...groupsOf(wanted), ...clientsOf(wanted)]
    },
    clients(): readonly StreamClient[] {
      return [...consumers.all()].map(({ client, address, streams, connectedAt, delivered, positions }) => {
        const since = new Date(connectedAt).toISOString()
        return { name: client, address, streams, since, delivered, lag: lagOf(positions) }
      })
    },
    /** Who reads a record's topic, and whether they are past it. Of a group what it committed counts. */
    past({ topic, partition, offset }: Position): readonly PastReader[] {
      return [
        ...parts.groups.all().flatMap(({ group }): PastReader[] => {
          const own = broker.offsets.of(group).filter(each => each.topic === topic)
          const at = own.find(each => each.partition === partition)
          return own.length === 0
            ? []
            : [{ door: 'kafka', name: group, next: at?.offset ?? null, isPast: (at?.offset ?? 0) > offset }]
        }),
        ...[...consumers.all()].flatMap(({ client, positions }): PastReader[] => {
          const at = positions.find(each => each.topic === topic && each.partition === partition)
          return at === undefined ? [] : [{ door: 'sse', name: client, next: at.offset, isPast: at.offset > offset }]
        }),
      ]
    },
    /** How many read each topic. */
    byTopic(): ReadonlyMap<string, number> {
      const counts = new Map<string, number>()
      const add = (topics: Iterable<string>) => {
        for (const topic of new Set(topics)) counts.set(topic, (counts.get(topic) ?? 0) + 1)
      }
      for (const group of parts.groups.all()) add(topicsOf(group))
      for (const { positions } of consumers.all()) add(positions.map(({ topic }) => topic))
      return counts
    },
  }

  function groupsOf(wanted: ReadonlySet<string>): StreamReader[] {
    return parts.groups.all().flatMap(group => {
      if (!topicsOf(group).some(topic => wanted.has(topic))) return []
      const committed = broker.offsets.of(group.group).filter(({ topic }) => wanted.has(topic))
      const lag = committed.reduce((sum, { topic, partition, offset }) => sum + behind(topic, partition, offset), 0)
      return [{ door: 'kafka' as const, name: group.group, members: group.members.length, lag }]
    })
  }

  function clientsOf(wanted: ReadonlySet<string>): StreamReader[] {
    return [...consumers.all()].flatMap(({ client, address, connectedAt, delivered, positions }) => {
      const own = positions.filter(({ topic }) => wanted.has(topic))
      if (own.length === 0) return []
      const since = new Date(connectedAt).toISOString()
      return [{ door: 'sse' as const, name: client, address, since, delivered, lag: lagOf(own) }]
    })
  }

  function lagOf(positions: readonly PartitionCursor[]): number {
    return positions.reduce((sum, { topic, partition, offset }) => sum + behind(topic, partition, offset), 0)
  }

  function behind(topic: string, partition: number, offset: number): number {
    const ends = broker.ends(topic, partition)
    return ends ? Math.max(0, ends.next - Math.max(offset, ends.logStart)) : 0
  }

  function topicsOf({ group, members }: GroupMembers): string[] {
    const assigned = members.flatMap(({ assignment = [] }) => assignment.map(({ topic }) => topic))
    return [...broker.offsets.of(group).map(({ topic }) => topic), ...assigned]
  }
}

/** See {@link createStreamReaders}. */
export type StreamReaders = ReturnType<typeof createStreamReaders>
