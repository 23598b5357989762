import { Link } from '@tanstack/react-router'
import { counted } from '../words.ts'
import type { Check } from './wire.ts'

/** The streams that have events of this schema. */
export function UsedBy({ check }: { check: Check | undefined }) {
  const radius = check?.blastRadius
  if (radius === undefined || radius === null) return null
  if (radius.streams.length === 0) return <p className="dim tabpad0">No stored event names this schema.</p>
  return (
    <ul className="uses">
      {radius.streams.map(stream => (
        <li key={stream}>
          <Link to="/" search={{ q: `stream:${stream}` }}>
            <code>{stream}</code>
          </Link>
        </li>
      ))}
      <li className="dim">
        {counted(radius.events, 'stored event')}
        {radius.complete ? '.' : ', and more that were not looked at.'}
      </li>
    </ul>
  )
}
