import { lazy, Suspense } from 'react'
import { sandboxNow } from '../clock.ts'
import { useIsLive } from '../feed/use-feed.tsx'
import { iso, rangeOf, timeOf } from '../time-range.ts'
import { usePage } from '../use-page.ts'

// Its dialog is none of what a first look needs.
const ReplayButton = lazy(() => import('../event/replay.tsx').then(({ ReplayButton }) => ({ default: ReplayButton })))

/** What the search found, to be sent again; in the past from its moment on. */
export function ReplayFound() {
  const { query } = usePage()
  const isLive = useIsLive()
  if (query === '' || !isLive) return null
  const { range, rest } = rangeOf(query, sandboxNow())
  const asked = range.until === undefined ? { q: query } : { q: rest, since: iso(timeOf(range.until, sandboxNow())) }
  return (
    <Suspense>
      <ReplayButton {...asked} />
    </Suspense>
  )
}
