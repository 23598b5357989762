import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { DottedName } from '../parts/dotted-name.tsx'
import type { Sandbox } from '../wire.ts'
import { count, counted, size } from '../words.ts'
import { keptWords } from './kept.ts'
import { inOrder } from './topic-order.ts'
import type { TopicSummary } from './wire.ts'

/** From so many topics on there is a field to find one by its name. */
const many = 20

/** The names of all topics, each with how much it holds. */
export function TopicList(props: {
  topics: readonly TopicSummary[]
  chosen: string | undefined
  storage: Sandbox['storage'] | undefined
  create(): void
}) {
  const [wanted, want] = useState('')
  const shown = inOrder(props.topics).filter(({ topic }) => topic.toLowerCase().includes(wanted.trim().toLowerCase()))
  const own = shown.filter(({ internal }) => internal)
  return (
    <nav className="gl" aria-label="Topics">
      <div className="sh">
        <h1>Topics</h1>
        <span className="grow" />
        <button type="button" className="btn plain" aria-haspopup="dialog" onClick={props.create}>
          New topic
        </button>
      </div>
      {props.topics.length < many ? null : (
        <input
          type="search"
          className="filter"
          aria-label="Filter topics"
          placeholder={`Filter ${count(props.topics.length)} topics`}
          value={wanted}
          onChange={event => want(event.target.value)}
        />
      )}
      <Names topics={shown.filter(({ internal }) => !internal)} chosen={props.chosen} />
      {own.length === 0 ? null : (
        <>
          <h2 className="sec">The sandbox&rsquo;s own</h2>
          <Names topics={own} chosen={props.chosen} />
        </>
      )}
      <Totals {...props} shown={shown.length} />
    </nav>
  )
}

function Names({ topics, chosen }: { topics: readonly TopicSummary[]; chosen: string | undefined }) {
  return (
    <ul>
      {topics.map(topic => (
        <li key={topic.topic}>
          <Link
            to="/topics/$topic"
            params={{ topic: topic.topic }}
            className="grp"
            activeProps={{}}
            aria-current={topic.topic === chosen ? 'page' : undefined}
          >
            <code className="cut" title={topic.topic}>
              <DottedName name={topic.topic} />
            </code>
            <span className="lag">
              {count(topic.records)}
              <span className="vh">{topic.records === 1 ? ' record' : ' records'}</span>
            </span>
            <span className="dim cut">{sizeWords(topic)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function sizeWords(topic: TopicSummary): string {
  const kept = keptWords(topic.settings)
  return [counted(topic.partitions.length, 'partition'), size(topic.bytes), ...(kept === undefined ? [] : [kept])].join(
    ', ',
  )
}

function Totals(props: { topics: readonly TopicSummary[]; shown: number; storage: Sandbox['storage'] | undefined }) {
  const { topics, storage } = props
  if (topics.length === 0) return null
  if (props.shown === 0) return <p className="dim tot">No topic has this in its name.</p>
  const sum = (of: (topic: TopicSummary) => number) => topics.reduce((all, topic) => all + of(topic), 0)
  const where = storage === undefined || storage.mode === 'memory' ? 'memory' : storage.folder
  return (
    <p className="dim tot">
      {counted(topics.length, 'topic')},{' '}
      {counted(
        sum(topic => topic.records),
        'record',
      )}
      , {size(sum(topic => topic.bytes))} in {where}
    </p>
  )
}
