import { rejectionsTopic } from '../../intake/rejections.ts'
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
  /** Everything that was there before has been offered. */
  readonly isCaughtUp: boolean
  /** Whether a topic can have what is waited for. */
  wantsTopic(topic: string, cluster: string): boolean
  offer(candidate: Candidate): void
  /** It was offered a part of what was there before. */
  looked(): void
  /** Everything that was there before has been offered: from now on silence counts. */
  caughtUp(): void
  /** Ends it, whatever has come. */
  end(verdict: Verdict): void
  /** Nothing can be said: its verdict rejects. */
  fail(cause: unknown): void
}

/** So many parts of what is there are looked at, however short the time: 1,000 events, or 30 ms. */
const leastLooks = 10

/** Begins a wait; its time runs from now. */
export function createWaiter(asked: WaitAsked): Waiter {
  const { match, mode, status, cluster } = asked
  const found: Candidate[] = []
  const wanted = mode === 'none' ? 0 : asked.count
  let resolve: (verdict: Verdict) => void = () => {}
  let reject: (cause: unknown) => void = () => {}
  const verdict = new Promise<Verdict>((...settle) => {
    ;[resolve, reject] = settle
  })
  let isOver = false
  let looks = 0
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
    get isCaughtUp() {
      return isCaughtUp
    },
    wantsTopic,
    offer(candidate) {
      const { topic, cluster: of } = candidate.record
      if (isOver || !isWanted(topic, of) || !match.holds(candidate) || !match.wantsTopic(topic, of)) return
      found.push(candidate)
      if (mode !== 'atLeast' && found.length > wanted) end('tooMany')
      else decide()
    },
    looked() {
      looks += 1
      if (isDue) due()
    },
    caughtUp() {
      isCaughtUp = true
      if (isDue) due()
      else decide()
    },
    end,
    fail(cause) {
      close()
      reject(cause)
    },
  }

  function wantsTopic(topic: string, of: string): boolean {
    return isWanted(topic, of) && match.wantsTopic(topic, of)
  }

  // What was refused is in a topic of its own.
  function isWanted(topic: string, of: string): boolean {
    if (status !== 'all' && (topic === rejectionsTopic) !== (status === 'invalid')) return false
    return cluster === undefined || cluster === of
  }

  // That something did not come can be said only when everything has been looked at; that it was not found, in time.
  function due(): void {
    isDue = true
    if (isCaughtUp || (mode === 'atLeast' && looks >= leastLooks)) end(isEnough() ? 'met' : 'tooLate')
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
    close()
    resolve(how)
  }

  function close(): void {
    isOver = true
    clearTimeout(timer)
    clearTimeout(quietTimer)
  }
}
