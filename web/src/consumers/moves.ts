import { api } from '../api.ts'
import type { GroupPartition } from './group-partitions.ts'
import type { Target } from './wire.ts'

/** What a move does to one partition. */
export interface Move {
  readonly topic: string
  readonly partition: number
  readonly from: number | null
  readonly to: number
}

/** What a move would do, partition by partition; an offset outside a partition becomes its nearest end. */
export async function movesTo(partitions: readonly GroupPartition[], to: Target): Promise<readonly Move[]> {
  return Promise.all(
    partitions.map(async place => ({
      topic: place.topic,
      partition: place.partition,
      from: place.committed,
      to: await placeOf(place, to),
    })),
  )
}

async function placeOf({ topic, partition, logStart, end }: GroupPartition, to: Target): Promise<number> {
  if (to === 'earliest') return logStart
  if (to === 'latest') return end
  if (typeof to === 'number') return Math.min(end, Math.max(logStart, to))
  const { items } = await api.rows(topic, { partition, time: to, limit: 1 })
  return items[0]?.offset ?? end
}
