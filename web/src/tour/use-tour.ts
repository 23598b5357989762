import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PageSearch } from '../page-search.ts'
import { restart } from './progress.ts'
import { steps } from './steps.ts'

// Named even where it is undefined: what is not named is retained.
const leaving = { tour: undefined } as Readonly<Record<string, undefined>> as PageSearch

/** Where the tour is: a step from 0 on, its end, or nowhere. The URL has it as `tour=1` to `tour=6`, `tour=end`. */
export function useTour() {
  const { tour } = useSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const go = (next: string | undefined) =>
    void navigate({ to: '.', search: (before: PageSearch) => ({ ...before, tour: next }) as PageSearch })
  const number = Number(tour)
  const step = Number.isInteger(number) && number >= 1 && number <= steps.length ? number - 1 : undefined
  return {
    step,
    isEnd: tour === 'end',
    goTo: (next: number) => go(next < steps.length ? `${next + 1}` : 'end'),
    leave: () => go(undefined),
    toLive: () => void navigate({ to: '/', search: () => leaving }),
    start() {
      restart()
      go('1')
    },
  }
}
