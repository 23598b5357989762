import type { ReactNode } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import type { StoredEvent } from '../wire.ts'
import { clock, count, counted } from '../words.ts'

/** What stands around the event: its place in the log, and how it came. */
export function Envelope({ event }: { event: StoredEvent }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="env whole" tabIndex={0} aria-label="Envelope">
      <EnvelopeFacts event={event} />
    </section>
  )
}

/** The same without a frame of its own. */
export function EnvelopeFacts({ event }: { event: StoredEvent }) {
  const headers = Object.entries(event.headers)
  return (
    <>
      <div className="bh eb">
        <h2>Envelope</h2>
        <span className="grow" />
        <CopyButton text={() => envelopeText(event)} />
      </div>
      <h3 className="sec">Log</h3>
      <dl className="kv">
        {event.scope === null ? null : <Value name="Scope">{event.scope}</Value>}
        {event.scope !== null || event.cluster === 'main' ? null : <Value name="Cluster">{event.cluster}</Value>}
        <Value name="Topic">{event.topic}</Value>
        <Value name="Partition">{event.partition}</Value>
        <Value name="Offset">{count(event.offset)}</Value>
        <Value name="Cursor">{event.cursor}</Value>
        <Value name="Time" note={event.timestamp}>
          {clock(event.timestamp, true)}
        </Value>
        <Value name="Key">{event.key}</Value>
        {headers.length === 0 ? <Value name="Headers">{null}</Value> : null}
      </dl>
      {headers.length === 0 ? null : (
        <>
          <h3 className="sec">Headers</h3>
          <dl className="kv">
            {headers.map(([name, value]) => (
              <Value key={name} name={name}>
                {value}
              </Value>
            ))}
          </dl>
        </>
      )}
      <h3 className="sec">Request</h3>
      <dl className="kv">
        <Value name="Received" note={event.receivedAt}>
          {clock(event.receivedAt, true)}
        </Value>
        <Value name="Producer">{event.producer}</Value>
        <Value name="Gate">{event.gate}</Value>
        <Value name="Request" note={event.request === null ? undefined : counted(event.request.size, 'event')}>
          {event.request?.id ?? null}
        </Value>
        <Value name="Schema">{event.schema}</Value>
        {event.fault === null ? null : <Value name="Fault rule">{event.fault}</Value>}
        <Value name="Bytes">{count(event.size)}</Value>
      </dl>
    </>
  )
}

/** Everything but the event, as JSON. */
function envelopeText(stored: StoredEvent): string {
  const { event: _event, text: _text, raw: _raw, problems: _problems, schemaSource: _source, ...rest } = stored
  const { sources: _sources, hit: _hit, ...envelope } = rest
  return JSON.stringify(envelope, null, 2)
}

function Value({ name, note, children }: { name: string; note?: string | undefined; children: ReactNode }) {
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
