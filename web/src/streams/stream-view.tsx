import { Link } from '@tanstack/react-router'
import { HasLeft } from '../parts/has-left.tsx'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import { useMedia, wide } from '../parts/use-media.ts'
import { keyTermText } from '../query.ts'
import { clock, count } from '../words.ts'
import { CanarySum } from './canary.tsx'
import { StreamOffsets } from './offsets.tsx'
import { ReadIt } from './read-it.tsx'
import { StreamReaders } from './readers.tsx'
import { StreamSettings } from './stream-settings.tsx'
import { rateWords, shortTitle } from './stream-words.ts'
import { Tail } from './tail.tsx'
import { useStream } from './use-streams.ts'
import type { Stream } from './wire.ts'

/** One stream: what runs on it, its newest events, its settings and their origin, its topics, and who reads it. */
export function StreamView({ name }: { name: string }) {
  const { data: stream, error, hasLeft } = useStream(name)
  // With room for both, one is always open.
  const isWide = useMedia(wide)
  return (
    <section className="open" aria-labelledby="stream-name">
      <title>{`${name}, stream - event-sandbox`}</title>
      <nav className="crumbs only-small" aria-label="Where you are">
        <Link to="/streams">Streams</Link>
        <span aria-hidden="true">/</span>
      </nav>
      <div className="oh">
        <h2 className="cut" id="stream-name" title={name}>
          {name}
        </h2>
        <span className="grow" />
        <Link className="btn" to="/" search={{ q: keyTermText('stream', name) }}>
          Show in Live
        </Link>
        <Link className="btn do" to="/send" search={{ stream: name }}>
          Send to this stream
        </Link>
        {isWide ? null : (
          <Link className="btn plain sq only-wide" to="/streams" aria-label="Close">
            <Icon name="cross" />
          </Link>
        )}
      </div>
      {hasLeft ? (
        <HasLeft>
          <b>It has left the streams.</b> What stands here is from before; it goes on once the stream is configured
          again, or an event names it.
        </HasLeft>
      ) : null}
      {stream !== undefined ? <Opened stream={stream} /> : error === null ? null : <Problem error={error} />}
    </section>
  )
}

function Opened({ stream }: { stream: Stream }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="scroll" tabIndex={0} aria-label={stream.stream}>
      <Sum stream={stream} />
      <Tail stream={stream.stream} />
      <StreamSettings settings={stream.settings} />
      <div className="pair blk">
        <StreamOffsets topics={stream.topics} />
        <StreamReaders readers={stream.readers} />
      </div>
      <ReadIt stream={stream.stream} last={stream.last} />
    </section>
  )
}

function Sum({ stream }: { stream: Stream }) {
  const { valid, invalid } = stream.counts
  const share = Math.round((invalid * 100) / Math.max(1, valid + invalid))
  return (
    <dl className="sum">
      <div>
        <dt>Now</dt>
        <dd>
          {rateWords(stream.rate)} <small>/s</small>
        </dd>
      </div>
      <div>
        <dt>Accepted</dt>
        <dd>{count(valid)}</dd>
      </div>
      <div>
        <dt>Refused</dt>
        <dd>
          {invalid === 0 ? (
            count(invalid)
          ) : (
            <>
              <Link className="red" to="/problems" search={{ q: keyTermText('stream', stream.stream) }}>
                {count(invalid)}
                <span className="vh">, show their problems</span>
              </Link>{' '}
              <small>{share === 0 ? 'under 1' : share} in 100</small>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Schema</dt>
        <dd>
          <SchemaOf stream={stream} />
        </dd>
      </div>
      <div>
        <dt>Last event</dt>
        <dd>{stream.last === null ? <small>none yet</small> : clock(stream.last)}</dd>
      </div>
      <div>
        <dt>Canary</dt>
        <dd>
          <CanarySum canary={stream.canary} />
        </dd>
      </div>
    </dl>
  )
}

/** The schema that the stream takes, and the versions that its events have where that is not the newest alone. */
function SchemaOf({ stream: { schema, schemas } }: { stream: Stream }) {
  const seen = schemas.map(uri => uri.split('/').at(-1) ?? uri)
  if (schema === null) return <small>{seen.length === 0 ? 'any' : schemas.join(', ')}</small>
  const only = seen.length === 0 || (seen.length === 1 && seen[0] === schema.latest)
  return (
    <>
      <Link to="/schemas/$" params={{ _splat: schema.title }}>
        {shortTitle(schema.title)}
      </Link>{' '}
      <small>{only ? (schema.latest ?? 'not found') : `${seen.join(', ')} seen`}</small>
    </>
  )
}
