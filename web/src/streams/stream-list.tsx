import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { DottedName } from '../parts/dotted-name.tsx'
import { Icon } from '../parts/icon.tsx'
import { count, counted } from '../words.ts'
import { CanaryMark } from './canary.tsx'
import { SaveStreams } from './save-streams.tsx'
import { Spark } from './spark.tsx'
import { rateWords, schemaWords } from './stream-words.ts'
import { TriedStreams } from './tried-streams.tsx'
import type { StreamList as List, StreamSummary } from './wire.ts'

/** From so many streams on there is a field to find one by its name. */
const many = 20

/** Every stream with what runs on it; under them those that were tried without being one. */
export function StreamList({ list, chosen }: { list: List; chosen: string | undefined }) {
  const [wanted, want] = useState('')
  const { items, tried, problem } = list
  const shown = items.filter(({ stream }) => stream.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <section className="side" aria-label="Streams">
      <div className="sh">
        <h1>Streams</h1>
        <span className="dim cut">{headWords(items)}</span>
        <span className="grow" />
        {items.some(({ configured }) => configured === null) ? <SaveStreams /> : null}
      </div>
      {problem === null ? null : (
        <p className="broken">
          <Icon name="look" />
          <span>{problem} The last good one stays in force.</span>
        </p>
      )}
      {items.length < many ? null : (
        <input
          type="search"
          className="filter"
          aria-label="Filter streams"
          placeholder={`Filter ${count(items.length)} streams`}
          value={wanted}
          onChange={event => want(event.target.value)}
        />
      )}
      <div className="scroll">
        {items.length === 0 ? null : <StreamTable streams={shown} chosen={chosen} />}
        {items.length > 0 && shown.length === 0 ? <p className="dim nothing">No stream has this in its name.</p> : null}
        <TriedStreams tried={tried} />
      </div>
    </section>
  )
}

function StreamTable({ streams, chosen }: { streams: readonly StreamSummary[]; chosen: string | undefined }) {
  const sends = streams.some(({ canary }) => canary.everyMs !== null)
  return (
    <table className="rows strm" aria-label="Streams">
      <thead>
        <tr>
          <th scope="col">Stream</th>
          <th scope="col" className="n g">
            Per s
          </th>
          <th scope="col" className="n a">
            Accepted
          </th>
          <th scope="col" className="n b">
            Refused
          </th>
          <th scope="col" className="n r">
            Read
          </th>
          {sends ? (
            <th scope="col" className="c">
              Canary
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {streams.map(stream => (
          <StreamRow key={stream.stream} stream={stream} isChosen={stream.stream === chosen} sends={sends} />
        ))}
      </tbody>
    </table>
  )
}

function StreamRow({ stream, isChosen, sends }: { stream: StreamSummary; isChosen: boolean; sends: boolean }) {
  const { valid, invalid } = stream.counts
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <th scope="row">
        <Link
          className="nm"
          to="/streams/$stream"
          params={{ stream: stream.stream }}
          activeProps={{}}
          aria-current={isChosen ? 'page' : undefined}
        >
          <code className="cut" title={stream.stream}>
            <DottedName name={stream.stream} />
          </code>
          <span className="cut">{aboutWords(stream)}</span>
        </Link>
      </th>
      <td className="n g">
        <span className="rate2">
          <Spark bars={stream.bars} />
          <b>{rateWords(stream.rate)}</b>
        </span>
      </td>
      <td className="n a">{count(valid)}</td>
      <td className={`n b ${invalid > 0 ? 'red' : 'dim'}`}>{count(invalid)}</td>
      <td className={`n r ${stream.readers > 0 ? '' : 'dim'}`}>{count(stream.readers)}</td>
      {sends ? (
        <td className="c">
          <CanaryMark canary={stream.canary} />
        </td>
      ) : null}
    </tr>
  )
}

function aboutWords({ schema, configured, topics }: StreamSummary): string {
  const how = configured === null ? ['learned'] : []
  return [schemaWords(schema), counted(topics.length, 'topic'), ...how].join(', ')
}

function headWords(items: readonly StreamSummary[]): string {
  const learned = items.filter(({ configured }) => configured === null).length
  const rate = items.reduce((sum, each) => sum + each.rate, 0)
  const known = `${count(items.length - learned)} configured${learned > 0 ? `, ${count(learned)} learned` : ''}`
  return `${known}, ${rateWords(rate)} events a second`
}
