import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import type { Cause, CauseFacts, ProblemList } from './wire.ts'

/** The causes that a search finds, kept up to date. */
export function useProblems(query: string): UseQueryResult<ProblemList> {
  return useLiveQuery(['problems', query], () => api.problems({ q: query }))
}

/** How many causes are open, for the rail. */
export function useOpenProblems(): number {
  const { data } = useLiveQuery(['problems', 'open'], () => api.problems({ limit: 0 }), 2000)
  return data?.open ?? 0
}

/** What was sent of one cause, of what a search finds; asked again as its count grows. */
export function useCauseFacts({ id, count }: Cause, query: string): UseQueryResult<CauseFacts> {
  return useQuery({
    queryKey: ['problem', id, query, count],
    queryFn: () => api.problem(id, { q: query }),
    placeholderData: before => before,
  })
}
