import { useQueries } from '@tanstack/react-query'
import { api } from '../api.ts'
import { sandboxNow } from '../clock.ts'
import { useFeedState } from '../feed/use-feed.tsx'
import { termsOf, withoutTerm } from '../query.ts'
import { iso, rangeOf, timeOf } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import type { Counts } from '../wire.ts'
import { count } from '../words.ts'

/** A search that finds nothing, and what each of its terms takes away. */
export function NothingMatches() {
  const page = usePage()
  const { totals } = useFeedState()
  const terms = termsOf(page.query)
  const counts = useQueries({
    queries: terms.map(term => ({
      queryKey: ['without', withoutTerm(page.query, term), totals.valid + totals.invalid],
      queryFn: () => countAll(withoutTerm(page.query, term)),
    })),
  })
  const most = Math.max(...counts.map(({ data }) => allOf(data)))
  const best = counts.findIndex(({ data }) => allOf(data) === most)
  if (terms.length === 0) return <div className="none2" />
  const words = numberWords[terms.length] ?? `all ${terms.length}`
  return (
    <div className="none2">
      <h2>Nothing matches {words}.</h2>
      <ul>
        {terms.map((term, index) => {
          const found = counts[index]?.data
          return (
            <li key={term.text}>
              <span className="q bare" title={term.text}>
                <span className="cut">
                  {term.key === undefined ? null : <i>{`${term.not ? '-' : ''}${term.key}:`}</i>}
                  {term.key === undefined ? term.text : term.value}
                </span>
              </span>
              <span className="dim">without it</span>
              <b>{found === undefined ? '' : count(allOf(found))}</b>
              <span className="dim">{wordsOf(found)}</span>
              <button
                type="button"
                className={index === best ? 'btn do' : 'btn'}
                onClick={() => page.search(withoutTerm(page.query, term))}
              >
                Drop {term.key ?? term.text}
              </button>
            </li>
          )
        })}
      </ul>
      <p className="dim">New ones appear here by themselves.</p>
    </div>
  )
}

/** By the number of terms. */
const numberWords = ['', 'this', 'both', 'all three', 'all four', 'all five', 'all six']

function allOf(found: Counts | undefined): number {
  return found === undefined ? 0 : found.valid + found.invalid
}

function wordsOf(found: Counts | undefined): string {
  if (found === undefined || allOf(found) === 0) return ''
  if (found.invalid === 0) return 'accepted'
  return found.valid === 0 ? 'refused' : `${count(found.valid)} accepted, ${count(found.invalid)} refused`
}

const day = 86_400_000

/** What a query finds in the day the sandbox counts by time. */
async function countAll(query: string): Promise<Counts> {
  const now = sandboxNow()
  const { range, rest } = rangeOf(query, now)
  const to = range.until === undefined ? now + 1000 : timeOf(range.until, now)
  const from = range.since === undefined ? Math.min(now, to) - day : timeOf(range.since, now)
  const { bars } = await api.histogram({ q: rest, from: iso(from), to: iso(to), bars: 1 })
  const [valid, invalid] = bars[0] ?? [0, 0]
  return { valid, invalid }
}
