import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useFeedPart } from './feed/use-feed.tsx'
import type { Sandbox } from './wire.ts'

/** The sandbox itself; asked once, and again after it has started anew. */
export function useSandbox(): Sandbox | undefined {
  const start = useFeedPart(state => state.start)
  const { data } = useQuery({
    queryKey: ['sandbox', start],
    queryFn: api.sandbox,
    enabled: start !== '',
    placeholderData: keepPreviousData,
  })
  return data
}
