import { useFeed, useFeedState, useNow } from '../feed/use-feed.tsx'
import { Icon } from '../parts/icon.tsx'
import { count } from '../words.ts'

/** Says that not every row is drawn while more events come than anybody could read. */
export function Sampled() {
  const { sampled } = useFeedState()
  const [[valid, invalid] = [0, 0]] = useFeed().timeline.lastSeconds(1, useNow())
  if (sampled === undefined) return null
  return (
    <div className="sampled">
      <p>
        <Icon name="filter" />
        <b>Showing 1 row in {count(Math.max(2, Math.round(sampled.of / Math.max(1, sampled.shown))))}.</b>{' '}
        {count(valid + invalid)} events a second; counts and bars are exact, every refused event is shown.
      </p>
    </div>
  )
}
