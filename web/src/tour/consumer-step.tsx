import { Link } from '@tanstack/react-router'
import { EventSource } from 'eventsource'
import { useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import { useGroups } from '../consumers/use-groups.ts'
import { useLiveQuery } from '../parts/use-live-query.ts'
import { count, counted } from '../words.ts'
import { KafkaConsumer, tourGroup } from './kafka-consumer.tsx'
import { tick, useProgress } from './progress.ts'

/** A client of EventStreams in this page, which is attached and let go; or a group of Kafka from outside. */
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
  useEffect(() => {
    if (!isAttached) return
    const source = openStream(stream, lastId.current)
    source.onmessage = event => {
      lastId.current = event.lastEventId
      setRead(before => before + 1)
    }
    return () => source.close()
  }, [isAttached, stream])

  const { data: facts } = useLiveQuery(['tour', 'stream', stream], () => api.stream(stream))
  const kept = facts?.counts.valid
  const behind = kept === undefined ? undefined : Math.max(0, kept - read)
  useTicks({ isAttached, hasRead: read > 0, behind })
  const group = useGroups().data?.items.find(each => each.group === tourGroup)
  useTicks({
    isAttached: (group?.members.length ?? 0) > 0,
    hasRead: (group?.offsets.length ?? 0) > 0,
    behind: group?.lag,
  })

  return (
    <>
      <div className="tour-acts">
        <button type="button" className="btn attach" aria-pressed={isAttached} onClick={() => attach(!isAttached)}>
          {isAttached ? 'Let it go' : 'Attach a consumer'}
        </button>
        <Link className="btn" to="/send" search={{ stream }}>
          Send an event
        </Link>
      </div>
      <p role="status">
        {read > 0 ? `${counted(read, 'event')} read, ${count(behind ?? 0)} behind. ` : null}
        This page reads <code>{stream}</code> over EventStreams, and is among{' '}
        <Link to="/streams/$stream" params={{ stream }}>
          its readers
        </Link>{' '}
        while attached.
      </p>
      <KafkaConsumer topic={facts?.topics[0]?.topic ?? stream} />
    </>
  )
}

/** Ticks what a consumer does. It is behind by one's own event, not by what others send meanwhile. */
function useTicks({
  isAttached,
  hasRead,
  behind,
}: {
  isAttached: boolean
  hasRead: boolean
  behind: number | undefined
}) {
  const { done, lastSentAt = 0 } = useProgress()
  const letGoAt = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    letGoAt.current = isAttached ? Number.POSITIVE_INFINITY : Date.now()
  }, [isAttached])
  useEffect(() => {
    if (behind === undefined || !hasRead) return
    if (isAttached) tick('consumer-reads')
    if (isAttached && behind === 0) tick(done['consumer-behind'] === undefined ? 'consumer-even' : 'consumer-resumed')
    const isOwn = lastSentAt >= letGoAt.current
    if (!isAttached && behind > 0 && isOwn && done['consumer-even'] !== undefined) tick('consumer-behind')
  }, [behind, isAttached, hasRead, done, lastSentAt])
}

/** Without an id it begins at the beginning, with one it reads on from there: the browser's own cannot be told where. */
function openStream(stream: string, lastId: string): EventSource {
  return new EventSource(`/v2/stream/${encodeURIComponent(stream)}?since=2000-01-01T00:00:00Z`, {
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(lastId === '' ? {} : { 'last-event-id': lastId }), ...init.headers } }),
  })
}
