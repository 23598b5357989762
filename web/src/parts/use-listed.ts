import { useEffect, useState } from 'react'
import { useLiveQuery } from './use-live-query.ts'

/**
 * One thing of a list, asked for anew with the list while that has it; of another name once. `hasLeft`: the list had it,
 * and what is known of it is from then.
 */
export function useListed<T>(parts: {
  /** When the list was answered last. */
  listedAt: number
  /** Undefined until the list is there. */
  isListed: boolean | undefined
  queryKey: readonly unknown[]
  queryFn: () => Promise<T>
}) {
  const { isListed, listedAt } = parts
  const [wasListed, remember] = useState(false)
  if (isListed && !wasListed) remember(true)
  const { data, error, refetch } = useLiveQuery(parts.queryKey, parts.queryFn, false)
  // After the list, not beside it: what has left is not asked for.
  useEffect(() => {
    if (isListed && listedAt > 0) void refetch({ cancelRefetch: false })
  }, [isListed, listedAt, refetch])
  return { data, error, hasLeft: wasListed && isListed === false }
}
