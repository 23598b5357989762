import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useIsLive } from '../feed/use-feed.tsx'

/** Asks the sandbox, and again each second while somebody looks; what was answered last stays while it is away. */
export function useLiveQuery<T>(
  queryKey: readonly unknown[],
  queryFn: () => Promise<T>,
  everyMs = 1000,
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
