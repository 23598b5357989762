import { useParams } from '@tanstack/react-router'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'

/** All streams, counted anew each second. */
export function useStreams() {
  return useLiveQuery(['streams'], api.streams)
}

/** One stream, counted anew each second. */
export function useStream(name: string) {
  return useLiveQuery(['stream', name], () => api.stream(name))
}

/** The stream that the address names. */
export function useChosenStream(): string | undefined {
  return useParams({ strict: false }).stream
}
