import type { EventsQuery } from '../api.ts'
import { compareCursors, type EventPage, type Item } from '../wire.ts'
import type { GapRow, Row } from './rows.ts'

/** Reads what busy frames left out, newest gap first, one at a time. */
export interface GapFiller {
  run(): Promise<void>
}

const pageSize = 500

export function createGapFiller(parts: {
  events(asked: EventsQuery): Promise<EventPage>
  query(): string
  rows(): readonly Row[]
  fill(gap: GapRow, items: readonly Item[]): void
}): GapFiller {
  let running = false

  async function run() {
    if (running) return
    running = true
    try {
      for (let gap = next(); gap !== undefined; gap = next()) {
        const query = parts.query()
        const items = await read(gap, query)
        if (query === parts.query()) parts.fill(gap, items)
      }
    } catch {
      // The sandbox is gone. The gap stays in the list and is read at the next frame.
    } finally {
      running = false
    }
  }

  function next(): GapRow | undefined {
    return parts.rows().find(row => row.kind === 'gap')
  }

  /** Everything after the gap's start and up to its end, newest first. */
  async function read(gap: GapRow, q: string): Promise<readonly Item[]> {
    const items: Item[] = []
    let after: string | null = gap.after
    while (after !== null) {
      const page: EventPage = await parts.events({ q, after, order: 'asc', limit: pageSize })
      const inside = page.items.filter(item => compareCursors(item.cursor, gap.upTo) <= 0)
      items.push(...inside)
      after = inside.length < page.items.length ? null : page.next
    }
    return items.reverse()
  }

  return { run }
}
