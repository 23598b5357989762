import { type FormEvent, useState } from 'react'
import { shownTime, typedTime } from '../parts/typed-time.ts'
import { count } from '../words.ts'
import type { Start } from './start-of.ts'
import { useTopicPlace } from './use-topics.ts'
import type { Topic } from './wire.ts'

const starts = [
  ['newest', 'Newest'],
  ['oldest', 'Oldest'],
  ['offset', 'Offset'],
  ['time', 'Time'],
] as const
/** More partitions than this go into a menu instead of buttons. */
const mostButtons = 6

/** From where records are read, and of which partition. */
export function StartBar({ topic, start }: { topic: Topic; start: Start }) {
  const place = useTopicPlace()
  const go = (from: string) => place.change({ from: from === 'newest' ? undefined : from, record: undefined })
  return (
    <div className="from">
      <fieldset className="seg" aria-label="Start at">
        {starts.map(([at, label]) => (
          <button key={at} type="button" aria-pressed={start.at === at} onClick={() => go(at)}>
            {label}
          </button>
        ))}
      </fieldset>
      {start.at === 'offset' ? <OffsetField start={start.offset} go={offset => go(`offset:${offset}`)} /> : null}
      {start.at === 'time' ? <TimeField start={start.time} go={time => go(`time:${time}`)} /> : null}
      <Partitions topic={topic} />
    </div>
  )
}

function Partitions({ topic }: { topic: Topic }) {
  const place = useTopicPlace()
  const only = (partition: number | undefined) =>
    place.change({ partition: partition === undefined ? undefined : `${partition}`, record: undefined })
  if (topic.partitions.length === 1) return null
  if (topic.partitions.length > mostButtons) {
    return (
      <select
        className="inp"
        aria-label="Partition"
        value={place.partition ?? ''}
        onChange={event => only(event.target.value === '' ? undefined : Number(event.target.value))}
      >
        <option value="">All {topic.partitions.length} partitions</option>
        {topic.partitions.map(({ partition, next }) => (
          <option key={partition} value={partition}>
            Partition {partition}, to {count(next)}
          </option>
        ))}
      </select>
    )
  }
  return (
    <fieldset className="seg" aria-label="Partitions">
      <button type="button" aria-pressed={place.partition === undefined} onClick={() => only(undefined)}>
        All
      </button>
      {topic.partitions.map(({ partition, next }) => (
        <button
          key={partition}
          type="button"
          aria-pressed={place.partition === partition}
          aria-label={`Partition ${partition}, next offset ${count(next)}`}
          onClick={() => only(partition)}
        >
          {partition} <span className="dim">{count(next)}</span>
        </button>
      ))}
    </fieldset>
  )
}

function OffsetField({ start, go }: { start: number | undefined; go(offset: number): void }) {
  const [typed, type] = useState(start === undefined ? '' : `${start}`)
  const isOffset = /^\d{1,15}$/.test(typed.trim())
  return (
    <Field
      label="Offset"
      value={typed}
      placeholder="400"
      isWrong={typed !== '' && !isOffset}
      type={type}
      go={() => isOffset && go(Number(typed))}
    />
  )
}

function TimeField({ start, go }: { start: string | undefined; go(time: string): void }) {
  const [typed, type] = useState(start === undefined ? '' : shownTime(start))
  const time = typedTime(typed)
  return (
    <Field
      label="Time, UTC"
      value={typed}
      placeholder={shownTime(new Date().toISOString())}
      isWrong={typed !== '' && time === undefined}
      type={type}
      go={() => time !== undefined && go(time)}
    />
  )
}

function Field(props: {
  label: string
  value: string
  placeholder: string
  isWrong: boolean
  type(text: string): void
  go(): void
}) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    props.go()
  }
  return (
    <form onSubmit={onSubmit} className="placefield">
      <input
        className="inp"
        aria-label={props.label}
        aria-invalid={props.isWrong}
        placeholder={props.placeholder}
        value={props.value}
        // biome-ignore lint/a11y/noAutofocus: the button before it asked for this field
        autoFocus={props.value === ''}
        autoComplete="off"
        spellCheck={false}
        onChange={event => props.type(event.target.value)}
      />
      <button type="submit" className="btn" disabled={props.isWrong || props.value === ''}>
        Read
      </button>
    </form>
  )
}
