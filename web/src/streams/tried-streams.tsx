import { Link } from '@tanstack/react-router'
import { RefusedMark } from '../parts/icon.tsx'
import { keyTermText } from '../query.ts'
import { clock, count } from '../words.ts'
import type { TriedStream } from './wire.ts'

/** Streams that events named without being one, each with the nearest name there is. */
export function TriedStreams({ tried }: { tried: readonly TriedStream[] }) {
  if (tried.length === 0) return null
  return (
    <ul aria-label="Not configured">
      {tried.map(each => (
        <Tried key={each.stream} tried={each} />
      ))}
    </ul>
  )
}

function Tried({ tried }: { tried: TriedStream }) {
  const { stream, refused, last, nearest } = tried
  return (
    <li className="unk">
      <span className="st no">
        <RefusedMark />
        <span className="vh">Refused</span>
      </span>
      <p>
        <code>{stream}</code> is not a stream. It was refused {refused === 1 ? 'once' : `${count(refused)} times, last`}{' '}
        at {clock(last)}.
        {nearest === null ? null : (
          <>
            <br />
            Nearest:{' '}
            <Link to="/streams/$stream" params={{ stream: nearest }}>
              {nearest}
            </Link>
          </>
        )}
      </p>
      <Link className="btn" to="/problems" search={{ q: keyTermText('stream', stream) }}>
        Show the problem
      </Link>
    </li>
  )
}
