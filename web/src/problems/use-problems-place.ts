import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PageSearch } from '../page-search.ts'

type State = 'all' | 'open' | 'resolved'
type Order = 'most' | 'newest'

/** What of the problems is shown; every change ends in the URL. */
export function useProblemsPlace() {
  const { state, order, problem } = useSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const change = (changes: { [Name in 'state' | 'order' | 'problem']?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: PageSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined)),
      replace: true,
    })
  return {
    state: (state === 'open' || state === 'resolved' ? state : 'all') satisfies State as State,
    order: (order === 'newest' ? order : 'most') satisfies Order as Order,
    opened: problem,
    showState: (next: State) => change({ state: next === 'all' ? undefined : next }),
    orderBy: (next: Order) => change({ order: next === 'most' ? undefined : next }),
    open: (id: string | undefined) => change({ problem: id }),
  }
}
