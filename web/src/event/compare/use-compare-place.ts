import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PageSearch } from '../../page-search.ts'

type Shown = 'different' | 'all' | 'sides'

/** Which event the opened one is held against, and how; every change ends in the URL. */
export interface ComparePlace {
  readonly other: string | undefined
  readonly shows: Shown
  readonly isSwapped: boolean
  choose(cursor: string | undefined): void
  show(shown: Shown): void
  swap(): void
}

export function useComparePlace(): ComparePlace {
  const { with: other, shows, swapped } = useSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const change = (changes: { [Name in 'with' | 'shows' | 'swapped']?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: PageSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined)),
      replace: true,
    })
  return {
    other,
    shows: shows === 'all' || shows === 'sides' ? shows : 'different',
    isSwapped: swapped === 'true',
    choose: cursor => change({ with: cursor }),
    show: shown => change({ shows: shown === 'different' ? undefined : shown }),
    swap: () => change({ swapped: swapped === 'true' ? undefined : 'true' }),
  }
}
