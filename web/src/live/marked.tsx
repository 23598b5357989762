import { Icon } from '../parts/icon.tsx'

/** Says which event is marked, to be held against the next that is. */
export function Marked({ cursor, unmark }: { cursor: string; unmark(): void }) {
  return (
    <div className="sampled" role="status">
      <p>
        <Icon name="compare" />
        <b>Event {cursor} is marked.</b> Press <kbd>m</kbd> on another one to compare them.
      </p>
      <span className="grow" />
      <button type="button" className="btn plain sq" aria-label="Take the mark away" onClick={unmark}>
        <Icon name="cross" />
      </button>
    </div>
  )
}
