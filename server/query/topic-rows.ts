import { SandboxError } from '../base/errors.ts'
import type { EventLog, PartitionState, StoredRecord, TopicState } from '../log/types.ts'

/** Which records of a topic are wanted. */
export interface RowsAsked {
  /** From where: the newest (against the order of arrival), the oldest, an offset of each partition, or a time. */
  readonly from: 'newest' | 'oldest' | { readonly offset: number } | { readonly time: number }
  readonly partition?: number
  readonly limit: number
  /** Where the page before ended. */
  readonly next?: string
}

/** A page of them. */
export interface RowsPage {
  readonly records: readonly StoredRecord[]
  /** Where the next page begins, or null at the end. */
  readonly next: string | null
}

/** Where to go on in each partition; towards older records exclusive, towards newer ones inclusive. */
type Places = Map<number, number>

/** So much is read for one page of one partition; at least one record. */
const mostBytes = 4 * 1024 * 1024
const chunk = 25

/**
 * Reads a page of a topic's records, all partitions in the order of their arrival.
 * @throws SandboxError partition_unknown or bad_cursor.
 */
export function readRows(log: EventLog, topic: TopicState, asked: RowsAsked): RowsPage {
  const partitions = chosen(topic, asked.partition)
  const isBackwards = asked.from === 'newest'
  const places = asked.next === undefined ? startPlaces(log, topic, partitions, asked) : parsePlaces(asked.next)
  const found = partitions.flatMap(state => {
    const place = places.get(state.partition) ?? (isBackwards ? state.next : state.logStart)
    return isBackwards
      ? before(log, topic.topic, state, place, asked.limit)
      : log.read(topic.topic, state.partition, place, { limit: asked.limit })
  })
  const records = found.sort(isBackwards ? (one, other) => arrival(other, one) : arrival).slice(0, asked.limit)
  if (records.length === 0) return { records, next: null }
  for (const { partition, offset } of records) places.set(partition, isBackwards ? offset : offset + 1)
  const isEnd = partitions.every(({ partition, logStart, next }) => {
    const place = places.get(partition) ?? (isBackwards ? next : logStart)
    return isBackwards ? place <= logStart : place >= next
  })
  return { records, next: isEnd ? null : formatPlaces(places) }
}

function chosen(topic: TopicState, partition: number | undefined): readonly PartitionState[] {
  if (partition === undefined) return topic.partitions
  const state = topic.partitions[partition]
  if (state) return [state]
  throw new SandboxError('partition_unknown', `${topic.topic} has no partition ${partition}.`, {
    hint: `Its last one is ${topic.partitions.length - 1}.`,
  })
}

function startPlaces(
  log: EventLog,
  { topic }: TopicState,
  partitions: readonly PartitionState[],
  { from }: RowsAsked,
): Places {
  return new Map(
    partitions.map(({ partition, logStart, next }) => {
      if (from === 'newest') return [partition, next]
      if (from === 'oldest') return [partition, logStart]
      if ('offset' in from) return [partition, from.offset]
      return [partition, log.findOffset(topic, partition, from.time)?.offset ?? next]
    }),
  )
}

// Backwards in small steps: a read gives the first records of a stretch where it is too large, and the last are wanted.
function before(
  log: EventLog,
  topic: string,
  { partition, logStart }: PartitionState,
  end: number,
  limit: number,
): StoredRecord[] {
  const found: StoredRecord[] = []
  let bytes = 0
  for (let to = end; to > logStart && found.length < limit && bytes < mostBytes; ) {
    const from = Math.max(logStart, to - chunk)
    const records = log
      .read(topic, partition, from, { limit: to - from, maxBytes: Number.POSITIVE_INFINITY })
      .filter(({ offset }) => offset < to)
    bytes += records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0)
    found.push(...records.reverse())
    to = from
  }
  return found
}

/** Cursors are `SEQ.INDEX`: as numbers. */
function arrival(one: StoredRecord, other: StoredRecord): number {
  const [oneSeq = 0, oneIndex = 0] = one.cursor.split('.').map(Number)
  const [otherSeq = 0, otherIndex = 0] = other.cursor.split('.').map(Number)
  return oneSeq - otherSeq || oneIndex - otherIndex
}

function formatPlaces(places: Places): string {
  return [...places].map(([partition, place]) => `${partition}:${place}`).join(',')
}

function parsePlaces(text: string): Places {
  if (!/^\d{1,9}:\d{1,15}(,\d{1,9}:\d{1,15})*$/.test(text)) {
    throw new SandboxError('bad_cursor', `next "${text.slice(0, 40)}" is none of this sandbox.`, {
      hint: 'Take the `next` of the page before as it is.',
    })
  }
  return new Map(text.split(',').map(each => each.split(':').map(Number) as [number, number])) // as: the check above
}
