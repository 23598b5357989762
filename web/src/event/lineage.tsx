import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../api.ts'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { useLiveQuery } from '../parts/use-live-query.ts'
import type { PastReader, StoredEvent } from '../wire.ts'
import { clock, count, counted, shortSchema } from '../words.ts'

/** Producer, gate, topic and readers on one line; dashed after the point where the event stopped. */
export function Lineage({ event }: { event: StoredEvent }) {
  const isRefused = event.status === 'invalid' && !event.kept
  const siblings = event.request === null ? '' : `, ${counted(event.request.size, 'event')}`
  return (
    <ol className="lineage" aria-label="Lineage">
      <Step mark={<Icon name="send" />} name={event.producer ?? 'Somebody'}>
        {event.gate === null ? 'by Kafka' : 'POST /v1/events'} at {clock(event.receivedAt, true)}
        {siblings}
      </Step>
      <Step
        mark={<Icon name="braces" />}
        name={event.schema === null ? 'No schema' : shortSchema(event.schema).replace('@', ' ')}
      >
        {event.gate === null
          ? event.kept
            ? counted(event.problems.length, 'problem')
            : 'as it came'
          : `checked by ${event.gate}`}
      </Step>
      {isRefused ? (
        <Step mark={<RefusedMark />} name="Stopped here" kind="bad">
          {counted(event.problems.length, 'problem')}
        </Step>
      ) : null}
      <Step mark={<Icon name="layers" />} name={event.topic} kind={isRefused ? 'off' : ''}>
        <Link
          to="/topics/$topic"
          params={{ topic: event.topic }}
          search={{ record: `${event.partition}:${event.offset}` }}
        >
          partition {event.partition}, offset {event.offset}
        </Link>
      </Step>
      {isRefused ? null : <ReaderSteps event={event} />}
    </ol>
  )
}

const shownReaders = 2

/** The first of those that read its topic; the tab of the same name has them all. */
function ReaderSteps({ event }: { event: StoredEvent }) {
  const { data } = useLiveQuery(['readers', event.cursor], () => api.readers(event.cursor))
  const readers = data?.items ?? []
  const more = readers.length - shownReaders
  return readers.slice(0, shownReaders).map((reader, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: consumers of one name are told apart by nothing else
    <Step key={index} mark={<Icon name="inbox" />} name={reader.name} kind={reader.isPast ? '' : 'off'}>
      {readWords(reader, event.offset)}
      {index === shownReaders - 1 && more > 0 ? `, and ${counted(more, 'more reader')}` : ''}
    </Step>
  ))
}

function readWords({ isPast, next }: PastReader, offset: number): string {
  if (isPast) return 'has read it'
  return next === null ? 'not read yet' : `not read yet, ${count(offset + 1 - next)} behind`
}

function Step(props: { mark: ReactNode; name: string; kind?: 'bad' | 'off' | ''; children: ReactNode }) {
  return (
    <li className={props.kind ?? ''}>
      <span className="node">{props.mark}</span>
      <div>
        <b>{props.name}</b>
        <span>{props.children}</span>
      </div>
    </li>
  )
}
