import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { PageSearch } from './page-search.ts'
import { pageOf } from './pages.ts'

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
  showTab(tab: string): void
  showColumns(columns: string | undefined): void
  toLive(query: string): void
}

export function usePage(): Page {
  const { q = '', event, tab, columns } = useSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const isProblems = useLocation({ select: ({ pathname }) => pageOf(pathname).path === '/problems' })
  const change = useCallback(
    (changes: { [Name in keyof PageSearch]?: PageSearch[Name] | undefined }, replace: boolean) =>
      navigate({ to: '.', search: (before: PageSearch) => clean({ ...before, ...changes }), replace }),
    [navigate],
  )
  return useMemo(
    () => ({
      query: q,
      event,
      tab,
      columns,
      search: query =>
        isProblems
          ? void change({ q: query }, false)
          : void navigate({
              to: '/',
              search: (before: PageSearch) =>
                clean({ columns: before.columns, ...(before.event === undefined ? {} : before), q: query }),
            }),
      adjust: query => void change({ q: query }, true),
      select: cursor => void change({ event: cursor, tab: undefined }, cursor !== undefined && event !== undefined),
      open: cursor => void navigate({ to: '/event/$cursor', params: { cursor }, search: clean({ q }) }),
      showTab: next => void change({ tab: next }, true),
      showColumns: next => void change({ columns: next }, true),
      toLive: query => void navigate({ to: '/', search: clean({ q: query }) }),
    }),
    [q, event, tab, columns, change, navigate, isProblems],
  )
}

function clean(search: { [Name in keyof PageSearch]?: PageSearch[Name] | undefined }): PageSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
