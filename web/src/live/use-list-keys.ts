import type { Row } from '../feed/rows.ts'
import { useFeed } from '../feed/use-feed.tsx'
import { withTerm } from '../query.ts'
import { useKeys } from '../shell/keys.ts'
import { usePage } from '../use-page.ts'
import { focusRow } from './focus-row.ts'

/** The keys of the list: move, open, close, pause, jump. */
export function useListKeys(parts: {
  rows: readonly Row[]
  active: string | undefined
  setActive(cursor: string | undefined): void
  opened: string | undefined
  open(cursor: string): void
  /** The event that the next one marked is held against. */
  marked: string | undefined
  mark(cursor: string | undefined): void
}) {
  const feed = useFeed()
  const page = usePage()
  const { rows, opened } = parts
  const current = opened ?? parts.active

  const go = (cursor: string | undefined) => {
    if (cursor === undefined) return
    feed.hold()
    parts.setActive(cursor)
    focusRow(cursor)
    if (opened !== undefined) parts.open(cursor)
  }
  const next = () => go(stepFrom(rows, current, 1))
  const before = () => go(stepFrom(rows, current, -1))
  const refused = (step: 1 | -1) => {
    const cursor = stepFrom(rows, current, step, row => row.status === 'invalid')
    go(cursor)
    if (cursor !== undefined && opened === undefined) parts.open(cursor)
  }

  const nextRefused = () => refused(1)
  const refusedBefore = () => refused(-1)

  useKeys({
    j: next,
    k: before,
    ArrowDown: next,
    ArrowUp: before,
    e: nextRefused,
    E: refusedBefore,
    Enter() {
      if (opened !== undefined) page.open(opened)
      else if (parts.active !== undefined) parts.open(parts.active)
    },
    Escape() {
      if (opened === undefined) return false
      page.select(undefined)
      focusRow(opened)
      return true
    },
    ' '() {
      if (feed.state().held === undefined) feed.hold()
      else feed.resume()
    },
    '.'() {
      page.select(undefined)
      parts.setActive(undefined)
      feed.resume()
      document.querySelector('.gridwrap')?.scrollTo({ top: 0 })
    },
    m() {
      if (current === undefined) return false
      if (parts.marked === undefined) parts.mark(current)
      else if (parts.marked === current) parts.mark(undefined)
      else page.compare(current, parts.marked)
      return true
    },
    f() {
      const row = rows.find(each => each.kind === 'event' && each.item.cursor === current)
      if (row?.kind === 'event' && row.item.stream !== null)
        page.search(withTerm(page.query, 'stream', row.item.stream))
    },
  })
}

/** The cursor of the next row from `current` that fits, `step` 1 towards older ones; from nowhere it is the first. */
export function stepFrom(
  rows: readonly Row[],
  current: string | undefined,
  step: 1 | -1,
  fits: (item: { status: string }) => boolean = () => true,
): string | undefined {
  const at = rows.findIndex(row => row.kind === 'event' && row.item.cursor === current)
  for (let index = at === -1 ? 0 : at + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index]
    if (row?.kind === 'event' && fits(row.item)) return row.item.cursor
  }
  return undefined
}
