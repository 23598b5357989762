import type { Cursor } from '../../log/types.ts'
import type { Candidate, Match } from './candidate.ts'

/** What a wait asks for, read and completed. */
export interface WaitAsked {
  readonly match: Match
  readonly count: number
  readonly mode: 'atLeast' | 'exactly' | 'none'
  readonly status: 'valid' | 'invalid' | 'all'
  readonly withinMs: number
  /** So long nothing more may come before the answer. */
  readonly quietMs: number | undefined
  /** Only what came after it. */
  readonly after: Cursor | undefined
  /** Only what is in this cluster. */
  readonly cluster: string | undefined
}

/** How a wait ends: as it was asked, or not. */
export type Verdict = 'met' | 'tooMany' | 'tooLate'

/** One wait: it is offered what came, in order, and ends once. */
export interface Waiter {
  readonly match: Match
  /** Found so far. */
  readonly found: readonly Candidate[]
  readonly verdict: Promise<Verdict>
  readonly isOver: boolean
  offer(candidate: Candidate): void
  /** Everything that was there before has been offered: from now on silence counts. */
  caughtUp(): void
  /** Ends it, whatever has come. */
  end(verdict: Verdict): void
}

/** Begins a wait; its time runs from now. */
export function createWaiter(asked: WaitAsked): Waiter {
  const { match, mode, status, cluster } = asked
  const found: Candidate[] = []
  const wanted = mode === 'none' ? 0 : asked.count
  let resolve: (verdict: Verdict) => void = () => {}
  const verdict = new Promise<Verdict>(settle => {
    resolve = settle
  })
  let isOver = false
  let isCaughtUp = false
  let quietTimer: NodeJS.Timeout | undefined
  let isDue = false
  const timer = setTimeout(due, asked.withinMs)

  return {
    match,
    found,
    verdict,
    get isOver() {
      return isOver
    },
    offer(candidate) {
      if (isOver || (status !== 'all' && candidate.status !== status)) return
      if ((cluster ?? candidate.record.cluster) !== candidate.record.cluster || !match.holds(candidate)) return
      found.push(candidate)
      if (mode !== 'atLeast' && found.length > wanted) end('tooMany')
      else decide()
    },
    caughtUp() {
      isCaughtUp = true
      if (isDue) due()
      else decide()
    },
    end,
  }

  // That something did not come can be said only when everything has been looked at.
  function due(): void {
    isDue = true
    if (isCaughtUp || mode === 'atLeast') end(isEnough() ? 'met' : 'tooLate')
  }

  function isEnough(): boolean {
    return mode === 'atLeast' ? found.length >= wanted : found.length === wanted
  }

  // Silence is counted from the last thing that came, and not before everything older was looked at.
  function decide(): void {
    clearTimeout(quietTimer)
    if (isOver || !isEnough()) return
    if (asked.quietMs === undefined) end('met')
    else if (isCaughtUp) quietTimer = setTimeout(() => end('met'), asked.quietMs)
  }

  function end(how: Verdict): void {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    clearTimeout(quietTimer)
    resolve(how)
  }
}
