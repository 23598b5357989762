import { ApiProblem, api } from '../api.ts'
import { rangeOf, unreadableTime } from '../time-range.ts'

/** Why a search cannot be asked: in words, and where the sandbox names it, the wrong word and what was meant. */
export interface QueryProblem {
  readonly detail: string
  readonly hint: string | undefined
  readonly wrong: string | undefined
  readonly meant: string | undefined
}

/** Asks the sandbox whether it understands a query; undefined where it does. */
export async function checkQuery(query: string): Promise<QueryProblem | undefined> {
  const now = Date.now()
  const time = unreadableTime(query, now)
  if (time !== undefined) {
    const hint = 'Write 10m, 12:05, or a date such as 2026-11-23T12:00:00Z.'
    return { detail: `\`${time}\` is no time.`, hint, wrong: time, meant: undefined }
  }
  try {
    await api.events({ q: rangeOf(query, now).rest, limit: 1 })
    return undefined
  } catch (thrown) {
    // Without a sandbox nobody can say what is wrong; the strip tells that it is gone.
    if (!(thrown instanceof ApiProblem)) return undefined
    const { message, hint } = thrown
    return { detail: message, hint, wrong: /`([^`]+)`/.exec(message)?.[1], meant: meantIn(hint) }
  }
}

/** What a hint offers in place of the wrong word. */
function meantIn(hint: string | undefined): string | undefined {
  return /Did you mean `?([^\s`?]+)`?\?/.exec(hint ?? '')?.[1] ?? /^Write `?(stream:[^\s`,]+)/.exec(hint ?? '')?.[1]
}
