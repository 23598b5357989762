import { useFeed, useFeedState } from '../feed/use-feed.tsx'
import { Icon } from '../parts/icon.tsx'
import { askedOf, withTerm } from '../query.ts'
import { usePage } from '../use-page.ts'
import { clock, count } from '../words.ts'
import { ColumnChoice } from './columns.tsx'
import { ReplayFound } from './replay-found.tsx'
import type { Span } from './spans.ts'

const choices = [
  { label: 'All', status: undefined },
  { label: 'Accepted', status: 'valid' },
  { label: 'Refused', status: 'invalid' },
] as const

/** How many were accepted and refused, over which time, and the pause. */
export function Tally(props: { counts: { valid: number; invalid: number }; span: Span; split: boolean }) {
  const page = usePage()
  const { valid, invalid } = props.counts
  const { countedSince } = useFeed().timeline
  const status = askedOf(page.query, 'status')
  return (
    <div className="tally">
      <h1 className="vh">Live</h1>
      <p>
        <span className="sw" aria-hidden="true" />
        <b>{count(valid)}</b> accepted
      </p>
      <p className={invalid > 0 ? 'no' : ''}>
        <span className="sw r" aria-hidden="true" />
        <b>{count(invalid)}</b> refused
      </p>
      <p className="dim only-wide">
        {props.span.words}
        {countedSince === undefined ? null : `, counted since ${clock(countedSince)}`}
      </p>
      <div className="acts">
        {props.split ? null : (
          <fieldset className="seg only-wide" aria-label="Which events">
            {choices.map(choice => (
              <button
                type="button"
                key={choice.label}
                aria-pressed={status === choice.status}
                onClick={() => page.search(withTerm(page.query, 'status', choice.status))}
              >
                {choice.label}
              </button>
            ))}
          </fieldset>
        )}
        {props.split ? null : <ColumnChoice />}
        {props.split ? null : <ReplayFound />}
        <PauseButton />
      </div>
    </div>
  )
}

function PauseButton() {
  const feed = useFeed()
  const page = usePage()
  const { held, connection } = useFeedState()
  if (connection.status === 'stopped') return null
  // The past stands still by itself; the strip leads back to now.
  if (askedOf(page.query, 'until') !== undefined) return null
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={held !== undefined}
      aria-label={held === undefined ? 'Pause (Space)' : 'Resume (Space)'}
      onClick={held === undefined ? feed.hold : feed.resume}
    >
      <Icon name={held === undefined ? 'pause' : 'play'} />
      <span className="lbl">{held === undefined ? 'Pause' : 'Resume'}</span>
    </button>
  )
}
