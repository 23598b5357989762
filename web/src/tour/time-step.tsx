import { Link } from '@tanstack/react-router'
import { withTerm } from '../query.ts'
import { iso } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import { useProgress } from './progress.ts'

/** Leads to the moment before the first event that was sent, and back. */
export function TimeStep() {
  const { sent } = useProgress()
  const { query } = usePage()
  if (sent === undefined) return <p>Send an event first: step 1.</p>
  const before = iso(sent.at - 2000)
  return (
    <div className="tour-acts">
      <Link className="btn before" to="/" search={{ q: `stream:${sent.stream} until:${before}` }}>
        Look at the moment before
      </Link>
      <Link className="btn now-again" to="/" search={{ q: withTerm(query, 'until', undefined) }}>
        Back to now
      </Link>
    </div>
  )
}
