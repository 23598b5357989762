import { useSearch } from '../use-search.ts'

type State = 'all' | 'open' | 'resolved'
type Order = 'most' | 'newest'

/** What of the problems is shown; every change ends in the URL. */
export function useProblemsPlace() {
  const { search, change } = useSearch()
  const { state, order, problem } = search
  return {
    state: (state === 'open' || state === 'resolved' ? state : 'all') satisfies State as State,
    order: (order === 'newest' ? order : 'most') satisfies Order as Order,
    opened: problem,
    showState: (next: State) => change({ state: next === 'all' ? undefined : next }),
    orderBy: (next: Order) => change({ order: next === 'most' ? undefined : next }),
    open: (id: string | undefined) => change({ problem: id }),
  }
}
