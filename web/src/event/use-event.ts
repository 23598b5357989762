import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

/** One event, whole, by its cursor; without one nothing is asked. */
export function useEvent(cursor: string | undefined) {
  return useQuery({
    queryKey: ['event', cursor],
    queryFn: () => api.event(cursor ?? ''),
    enabled: cursor !== undefined,
  })
}
