import { useCallback, useEffect, useState } from 'react'
import { sandboxNow } from '../clock.ts'
import { EventPanel } from '../event/event-panel.tsx'
import { useFeed, useFeedState, useNow } from '../feed/use-feed.tsx'
import { narrow, useMedia } from '../parts/use-media.ts'
import { rangeOf } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import { count } from '../words.ts'
import { Announcer } from './announcer.tsx'
import { EmptyState } from './empty-state.tsx'
import { EventTable } from './event-table.tsx'
import { HeldLine } from './held-line.tsx'
import { Histogram } from './histogram.tsx'
import { Marked } from './marked.tsx'
import { NothingMatches } from './nothing-matches.tsx'
import { Sampled } from './sampled.tsx'
import { spanOf } from './spans.ts'
import { Tally } from './tally.tsx'
import { useCounts } from './use-counts.ts'
import { useListKeys } from './use-list-keys.ts'

/** The live list: what arrives, newest first, and the opened event beside it. */
export function LivePage() {
  const feed = useFeed()
  const page = usePage()
  const state = useFeedState()
  const now = useNow()
  const isNarrow = useMedia(narrow)
  const [active, setActive] = useState<string>()
  const [marked, mark] = useState<string>()
  const opened = isNarrow ? undefined : page.event

  const bars = feed.timeline.bars(Math.max(now, sandboxNow()))
  const { range, rest } = rangeOf(page.query, now)
  const span = spanOf(range, bars, now)
  const counts = useCounts(bars, span, { q: rest, range })
  const isEmpty = state.loaded && state.rows.length === 0 && state.totals.valid + state.totals.invalid === 0

  const open = useCallback(
    (cursor: string) => {
      setActive(cursor)
      feed.hold()
      if (isNarrow) page.open(cursor)
      else page.select(cursor)
    },
    [feed, isNarrow, page],
  )
  useEffect(() => {
    if (opened !== undefined && state.loaded) feed.hold()
  }, [feed, opened, state.loaded])
  useListKeys({ rows: state.rows, active, setActive, opened, open, marked, mark })

  const title = counts.invalid > 0 ? `(${count(counts.invalid)}) Live - event-sandbox` : 'Live - event-sandbox'
  if (isEmpty && opened === undefined) {
    return (
      <>
        <title>{title}</title>
        <EmptyState />
      </>
    )
  }
  const isStill = state.connection.status === 'stopped'
  const isNothing = state.loaded && state.complete && state.rows.length === 0
  return (
    <div className={`live${opened === undefined ? '' : ' split'}${isStill ? ' still' : ''}`}>
      <title>{title}</title>
      <section className="stream" aria-label="Events">
        <Tally counts={counts} span={span} split={opened !== undefined} />
        <Histogram bars={bars} span={span} stoppedAt={isStill ? state.connection.since : undefined} />
        {state.held === undefined ? null : <HeldLine held={state.held} resume={feed.resume} />}
        <Sampled />
        {marked === undefined ? null : <Marked cursor={marked} unmark={() => mark(undefined)} />}
        {isNothing ? (
          <NothingMatches />
        ) : (
          <EventTable
            split={opened !== undefined}
            selected={opened}
            active={active}
            setActive={setActive}
            open={open}
            key={page.query}
          />
        )}
        <Announcer />
      </section>
      {opened === undefined ? null : <EventPanel cursor={opened} open={open} />}
    </div>
  )
}
