import { sandboxNow } from '../clock.ts'
import { useFeed } from '../feed/use-feed.tsx'
import { isoRange, rangeOf, timeOf, withRange } from '../time-range.ts'
import { usePage } from '../use-page.ts'

/** The moment the page reads, and the ways to move it. */
export interface Past {
  /** Milliseconds since 1970: what arrived from here on is hidden. */
  readonly moment: number
  move(milliseconds: number): void
  /** To just after the next event, or to just before the newest one shown. */
  step(to: 'next' | 'before'): Promise<void>
  leave(): void
}

/** The past that `until:` in the query asks for, or undefined while the page shows what there is now. */
export function usePast(
  events: (asked: { q: string; since: string; order: 'asc'; limit: number }) => Promise<{
    readonly items: readonly { readonly receivedAt: string }[]
  }>,
): Past | undefined {
  const feed = useFeed()
  const page = usePage()
  const { range, rest } = rangeOf(page.query, sandboxNow())
  if (range.until === undefined) return undefined
  const moment = timeOf(range.until, sandboxNow())
  const since = range.since === undefined ? undefined : timeOf(range.since, sandboxNow())

  const go = (time: number) => {
    const now = sandboxNow()
    if (time >= now) return leave()
    const from = since !== undefined && since < time ? since : undefined
    page.adjust(withRange(page.query, { since: from, until: time }, now))
  }
  const leave = () => page.search(withRange(page.query, undefined, sandboxNow()))
  return {
    moment,
    move: milliseconds => go(moment + milliseconds),
    async step(to) {
      if (to === 'before') {
        const newest = feed.state().rows.find(row => row.kind === 'event')
        if (newest !== undefined) go(Date.parse(newest.item.receivedAt))
        return
      }
      const { since: from } = isoRange({ since: { at: moment }, until: undefined })
      if (from === undefined) return
      const { items } = await events({ q: rest, since: from, order: 'asc', limit: 1 })
      if (items[0] !== undefined) go(Date.parse(items[0].receivedAt) + 1)
    },
    leave,
  }
}
