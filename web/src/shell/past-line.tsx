import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { sandboxNow } from '../clock.ts'
import { useFeedState } from '../feed/use-feed.tsx'
import type { Past } from '../live/use-past.ts'
import { Icon } from '../parts/icon.tsx'
import { iso, rangeOf } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import { clock, counted } from '../words.ts'

const minute = 60_000

/** Says that the page reads a past moment, and moves it. */
export function PastLine({ past }: { past: Past }) {
  const later = useLater(past.moment)
  return (
    <div className="strip look">
      <Icon name="clock" />
      <p>
        <b>You read {clock(past.moment)}.</b>{' '}
        {later === 0 ? 'Nothing came later so far.' : `${wordsOf(later)} hidden; they keep arriving.`}
      </p>
      <fieldset className="seg only-wide" aria-label="Move">
        <button type="button" onClick={() => past.move(-minute)}>
          1 min back
        </button>
        <button type="button" onClick={() => void past.step('before')}>
          Event before
        </button>
        <button type="button" onClick={() => void past.step('next')}>
          Next event
        </button>
        <button type="button" onClick={() => past.move(minute)}>
          1 min on
        </button>
      </fieldset>
      <button type="button" className="btn do" onClick={past.leave}>
        Back to now <kbd>Esc</kbd>
      </button>
    </div>
  )
}

function wordsOf(later: number | undefined): string {
  if (later === undefined) return 'Later events are'
  return `${counted(later, 'later event')} ${later === 1 ? 'is' : 'are'}`
}

const day = 86_400_000

/**
 * How many events that answer the search came after a moment, of those the sandbox counts by time: it counts whole
 * seconds, so that what is left of the moment's own second is read.
 */
function useLater(moment: number): number | undefined {
  const { query } = usePage()
  const { totals } = useFeedState()
  const { rest } = rangeOf(query, sandboxNow())
  const whole = Math.ceil(moment / 1000) * 1000
  const inSecond = useQuery({
    queryKey: ['later in the second', rest, moment],
    queryFn: () => api.events({ q: rest, since: iso(moment), until: iso(whole), limit: 1000 }),
    enabled: moment < whole,
    gcTime: 5000,
  })
  const behind = useQuery({
    queryKey: ['later', rest, whole, totals.valid + totals.invalid],
    queryFn: () => {
      const to = Math.max(whole, sandboxNow()) + 1000
      return api.histogram({ q: rest, from: iso(Math.max(whole, to - day)), to: iso(to), bars: 1 })
    },
    placeholderData: before => before,
    gcTime: 5000,
  })
  const [bar] = behind.data?.bars ?? []
  if (bar === undefined || (moment < whole && inSecond.data === undefined)) return undefined
  return bar[0] + bar[1] + (inSecond.data?.items.length ?? 0)
}
