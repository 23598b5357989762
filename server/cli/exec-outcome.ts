import type { Calls } from '../client/calls.ts'
import type { EventItem, RefusedItem } from '../client/types.ts'

/** What a sandbox has seen while a command ran. */
export interface ExecOutcome {
  /** The first of them, each with its problems. */
  readonly refused: readonly RefusedItem[]
  readonly refusedCount: number
  readonly accepted: readonly { readonly stream: string; readonly count: number }[]
  readonly groups: readonly string[]
  /** What they read, and what they have left to read. */
  readonly reading: readonly Reading[]
}

interface Reading {
  readonly group: string
  readonly topic: string
  /** Records behind the last offset that it committed; null where it has committed none. */
  readonly lag: number | null
}

/** So many refused events are told one by one. */
const mostShown = 100

/** Asks the sandbox what it has seen: events by stream, refused ones with their problems, and what nobody has read. */
export async function outcomeOf(calls: Calls): Promise<ExecOutcome> {
  const { items } = await calls.get<{ items: readonly EventItem[] }>(
    `/_sandbox/events?status=invalid&order=asc&limit=${mostShown}`,
  )
  const refused = await Promise.all(items.map(({ cursor }) => calls.get<RefusedItem>(`/_sandbox/events/${cursor}`)))
  const { byStream, invalid } = await calls.get<Summary>('/_sandbox/summary')
  const accepted = Object.entries(byStream)
    .map(([stream, { valid }]) => ({ stream, count: valid }))
    .filter(({ count }) => count > 0)
  const groups = (await calls.get<{ items: readonly Group[] }>('/_sandbox/groups')).items
  const names = groups.map(({ group }) => group)
  return { refused, refusedCount: invalid, accepted, groups: names, reading: groups.flatMap(readingOf) }
}

interface Summary {
  readonly invalid: number
  readonly byStream: Readonly<Record<string, { readonly valid: number }>>
}

interface Group {
  readonly group: string
  readonly members: readonly { readonly assignment: readonly { readonly topic: string }[] }[]
  readonly offsets: readonly { readonly topic: string; readonly lag: number }[]
}

function readingOf({ group, members, offsets }: Group): readonly Reading[] {
  const topics = new Set([...members.flatMap(({ assignment }) => assignment), ...offsets].map(({ topic }) => topic))
  return [...topics].map(topic => {
    const committed = offsets.filter(each => each.topic === topic)
    return { group, topic, lag: committed.length === 0 ? null : committed.reduce((sum, each) => sum + each.lag, 0) }
  })
}
