import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { Icon } from '../parts/icon.tsx'
import { clock, counted } from '../words.ts'

/** Sends stored events through the gate again: those that answer a search, from a moment on where one is given. */
export function ReplayButton(props: { q: string; since?: string; scope?: string | null }) {
  const { q, since, scope } = props
  const [shown, show] = useState(false)
  const [to, setTo] = useState('')
  const [fresh, setFresh] = useState(true)
  const replay = useMutation({
    mutationFn: () =>
      api.replay({
        q,
        fresh,
        ...(since === undefined ? {} : { since }),
        ...(to.trim() === '' ? {} : { to: to.trim() }),
        ...(scope ? { scope } : {}),
      }),
    onSuccess: () => show(false),
  })
  const name = since === undefined ? 'Replay these' : 'Replay from here'
  return (
    <>
      <span className={replay.data === undefined ? 'vh' : 'dim nowrap'} role="status">
        {replay.data === undefined
          ? ''
          : `${counted(replay.data.accepted, 'accepted', 'accepted')}, ${replay.data.refused} refused`}
      </span>
      <button type="button" className="btn only-wide replay" aria-label={name} onClick={() => show(true)}>
        <Icon name={since === undefined ? 'reload' : 'play'} />
        <span className="lbl">{name}</span>
      </button>
      <AskDialog
        shown={shown}
        close={() => show(false)}
        title={name}
        verb="Send them again"
        summary={q === '' ? 'Accepted events of all streams' : q}
        act={() => replay.mutate()}
        isBusy={replay.isPending}
        error={replay.error}
      >
        <p>
          {since === undefined ? 'What answers the search' : `What came since ${clock(since, true)}`} goes through its
          gate again, in the order it came in: accepted events, unless the search asks for others.
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
