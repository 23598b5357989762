import { useParams } from '@tanstack/react-router'
import { api } from '../api.ts'
import { useListed } from '../parts/use-listed.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'

/** All streams, counted anew each second. */
export function useStreams() {
  return useLiveQuery(['streams'], api.streams)
}

/** One stream, counted anew with the list. */
export function useStream(name: string) {
  const { data: list, dataUpdatedAt } = useStreams()
  return useListed({
    listedAt: dataUpdatedAt,
    isListed: list?.items.some(({ stream }) => stream === name),
    queryKey: ['stream', name],
    queryFn: () => api.stream(name),
  })
}

/** The stream that the address names. */
export function useChosenStream(): string | undefined {
  return useParams({ strict: false }).stream
}
