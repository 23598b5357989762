import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

/** One event, whole, by its cursor. */
export function useEvent(cursor: string) {
  return useQuery({ queryKey: ['event', cursor], queryFn: () => api.event(cursor) })
}
