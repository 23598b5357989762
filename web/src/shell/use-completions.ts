import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useIsLive } from '../feed/use-feed.tsx'
import type { Completion } from '../wire.ts'

/** A way to go on from what was typed. */
export interface Suggestion extends Completion {
  /** What was typed, with this in its place. */
  readonly draft: string
}

const none: readonly Suggestion[] = []

/** What may follow `draft` at its end, which stands behind the query; nothing while nobody looks. */
export function useCompletions(query: string, draft: string, isLooking: boolean): readonly Suggestion[] {
  const isLive = useIsLive()
  const before = query === '' ? '' : `${query} `
  const q = before + draft
  const { data } = useQuery({
    queryKey: ['completions', q],
    queryFn: () => api.completions({ q, caret: q.length }),
    enabled: isLooking && isLive,
    staleTime: 5000,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
  })
  if (!isLooking || data === undefined || data.to !== q.length || data.from < before.length) return none
  const head = draft.slice(0, data.from - before.length)
  return data.items.map(item => ({ ...item, draft: head + item.text }))
}
