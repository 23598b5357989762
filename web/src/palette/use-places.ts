import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { pages } from '../pages.ts'
import { usePage } from '../use-page.ts'
import { count, counted } from '../words.ts'
import type { Entry, Group } from './entries.ts'

/** Every page, stream, schema, topic and consumer group there is. */
export function usePlaces(): readonly Group[] {
  const navigate = useNavigate()
  const page = usePage()
  const [summary, schemas, topics, groups] = useQueries({
    queries: [
      { queryKey: ['palette', 'summary'], queryFn: api.summary, staleTime: 2000 },
      { queryKey: ['palette', 'schemas'], queryFn: api.schemas, staleTime: 2000 },
      { queryKey: ['palette', 'topics'], queryFn: api.topics, staleTime: 2000 },
      { queryKey: ['palette', 'groups'], queryFn: api.groups, staleTime: 2000 },
    ],
  })
  const search = page.query === '' ? {} : { q: page.query }

  const pageEntries = pages.map(
    ({ path, name, icon, keys: [key] }): Entry => ({
      id: `page ${path}`,
      text: name,
      says: '',
      icon,
      keys: ['g', key],
      go: () => void navigate({ to: path, search }),
    }),
  )
  const streams = Object.entries(summary.data?.byStream ?? {}).map(
    ([name, { valid, invalid }]): Entry => ({
      id: `stream ${name}`,
      text: name,
      says: [counted(valid, 'event'), ...(invalid === 0 ? [] : [`${count(invalid)} refused`])].join(', '),
      icon: 'waves',
      go: () => void navigate({ to: '/streams/$stream', params: { stream: name }, search: {} }),
    }),
  )
  const titles = (schemas.data?.repositories ?? []).flatMap(repository =>
    repository.titles.map(
      ({ title, latest }): Entry => ({
        id: `schema ${repository.name} ${title}`,
        text: title,
        says: [repository.name, latest].filter(Boolean).join(', '),
        icon: 'braces',
        go: () => void navigate({ to: '/schemas/$', params: { _splat: title }, search: {} }),
      }),
    ),
  )
  return [
    { name: 'Pages', entries: pageEntries },
    { name: 'Streams', entries: streams },
    { name: 'Schemas', entries: titles },
    {
      name: 'Topics',
      entries: (topics.data?.items ?? []).map(({ topic, records }) => ({
        id: `topic ${topic}`,
        text: topic,
        says: counted(records, 'record'),
        icon: 'layers' as const,
        go: () => void navigate({ to: '/topics/$topic', params: { topic }, search: {} }),
      })),
    },
    {
      name: 'Consumers',
      entries: (groups.data?.items ?? []).map(({ group, lag }) => ({
        id: `group ${group}`,
        text: group,
        says: lag === 0 ? 'has read all' : `lag ${count(lag)}`,
        icon: 'inbox' as const,
        go: () => void navigate({ to: '/consumers/$group', params: { group }, search: {} }),
      })),
    },
  ]
}
