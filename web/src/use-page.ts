import { useLocation, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PageSearch } from './page-search.ts'
import { pageOf } from './pages.ts'
import { given, useSearch } from './use-search.ts'

/** Where the page is, and the ways to go on; every one of them ends in the URL. */
export interface Page {
  readonly query: string
  readonly event: string | undefined
  readonly tab: string | undefined
  /** Which columns the list has; undefined for the usual ones. */
  readonly columns: string | undefined
  /** Searches events. Problems shows those that the search finds; from every other page it leads to the list. */
  search(query: string): void
  /** The same without a step in the browser's history, for what changes in small steps. */
  adjust(query: string): void
  /** Opens an event beside the list; undefined closes it. */
  select(cursor: string | undefined): void
  /** Opens an event as a page. */
  open(cursor: string): void
  /** Holds an event against another one. */
  compare(cursor: string, other: string): void
  showTab(tab: string): void
  showColumns(columns: string | undefined): void
  toLive(query: string): void
}

export function usePage(): Page {
  const { search, change } = useSearch()
  const { q = '', event, tab, columns } = search
  const navigate = useNavigate()
  const isProblems = useLocation({ select: ({ pathname }) => pageOf(pathname).path === '/problems' })
  return useMemo(
    () => ({
      query: q,
      event,
      tab,
      columns,
      search: query =>
        isProblems
          ? change({ q: query }, 'push')
          : void navigate({
              to: '/',
              search: (before: PageSearch) =>
                given({ columns: before.columns, ...(before.event === undefined ? {} : before), q: query }),
            }),
      adjust: query => change({ q: query }),
      select: cursor =>
        change({ event: cursor, tab: undefined }, cursor !== undefined && event !== undefined ? 'replace' : 'push'),
      open: cursor => void navigate({ to: '/event/$cursor', params: { cursor }, search: given({ q }) }),
      compare: (cursor, other) =>
        void navigate({
          to: '/event/$cursor',
          params: { cursor },
          search: given({ q, tab: 'compare', with: other }),
        }),
      showTab: next => change({ tab: next }),
      showColumns: next => change({ columns: next }),
      toLive: query => void navigate({ to: '/', search: given({ q: query }) }),
    }),
    [q, event, tab, columns, change, navigate, isProblems],
  )
}
