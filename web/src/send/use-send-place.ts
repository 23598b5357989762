import { useSearch } from '../use-search.ts'

/** What is sent where, as the URL has it: a stream, a gate, and the event it begins with. */
export function useSendPlace() {
  const { search, change } = useSearch()
  const { stream, gate, hasty, event } = search
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
