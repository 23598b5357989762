import { parseTime, type TimeWord, timeOf } from '../../server/query/language/time.ts'
import { sandboxNow } from './clock.ts'
import { askedOf, joined, type Term, termsOf, withTerm } from './query.ts'

export { type TimeWord, timeOf } from '../../server/query/language/time.ts'

/** The times a query asks for. `ago` counts back from now, so that its end stays live. */
export interface TimeRange {
  readonly since: TimeWord | undefined
  readonly until: TimeWord | undefined
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** The range in a query, and the query without it: the list is cut by arrival here and asked for with since and until. */
export function rangeOf(query: string, now: number): { range: TimeRange; rest: string } {
  const word = (key: string) => parseTime(askedOf(query, key) ?? '', now)
  const rest = termsOf(query)
    .filter(term => !isTime(term, now))
    .map(term => term.text)
  return { range: { since: word('since'), until: word('until') }, rest: rest.reduce(joined, '') }
}

/** The query with this range; `until` undefined keeps its end at now, and then `since` counts back from it. */
export function withRange(
  query: string,
  range: { since: number | undefined; until: number | undefined } | undefined,
  now: number,
): string {
  const bare = withTerm(withTerm(query, 'since', undefined), 'until', undefined)
  if (range === undefined) return bare
  const { since, until } = range
  if (until === undefined) return since === undefined ? bare : withTerm(bare, 'since', durationWord(now - since))
  return withTerm(since === undefined ? bare : withTerm(bare, 'since', moment(since)), 'until', moment(until))
}

/** The range as the sandbox is asked for it. */
export function isoRange(range: TimeRange): { since?: string; until?: string } {
  const now = sandboxNow()
  return {
    ...(range.since === undefined ? {} : { since: iso(timeOf(range.since, now)) }),
    ...(range.until === undefined ? {} : { until: iso(timeOf(range.until, now)) }),
  }
}

/** A moment as the sandbox is asked for it. */
export function iso(time: number): string {
  return new Date(time).toISOString()
}

/** `4m10s` for 250,000 milliseconds. */
export function durationWord(milliseconds: number): string {
  let left = Math.max(1000, Math.round(milliseconds / 1000) * 1000)
  let word = ''
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const count = Math.floor(left / units[unit])
    if (count > 0) word += `${count}${unit}`
    left -= count * units[unit]
  }
  return word
}

function moment(time: number): string {
  return iso(time).replace('.000Z', 'Z')
}

// What is no time stays in the query, so that the sandbox says what is wrong with it.
function isTime({ key, not, value }: Term, now: number): boolean {
  return !not && (key === 'since' || key === 'until') && parseTime(value, now) !== undefined
}
