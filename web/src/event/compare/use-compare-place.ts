import { useSearch } from '../../use-search.ts'

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
  const { search, change } = useSearch()
  const { with: other, shows, swapped } = search
  return {
    other,
    shows: shows === 'all' || shows === 'sides' ? shows : 'different',
    isSwapped: swapped === 'true',
    choose: cursor => change({ with: cursor }),
    show: shown => change({ shows: shown === 'different' ? undefined : shown }),
    swap: () => change({ swapped: swapped === 'true' ? undefined : 'true' }),
  }
}
