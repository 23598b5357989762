import { Link } from '@tanstack/react-router'
import { counted } from '../words.ts'
import type { Check, StreamUse } from './wire.ts'

/** The streams that are configured for this schema, and those that have events of it. */
export function UsedBy({ check, streams }: { check: Check | undefined; streams: readonly StreamUse[] }) {
  const radius = check?.blastRadius ?? undefined
  return (
    <>
      {streams.length === 0 ? (
        <p className="dim tabpad0">No stream is configured for it, and no stored event names it.</p>
      ) : (
        <ul className="uses">
          {streams.map(({ stream, isConfigured, hasEvents }) => (
            <li key={stream}>
              <Link to="/" search={{ q: `stream:${stream}` }}>
                <code>{stream}</code>
              </Link>{' '}
              <span className="dim">
                {isConfigured ? 'configured for it' : 'not configured for it'}
                {hasEvents ? '' : ', no events yet'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {radius === undefined || radius.events === 0 ? null : (
        <p className="dim">
          {counted(radius.events, 'stored event')}
          {radius.complete ? '.' : ', and more that were not looked at.'}
        </p>
      )}
    </>
  )
}
