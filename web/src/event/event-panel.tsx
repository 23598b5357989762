import { Link } from '@tanstack/react-router'
import { useFeedState } from '../feed/use-feed.tsx'
import { focusRow } from '../live/focus-row.ts'
import { stepFrom } from '../live/use-list-keys.ts'
import { Icon } from '../parts/icon.tsx'
import { StatusTag } from '../parts/status.tsx'
import { withTerm } from '../query.ts'
import { usePage } from '../use-page.ts'
import type { StoredEvent } from '../wire.ts'
import { clock } from '../words.ts'
import { useEditKey } from './edit-link.tsx'
import { EventTabs } from './event-tabs.tsx'
import { NoEvent } from './no-event.tsx'
import { useEvent } from './use-event.ts'
import { useResend } from './use-resend.ts'

/** The opened event beside the list, or under it on half a screen. */
export function EventPanel({ cursor, open }: { cursor: string; open(cursor: string): void }) {
  const page = usePage()
  const { rows } = useFeedState()
  const { data: event, error } = useEvent(cursor)
  const step = (by: 1 | -1) => {
    const next = stepFrom(rows, cursor, by, item => item.status === 'invalid')
    if (next === undefined) return
    open(next)
  }
  useEditKey(cursor)
  const close = () => {
    page.select(undefined)
    focusRow(cursor)
  }
  return (
    <aside className="detail" aria-label="Selected event">
      <div className="dh">
        {event === undefined ? null : (
          <>
            <StatusTag verdict={event} />
            <h2 className="cut">
              {event.stream === null ? (
                'no stream'
              ) : (
                <button
                  type="button"
                  className="value"
                  title="Only this stream (f)"
                  onClick={() => page.search(withTerm(page.query, 'stream', event.stream ?? ''))}
                >
                  {event.stream}
                </button>
              )}
            </h2>
            <time className="dim nowrap" dateTime={event.receivedAt}>
              {clock(event.receivedAt, true)}
            </time>
          </>
        )}
        <span className="grow" />
        <button type="button" className="btn plain sq" aria-label="Refused before (Shift e)" onClick={() => step(-1)}>
          <Icon name="up" />
        </button>
        <button type="button" className="btn plain sq" aria-label="Next refused (e)" onClick={() => step(1)}>
          <Icon name="down" />
        </button>
        <Link
          className="btn plain sq"
          aria-label="Edit and resend (r)"
          title="Edit and resend (r)"
          to="/send"
          search={{ event: cursor }}
        >
          <Icon name="edit" />
        </Link>
        <button
          type="button"
          className="btn plain sq"
          aria-label="Open as a page (Enter)"
          onClick={() => page.open(cursor)}
        >
          <Icon name="open" />
        </button>
        <button type="button" className="btn plain sq" aria-label="Close (Esc)" onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      {error === null ? null : <NoEvent error={error} />}
      {event === undefined ? null : <PanelTabs event={event} accepted={open} key={cursor} />}
    </aside>
  )
}

function PanelTabs({ event, accepted }: { event: StoredEvent; accepted(cursor: string): void }) {
  return <EventTabs event={event} place="panel" resend={useResend(event, accepted)} />
}
