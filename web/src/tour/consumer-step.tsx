import { EventSource } from 'eventsource'
import { useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { count, counted } from '../words.ts'
import { tick, useProgress } from './progress.ts'

/** A consumer of EventStreams in this page, which is attached and let go. */
export function ConsumerStep() {
  const { sent } = useProgress()
  if (sent === undefined) return <p>Send an event first: step 1.</p>
  return <Consumer stream={sent.stream} />
}

function Consumer({ stream }: { stream: string }) {
  const [isAttached, attach] = useState(false)
  const [read, setRead] = useState(0)
  // Where it is: the id of the last event it was given.
  const lastId = useRef('')
  const { done } = useProgress()
  useEffect(() => {
    if (!isAttached) return
    const source = openStream(stream, lastId.current)
    source.onopen = () => tick('consumer-reads')
    source.onmessage = event => {
      lastId.current = event.lastEventId
      setRead(before => before + 1)
    }
    return () => source.close()
  }, [isAttached, stream])

  const { data: kept } = useLiveQuery(['tour', 'kept', stream], async () => (await api.stream(stream)).counts.valid)
  const behind = kept === undefined ? undefined : Math.max(0, kept - read)
  useEffect(() => {
    if (behind === undefined || read === 0) return
    if (isAttached && behind === 0) tick(done['consumer-behind'] === undefined ? 'consumer-even' : 'consumer-resumed')
    if (!isAttached && behind > 0 && done['consumer-even'] !== undefined) tick('consumer-behind')
  }, [behind, isAttached, read, done])

  return (
    <>
      <div className="tour-acts">
        <button type="button" className="btn attach" aria-pressed={isAttached} onClick={() => attach(!isAttached)}>
          {isAttached ? 'Let it go' : 'Attach a consumer'}
        </button>
      </div>
      <p role="status">
        {read === 0 ? (
          <>
            It reads <code>{stream}</code> over EventStreams.
          </>
        ) : (
          `${counted(read, 'event')} read, ${count(behind ?? 0)} behind.`
        )}
      </p>
    </>
  )
}

/** Without an id it begins at the beginning, with one it reads on from there: the browser's own cannot be told where. */
function openStream(stream: string, lastId: string): EventSource {
  return new EventSource(`/v2/stream/${encodeURIComponent(stream)}?since=2000-01-01T00:00:00Z`, {
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(lastId === '' ? {} : { 'last-event-id': lastId }), ...init.headers } }),
  })
}
