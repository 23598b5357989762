import { Link, useParams } from '@tanstack/react-router'
import { StatusTag } from '../parts/status.tsx'
import { useKeys } from '../shell/keys.ts'
import { SentByYou } from '../tour/sent-by-you.tsx'
import { usePage } from '../use-page.ts'
import type { StoredEvent } from '../wire.ts'
import { CopyMenu } from './copy-menu.tsx'
import { EditLink, useEditKey } from './edit-link.tsx'
import { EventTabs } from './event-tabs.tsx'
import { Lineage } from './lineage.tsx'
import { NoEvent } from './no-event.tsx'
import { ReplayButton } from './replay.tsx'
import { useEvent } from './use-event.ts'
import { useResend } from './use-resend.ts'
import { ResendButton } from './why.tsx'

/** One event as a page of its own. */
export function EventPage() {
  const { cursor } = useParams({ from: '/event/$cursor' })
  const page = usePage()
  const { data: event, error } = useEvent(cursor)
  const leave = () => page.toLive(page.query)
  useKeys({ Escape: leave })
  const crumbs = (
    <nav className="crumbs" aria-label="Where you are">
      <Link to="/" search={page.query === '' ? {} : { q: page.query }}>
        Live
      </Link>
      <span aria-hidden="true">/</span>
      <span>Event {cursor}</span>
      {event === undefined ? null : <SentByYou event={event} />}
    </nav>
  )
  if (event === undefined) {
    return (
      <>
        <div className="ehead">{crumbs}</div>
        <h1 className="vh">Event {cursor}</h1>
        {error === null ? null : <NoEvent error={error} />}
      </>
    )
  }
  return (
    <>
      <div className="ehead">{crumbs}</div>
      <LoadedEvent event={event} key={cursor} />
    </>
  )
}

function LoadedEvent({ event }: { event: StoredEvent }) {
  const page = usePage()
  const resend = useResend(event, page.open)
  const verdict = event.status === 'valid' ? 'accepted' : event.kept ? 'kept, invalid' : 'refused'
  useEditKey(event.cursor)
  return (
    <>
      <title>{`Event ${event.cursor}, ${verdict} - event-sandbox`}</title>
      <header className="ehead">
        <div className="eh">
          <StatusTag verdict={event} />
          <h1>{event.stream ?? 'no stream'}</h1>
          <span className="dim cut">{[event.title, event.detail].filter(part => part !== '').join(', ')}</span>
          <div className="acts">
            <CopyMenu event={event} />
            <ReplayButton q={page.query} since={event.receivedAt} scope={event.scope} />
            <EditLink event={event} />
            <ResendButton resend={resend} />
          </div>
        </div>
        <Lineage event={event} />
      </header>
      <EventTabs event={event} place="page" resend={resend} />
    </>
  )
}
