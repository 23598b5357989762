import { useRef, useState } from 'react'
import { Problem } from '../parts/problem.tsx'
import { useAtRest } from '../parts/use-at-rest.ts'
import { count, counted } from '../words.ts'
import { RecordPanel } from './record-panel.tsx'
import { RecordTable } from './record-table.tsx'
import { StartBar } from './start-bar.tsx'
import { rowsQuery, startOf } from './start-of.ts'
import { useRows, useTopicPlace } from './use-topics.ts'
import type { RowsQuery, Topic } from './wire.ts'

/** The records of a topic from a chosen place on, and the opened one beside them. */
export function Records({ topic }: { topic: Topic }) {
  const place = useTopicPlace()
  const start = startOf(place.from)
  const asked = rowsQuery(start, place.partition)
  return (
    <>
      <StartBar topic={topic} start={start} />
      {asked === undefined ? (
        <p className="dim tabpad">
          {start.at === 'offset' ? 'Type an offset to read from.' : 'Type a time to read from.'}
        </p>
      ) : (
        <Loaded topic={topic} asked={asked} key={JSON.stringify(asked)} />
      )}
    </>
  )
}

function Loaded({ topic, asked }: { topic: Topic; asked: RowsQuery }) {
  const place = useTopicPlace()
  const shown = topic.partitions.filter(({ partition }) => partition === (asked.partition ?? partition))
  const begin = shown.reduce((sum, { logStart }) => sum + logStart, 0)
  const end = shown.reduce((sum, { next }) => sum + next, 0)
  // What comes while somebody reads waits, so that no row moves under the hand.
  const [read, setRead] = useState({ begin, end })
  const list = useRef<HTMLDivElement>(null)
  const isAtRest = useAtRest(list)
  const follows = asked.order === 'desc' && place.record === undefined && isAtRest
  const isStale = read.begin !== begin || end < read.end || (read.end < end && (follows || read.begin === read.end))
  if (isStale) setRead({ begin, end })
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useRows(topic.topic, asked, read)
  const items = data?.pages.flatMap(page => page.items) ?? []
  const waiting = asked.order === 'desc' ? end - read.end : 0
  return (
    <div className={place.record === undefined ? 'tb' : 'tb split'}>
      <div className="recs" ref={list}>
        {waiting > 0 ? (
          <button type="button" className="btn plain fresh-records" onClick={() => setRead({ begin, end })}>
            {counted(waiting, 'new record')}, show {waiting === 1 ? 'it' : 'them'}
          </button>
        ) : null}
        {error !== null ? (
          <Problem error={error} />
        ) : data !== undefined && items.length === 0 ? (
          <p className="dim tabpad">{nothingWords(topic, asked)}</p>
        ) : (
          <RecordTable
            items={items}
            more={hasNextPage ? () => void fetchNextPage() : undefined}
            isReading={isFetchingNextPage}
            isNewestFirst={asked.order === 'desc'}
          />
        )}
      </div>
      {place.record === undefined ? null : (
        <RecordPanel
          topic={topic.topic}
          {...place.record}
          key={`${place.record.partition}:${place.record.offset}`}
          close={() => place.change({ record: undefined })}
        />
      )}
    </div>
  )
}

function nothingWords(topic: Topic, { partition, offset, time }: RowsQuery): string {
  const where = partition === undefined ? '' : ` in partition ${partition}`
  if (topic.records === 0) return 'No record yet. New ones appear here by themselves.'
  if (offset !== undefined) return `No record at offset ${count(offset)} or behind it${where}.`
  if (time !== undefined) return `No record at that time or after it${where}.`
  return `No record${where}.`
}
