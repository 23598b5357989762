import { Link } from '@tanstack/react-router'
import { api } from '../api.ts'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { useLiveQuery } from '../parts/use-live-query.ts'
import type { PastReader, StoredEvent } from '../wire.ts'
import { count, counted } from '../words.ts'
import { Siblings } from './siblings.tsx'

/** Where the event came from and who has read it. */
export function Readers({ event }: { event: StoredEvent }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="env whole" tabIndex={0} aria-label="Lineage">
      <h3 className="sec">Read by</h3>
      {event.status === 'invalid' ? (
        <p className="dim">Nobody: it was refused, so it came to no stream.</p>
      ) : (
        <ReadBy event={event} />
      )}
      <Siblings event={event} />
    </section>
  )
}

/** The readers of its topic, and which of them are past it. */
export function ReadBy({ event }: { event: StoredEvent }) {
  const { data, error } = useLiveQuery(['readers', event.cursor], () => api.readers(event.cursor))
  if (data === undefined) return error === null ? null : <Problem error={error} />
  if (data.items.length === 0) {
    return (
      <p className="dim">
        Nobody reads <code>{event.topic}</code> now: no consumer group has committed there, and no consumer of
        EventStreams is connected.
      </p>
    )
  }
  const past = data.items.filter(({ isPast }) => isPast).length
  return (
    <>
      <p>
        {count(past)} of {counted(data.items.length, 'reader')} went past offset {count(event.offset)} of partition{' '}
        {event.partition}.
      </p>
      <ul className="readers">
        {data.items.map((reader, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: consumers of one name are told apart by nothing else
          <li key={`${reader.door} ${reader.name} ${index}`}>
            <Reader reader={reader} offset={event.offset} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Reader({ reader, offset }: { reader: PastReader; offset: number }) {
  const { door, name, next, isPast } = reader
  return (
    <>
      <span className={isPast ? 'st' : 'st look'}>
        <Icon name={isPast ? 'tick' : 'look'} />
        {isPast ? 'Has read it' : 'Not yet'}
      </span>
      {door === 'kafka' ? (
        <Link to="/consumers/$group" params={{ group: name }}>
          <code>{name}</code>
        </Link>
      ) : (
        <code>{name}</code>
      )}
      <span className="dim">
        {door === 'kafka' ? 'consumer group' : 'EventStreams'}
        {next === null ? ', nothing of this partition' : `, next is ${count(next)}`}
        {next === null || isPast ? '' : `, ${count(offset - next)} before it`}
      </span>
    </>
  )
}
