import { parseDuration } from '../base/durations.ts'
import type { WaitAnswer } from './failures.ts'

/** One wait as the sandbox is asked for it. */
export interface Wait {
  readonly mode?: 'atLeast' | 'exactly' | 'none'
  readonly within?: string | number
  readonly quiet?: string | number
  readonly [parameter: string]: unknown
}

/** Asks the sandbox once. */
export type AskOnce = (wait: Wait, signal?: AbortSignal) => Promise<WaitAnswer>

/** Node's fetch gives up on an answer after five minutes, proxies after less. */
const longestRequestMs = 60_000

/**
 * A wait of any length, asked for in requests of a minute at most: what has come counts for the next one too, and one
 * that is over in time asks once.
 */
export function inPieces(askOnce: AskOnce, longestMs = longestRequestMs): AskOnce {
  return async (wait, signal) => {
    // Of what is not to come it is certain after the silence; all else is waited for.
    const key = wait.mode === 'none' ? 'quiet' : 'within'
    const totalMs = millisecondsOf(wait[key]) ?? 0
    // A silence that is longer than a request cannot be told from the end of the request.
    const needsOne = key === 'within' && (millisecondsOf(wait.quiet) ?? 0) >= longestMs
    if (totalMs <= longestMs || needsOne) return askOnce(wait, signal)
    const began = performance.now()
    for (;;) {
      const leftMs = began + totalMs - performance.now()
      const isLast = leftMs <= longestMs
      const answer = await askOnce({ ...wait, [key]: Math.max(0, Math.ceil(isLast ? leftMs : longestMs)) }, signal)
      if (isLast || !isOpen(answer, wait)) return inAll(answer, Math.round(performance.now() - began))
    }
  }
}

// Met or not is decided by what came; only time says that something did not.
function isOpen(answer: WaitAnswer, { mode, count = 1 }: Wait): boolean {
  if (mode === 'none') return !('reason' in answer)
  return 'reason' in answer && answer.received < Number(count)
}

function inAll(answer: WaitAnswer, waitedMs: number): WaitAnswer {
  if (!('reason' in answer)) return answer
  return { ...answer, reason: answer.reason.replace(/within \d+ ms/, `within ${waitedMs} ms`) }
}

function millisecondsOf(duration: string | number | undefined): number | undefined {
  return typeof duration === 'string' ? parseDuration(duration) : duration
}
