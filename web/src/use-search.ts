import { useNavigate, useSearch as useRouteSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PageSearch } from './page-search.ts'

/** Parts of the page's state; undefined takes one out of the URL. */
export type SearchChanges = { readonly [Name in keyof PageSearch]?: PageSearch[Name] | undefined }

/** The page's state as the URL has it, and what changes parts of it: without a step in the browser's history, or with one. */
export function useSearch(): {
  readonly search: PageSearch
  readonly change: (changes: SearchChanges, history?: 'replace' | 'push') => void
} {
  const search = useRouteSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const change = useCallback(
    (changes: SearchChanges, history = 'replace') =>
      void navigate({
        to: '.',
        search: (before: PageSearch) => given({ ...before, ...changes }),
        replace: history === 'replace',
      }),
    [navigate],
  )
  return { search, change }
}

/** What is given of it; an empty text is nothing. */
export function given(changes: SearchChanges): PageSearch {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined && value !== ''))
}
