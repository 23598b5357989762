import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { usePage } from '../use-page.ts'
import type { StoredEvent } from '../wire.ts'
import { clock, counted } from '../words.ts'

/** Sends this event, and what came after it and answers the search, through the gate again. */
export function ReplayButton({ event }: { event: StoredEvent }) {
  const [shown, show] = useState(false)
  const [to, setTo] = useState('')
  const [fresh, setFresh] = useState(true)
  const { query } = usePage()
  const replay = useMutation({
    mutationFn: () =>
      api.replay({
        q: query,
        since: event.receivedAt,
        fresh,
        ...(to.trim() === '' ? {} : { to: to.trim() }),
        ...(event.scope === null ? {} : { scope: event.scope }),
      }),
    onSuccess: () => show(false),
  })
  return (
    <>
      <button type="button" className="btn" onClick={() => show(true)}>
        <Icon name="reload" />
        Replay from here
      </button>
      <span className={replay.data === undefined ? 'vh' : 'dim'} role="status">
        {replay.data === undefined
          ? ''
          : `${counted(replay.data.accepted, 'accepted', 'accepted')}, ${replay.data.refused} refused`}
      </span>
      <AskDialog
        shown={shown}
        close={() => show(false)}
        title="Replay from here"
        verb="Send them again"
        summary={query === '' ? 'Accepted events of all streams' : query}
        act={() => replay.mutate()}
        isBusy={replay.isPending}
        error={replay.error}
      >
        <p>
          What came since {clock(event.receivedAt, true)} goes through its gate again, in the order it came in: accepted
          events, unless the search asks for others.
        </p>
        <label className="fld">
          <span className="sec">Into another stream</span>
          <input
            className="inp"
            value={to}
            placeholder="each its own"
            autoComplete="off"
            spellCheck={false}
            onChange={change => setTo(change.target.value)}
          />
        </label>
        <label className="fld">
          <span className="sec">Ids and dates</span>
          <select className="inp" value={String(fresh)} onChange={change => setFresh(change.target.value === 'true')}>
            <option value="true">New ones</option>
            <option value="false">As they are</option>
          </select>
        </label>
      </AskDialog>
    </>
  )
}
