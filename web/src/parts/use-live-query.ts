import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useIsLive } from '../feed/use-feed.tsx'

/**
 * Asks the sandbox, and again each second while somebody looks; what was answered last stays while it is away. With
 * false it asks once.
 */
export function useLiveQuery<T>(
  queryKey: readonly unknown[],
  queryFn: () => Promise<T>,
  everyMs: number | false = 1000,
): UseQueryResult<T> {
  const isLive = useIsLive()
  return useQuery({
    queryKey,
    queryFn,
    enabled: isLive,
    refetchInterval: everyMs,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
