import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PageSearch } from '../page-search.ts'

/** What is sent where, as the URL has it: a stream, a gate, and the event it begins with. */
export function useSendPlace() {
  const { stream, gate, hasty, event } = useSearch({ strict: false }) as PageSearch // validated by the root route
  const navigate = useNavigate()
  const change = (changes: { [Name in 'stream' | 'gate' | 'hasty' | 'event']?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: PageSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined)),
      replace: true,
    })
  return {
    stream,
    gate,
    isHasty: hasty === 'true',
    /** The event that is edited and sent again. */
    event,
    chooseStream: (next: string) => change({ stream: next, event: undefined }),
    chooseGate: (next: string | undefined) => change({ gate: next }),
    beHasty: (next: boolean) => change({ hasty: next ? 'true' : undefined }),
  }
}
