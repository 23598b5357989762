import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { StatusTag } from '../parts/status.tsx'
import { useSandbox } from '../use-sandbox.ts'
import { clock, count, counted, size } from '../words.ts'
import { bytesOf, contentOf, looksLike } from './bytes.ts'
import { KeptInvalid } from './kept-invalid.tsx'
import { RecordValue } from './record-value.tsx'
import { useRecord } from './use-topics.ts'
import type { WholeRecord } from './wire.ts'

/** One record: what it is, where it came from, its headers and its value. */
export function RecordPanel(props: { topic: string; partition: number; offset: number; close(): void }) {
  const { topic, partition, offset } = props
  const { data: record, error } = useRecord(topic, partition, offset)
  const kafka = useSandbox()?.kafka ?? undefined
  return (
    <article className="one" aria-label="Selected record">
      <div className="oh">
        {record === undefined ? null : <KindTag record={record} />}
        <h3>
          Partition {partition}, offset {count(offset)}
        </h3>
        <span className="grow" />
        {kafka === undefined ? null : (
          <CopyButton text={`kcat -b ${kafka} -C -t ${topic} -p ${partition} -o ${offset} -c 1`}>kcat</CopyButton>
        )}
        <button type="button" className="btn plain sq" aria-label="Close (Esc)" onClick={props.close}>
          <Icon name="cross" />
        </button>
      </div>
      {error === null ? null : <Problem error={error} />}
      {record === undefined ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
        <section className="scroll" tabIndex={0} aria-label={`Record ${offset}`}>
          <What topic={topic} record={record} />
          <Place record={record} isEvent={!topic.startsWith('_sandbox.') && isJson(record)} />
          <Headers record={record} />
          {record.value === null ? null : <RecordValue bytes={bytesOf(record.value)} />}
        </section>
      )}
    </article>
  )
}

function KindTag({ record }: { record: WholeRecord }) {
  if (record.problems.length > 0) return <StatusTag verdict={{ status: 'invalid', kept: true }} />
  if (record.value === null) return <span className="tag">Tombstone</span>
  return isJson(record) ? (
    <span className="tag">
      <Icon name="braces" />
      JSON
    </span>
  ) : (
    <span className="tag">
      <Icon name="file" />
      Not JSON
    </span>
  )
}

function isJson({ value }: WholeRecord): boolean {
  return value !== null && contentOf(bytesOf(value)).kind === 'json'
}

/** What is to be said of a value that is not an event. */
function What({ topic, record }: { topic: string; record: WholeRecord }) {
  if (record.value === null) {
    return (
      <div className="why1">
        <p className="sentence">The record has no value.</p>
        <p className="ink2">In a compacted topic it takes the records of its key away.</p>
      </div>
    )
  }
  const bytes = bytesOf(record.value)
  const content = contentOf(bytes)
  if (record.problems.length > 0) return <KeptInvalid topic={topic} problems={record.problems} />
  if (content.kind === 'json') return null
  const like = content.kind === 'text' ? { name: 'text', why: '' } : looksLike(bytes)
  return (
    <div className="why1">
      <p className="sentence">
        The value is not JSON.{' '}
        {content.kind === 'text' ? 'It is text.' : like === undefined ? null : `It looks like ${like.name}.`}
      </p>
      <p className="ink2">{like?.why} EventStreams leaves this record out; Kafka readers get it as it is.</p>
    </div>
  )
}

function Place({ record, isEvent }: { record: WholeRecord; isEvent: boolean }) {
  const key = record.key === null ? undefined : bytesOf(record.key)
  const content = key === undefined ? undefined : contentOf(key)
  return (
    <dl className="kv">
      <Line
        name="Key"
        note={key === undefined ? undefined : `${size(key.length)}${content?.kind === 'bytes' ? '' : ', text'}`}
      >
        {key === undefined || content === undefined ? null : content.kind === 'bytes' ? hexOf(key) : content.text}
      </Line>
      <Line name="Time" note="set by the producer">
        {record.timestamp === null ? null : clock(record.timestamp, true)}
      </Line>
      <Line name="Received" note={record.receivedAt}>
        {clock(record.receivedAt, true)}
      </Line>
      <Line name="Producer" note={doorWords(record)}>
        {record.producer}
      </Line>
      {!isEvent ? null : (
        <div>
          <dt>Event</dt>
          <dd>
            <Link to="/event/$cursor" params={{ cursor: record.cursor }}>
              Open as an event
            </Link>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Headers({ record: { headers } }: { record: WholeRecord }) {
  if (headers.length === 0) {
    return (
      <dl className="kv">
        <Line name="Headers">{null}</Line>
      </dl>
    )
  }
  return (
    <>
      <div className="bh hd">
        <h4>
          Headers <span className="dim">{count(headers.length)}</span>
        </h4>
      </div>
      <dl className="kv">
        {headers.map(({ key, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may come more than once
          <Line key={index} name={key}>
            {value === null ? null : textOf(bytesOf(value))}
          </Line>
        ))}
      </dl>
    </>
  )
}

function Line({ name, note, children }: { name: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children === null ? <span className="dim">none</span> : <code>{children}</code>}{' '}
        {note === undefined ? null : <span className="dim">{note}</span>}
      </dd>
    </div>
  )
}

function doorWords({ door }: WholeRecord): string | undefined {
  if (door === 'kafka') return 'by Kafka'
  if (door === 'http') return 'by HTTP'
  return door === 'page' ? 'from this page' : undefined
}

function textOf(bytes: Uint8Array): string {
  const content = contentOf(bytes)
  return content.kind === 'bytes' ? hexOf(bytes) : content.text
}

const shownBytes = 64

function hexOf(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, shownBytes)].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
  return bytes.length > shownBytes ? `${shown} … ${counted(bytes.length - shownBytes, 'byte')} more` : shown
}
