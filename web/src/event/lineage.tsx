import type { ReactNode } from 'react'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import type { StoredEvent } from '../wire.ts'
import { clock, counted, shortSchema } from '../words.ts'

/** Producer, gate and topic on one line; dashed after the point where the event stopped. */
export function Lineage({ event }: { event: StoredEvent }) {
  const isRefused = event.status === 'invalid' && !event.kept
  const siblings = event.request === null ? '' : `, ${counted(event.request.size, 'event')}`
  return (
    <ol className="lineage" aria-label="Lineage">
      <Step mark={<Icon name="send" />} name={event.producer ?? 'Somebody'}>
        {event.gate === null ? 'by Kafka' : 'POST /v1/events'} at {clock(event.receivedAt, true)}
        {siblings}
      </Step>
      <Step mark={<Icon name="braces" />} name={event.schema === null ? 'No schema' : shortSchema(event.schema)}>
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
        partition {event.partition}, offset {event.offset}
      </Step>
    </ol>
  )
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
