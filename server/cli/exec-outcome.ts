import type { Calls } from '../client/calls.ts'
import type { EventItem, RefusedItem } from '../client/types.ts'

/** What a sandbox has seen while a command ran. */
export interface ExecOutcome {
  /** The first of them, each with its problems. */
  readonly refused: readonly RefusedItem[]
  readonly refusedCount: number
  readonly accepted: readonly { readonly stream: string; readonly count: number }[]
  /** What consumer groups have left to read. */
  readonly unread: readonly Unread[]
}

interface Unread {
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
  const groups = await calls.get<{ items: readonly Group[] }>('/_sandbox/groups')
  return { refused, refusedCount: invalid, accepted, unread: groups.items.flatMap(unreadOf) }
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

function unreadOf({ group, members, offsets }: Group): readonly Unread[] {
  const topics = new Set([...members.flatMap(({ assignment }) => assignment), ...offsets].map(({ topic }) => topic))
  return [...topics].flatMap(topic => {
    const committed = offsets.filter(each => each.topic === topic)
    const lag = committed.length === 0 ? null : committed.reduce((sum, each) => sum + each.lag, 0)
    return lag === 0 ? [] : [{ group, topic, lag }]
  })
}
