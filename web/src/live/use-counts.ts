import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { Bars } from '../feed/timeline.ts'
import { iso, type TimeRange } from '../time-range.ts'
import type { Counts } from '../wire.ts'
import { countedIn, type Span } from './spans.ts'

/** Accepted and refused in the chosen part of the histogram; of the bar that a moment cuts, only what came before it. */
export function useCounts(bars: Bars, span: Span, asked: { q: string; range: TimeRange }): Counts {
  const counts = countedIn(bars, span)
  const barEnd = bars.from + span.end * bars.width
  const { until } = asked.range
  const cut = until !== undefined && 'at' in until && until.at > barEnd - bars.width && until.at < barEnd ? until.at : 0
  const inBar = bars.bars[span.end - 1]
  const { data: later } = useQuery({
    queryKey: ['behind the cut', asked.q, cut, barEnd, `${inBar}`],
    queryFn: () => countBetween(asked.q, cut, barEnd),
    enabled: cut > 0,
    placeholderData: (before, query) => (query?.queryKey[2] === cut ? before : undefined),
    gcTime: 5000,
  })
  if (cut === 0 || later === undefined) return counts
  return { valid: Math.max(0, counts.valid - later.valid), invalid: Math.max(0, counts.invalid - later.invalid) }
}

const mostRead = 1000

/** Nothing where there are more than can be read at once: then all of the bar counts. */
async function countBetween(q: string, since: number, until: number): Promise<Counts> {
  const { items, next } = await api.events({ q, since: iso(since), until: iso(until), limit: mostRead })
  if (next !== null) return { valid: 0, invalid: 0 }
  const invalid = items.filter(({ status }) => status === 'invalid').length
  return { valid: items.length - invalid, invalid }
}
