import { Navigate } from '@tanstack/react-router'
import { Problem } from '../parts/problem.tsx'
import { narrow, useMedia, wide } from '../parts/use-media.ts'
import { count } from '../words.ts'
import { NoStream } from './no-stream.tsx'
import { StreamList } from './stream-list.tsx'
import { StreamView } from './stream-view.tsx'
import { useChosenStream, useStreams } from './use-streams.ts'
import type { StreamSummary } from './wire.ts'

/** The streams, and the opened one beside them; on small screens one or the other. */
export function StreamsPage() {
  const chosen = useChosenStream()
  const { data, error } = useStreams()
  const isNarrow = useMedia(narrow)
  const isWide = useMedia(wide)
  const first = mostUsed(data?.items ?? [])
  const showsList = !isNarrow || chosen === undefined
  return (
    <div className="beside streams">
      {chosen === undefined ? <title>{`Streams, ${count(data?.items.length ?? 0)} - event-sandbox`}</title> : null}
      {showsList && data !== undefined ? <StreamList list={data} chosen={chosen} /> : null}
      {showsList && data === undefined && error !== null ? <Problem error={error} /> : null}
      {chosen !== undefined ? (
        <StreamView name={chosen} key={chosen} />
      ) : isNarrow || data === undefined ? null : isWide && first !== undefined ? (
        <Navigate to="/streams/$stream" params={{ stream: first.stream }} search replace />
      ) : (
        <NoStream isFirst={data.items.length === 0} />
      )}
    </div>
  )
}

/** Of the streams that one may want to see the one with most events; the first where none has any. */
function mostUsed(streams: readonly StreamSummary[]): StreamSummary | undefined {
  const number = ({ counts }: StreamSummary) => counts.valid + counts.invalid
  return streams.toSorted((one, other) => number(other) - number(one))[0]
}
