import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../api.ts'
import { useListed } from '../parts/use-listed.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { useSearch } from '../use-search.ts'
import type { RowsQuery } from './wire.ts'

/** All topics, counted anew each second. */
export function useTopics() {
  return useLiveQuery(['topics'], api.topics)
}

/** One topic, counted anew with the list. */
export function useTopic(name: string) {
  const { data: list, dataUpdatedAt } = useTopics()
  return useListed({
    listedAt: dataUpdatedAt,
    isListed: list?.items.some(({ topic }) => topic === name),
    queryKey: ['topic', name],
    queryFn: () => api.topic(name),
  })
}

const pageSize = 100

/** Records from one end or place on, page by page, as the partitions were with these ends. */
export function useRows(topic: string, asked: RowsQuery, read: { readonly begin: number; readonly end: number }) {
  return useInfiniteQuery({
    queryKey: ['rows', topic, asked, read],
    queryFn: ({ pageParam }) =>
      api.rows(topic, { ...asked, limit: pageSize, ...(pageParam === null ? {} : { next: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
}

/** One record, whole. */
export function useRecord(topic: string, partition: number, offset: number) {
  return useQuery({
    queryKey: ['record', topic, partition, offset],
    queryFn: () => api.record(topic, partition, offset),
  })
}

/** What of the page is in the URL, and the ways to go on. */
export function useTopicPlace() {
  const { topic } = useParams({ strict: false })
  const { search, change } = useSearch()
  const { tab, from = 'newest', partition, record } = search
  const navigate = useNavigate()
  return useMemo(
    () => ({
      topic,
      tab,
      from,
      partition: partition === undefined || !/^\d{1,9}$/.test(partition) ? undefined : Number(partition),
      record: placeOf(record),
      change,
      open: (name: string | undefined) =>
        void (name === undefined
          ? navigate({ to: '/topics' })
          : navigate({ to: '/topics/$topic', params: { topic: name } })),
    }),
    [topic, tab, from, partition, record, change, navigate],
  )
}

/** The opened record of the URL: `PARTITION:OFFSET`. */
function placeOf(record: string | undefined): { partition: number; offset: number } | undefined {
  const match = /^(\d{1,9}):(\d{1,15})$/.exec(record ?? '')
  return match ? { partition: Number(match[1]), offset: Number(match[2]) } : undefined
}
