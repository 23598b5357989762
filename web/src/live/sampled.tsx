import type { Row } from '../feed/rows.ts'
import { useFeed, useFeedState, useNow } from '../feed/use-feed.tsx'
import { Icon } from '../parts/icon.tsx'
import { joined, keyTermText, withTerm } from '../query.ts'
import { usePage } from '../use-page.ts'
import { count } from '../words.ts'

/** Says that not every row is drawn while more events come than anybody could read, and whose they are. */
export function Sampled() {
  const { sampled, rows } = useFeedState()
  const [[valid, invalid] = [0, 0]] = useFeed().timeline.lastSeconds(1, useNow())
  const page = usePage()
  if (sampled === undefined) return null
  const producer = mostFrequentProducer(rows)
  return (
    <div className="sampled">
      <p>
        <Icon name="filter" />
        <b>Showing 1 row in {count(Math.max(2, Math.round(sampled.of / Math.max(1, sampled.shown))))}.</b>{' '}
        {count(valid + invalid)} events a second; counts and bars are exact, every refused event is shown.
      </p>
      {producer === undefined ? null : (
        <>
          <span className="grow" />
          <span className="dim">
            Most from <code>{producer}</code>
          </span>
          <button type="button" className="btn" onClick={() => page.search(withTerm(page.query, 'producer', producer))}>
            Only <span className="cut">{producer}</span>
          </button>
          <button
            type="button"
            className="btn"
            onClick={() => page.search(joined(page.query, `-${keyTermText('producer', producer)}`))}
          >
            Without it
          </button>
        </>
      )}
    </div>
  )
}

const lookedAt = 100

/** Who sent most of the newest events, where it is more than half of them and not all. */
function mostFrequentProducer(rows: readonly Row[]): string | undefined {
  const counts = new Map<string, number>()
  const newest = rows.slice(0, lookedAt).flatMap(row => (row.kind === 'event' ? [row.item.producer ?? ''] : []))
  for (const producer of newest) counts.set(producer, (counts.get(producer) ?? 0) + 1)
  const [producer, most] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), ['', 0])
  return producer !== '' && most > newest.length / 2 && most < newest.length ? producer : undefined
}
