import { useNow } from '../feed/use-feed.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { usePage } from '../use-page.ts'
import { count, counted } from '../words.ts'
import { CauseRow } from './cause-row.tsx'
import { highestMinute } from './minute-bars.tsx'
import { useProblems } from './use-problems.ts'
import { useProblemsPlace } from './use-problems-place.ts'
import type { Cause, ProblemList } from './wire.ts'

/** Refused events by what is wrong, and which of it holds again. */
export function ProblemsPage() {
  const { query } = usePage()
  const { data, error } = useProblems(query)
  return (
    <div className="causes">
      <title>
        {data && data.open > 0 ? `(${count(data.open)}) Problems - event-sandbox` : 'Problems - event-sandbox'}
      </title>
      {data === undefined ? (
        <div className="head">
          <h1>Problems</h1>
        </div>
      ) : (
        <Causes list={data} />
      )}
      {data === undefined && error !== null ? <Problem error={error} /> : null}
    </div>
  )
}

function Causes({ list }: { list: ProblemList }) {
  const place = useProblemsPlace()
  const ordered = place.order === 'newest' ? list.items.toSorted((a, b) => (a.last < b.last ? 1 : -1)) : list.items
  const open = ordered.filter(({ state }) => state === 'open')
  const resolved = ordered.filter(({ state }) => state === 'resolved')
  const showsOpen = place.state !== 'resolved'
  // What was resolved stands under what is open, unless somebody asks for the open ones.
  const showsResolved = place.state !== 'open' && resolved.length > 0
  return (
    <>
      <div className="head">
        <h1>Problems</h1>
        <p className="dim">
          {counted(list.refusals, 'refusal')}, {counted(list.items.length, 'cause')}
          {list.complete ? '' : '; of these the newest were looked at'}
        </p>
        <span className="grow" />
        <Segments
          label="State"
          chosen={place.state}
          choose={place.showState}
          options={[
            { name: 'open', label: `Open ${count(list.open)}` },
            { name: 'resolved', label: `Resolved ${count(list.resolved)}` },
            { name: 'all', label: 'All' },
          ]}
        />
        <Segments
          label="Order"
          className="only-wide"
          chosen={place.order}
          choose={place.orderBy}
          options={[
            { name: 'most', label: 'Most often' },
            { name: 'newest', label: 'Newest' },
          ]}
        />
      </div>
      {showsOpen ? (
        open.length > 0 ? (
          <>
            <CauseHead />
            <CauseList causes={open} all={list.items} label="Open problems" />
          </>
        ) : (
          <Nothing list={list} />
        )
      ) : null}
      {showsResolved ? (
        <>
          <h2 className="sec causes-resolved">Resolved</h2>
          <CauseList causes={resolved} all={list.items} label="Resolved problems" />
        </>
      ) : null}
      {place.state === 'resolved' && resolved.length === 0 ? (
        <div className="none2">
          <h2>Nothing was resolved yet.</h2>
          <p className="dim">A problem moves here by itself once its refused events would pass.</p>
        </div>
      ) : null}
    </>
  )
}

function CauseHead() {
  return (
    <div className="cause-h only-wide" aria-hidden="true">
      <span className="right">Count</span>
      <span>What is wrong</span>
      <span>Last hour</span>
      <span>Stream, producer</span>
      <span className="right">Last</span>
    </div>
  )
}

/** All bars of the page have one scale, so that the longest is the most. */
function CauseList({ causes, all, label }: { causes: readonly Cause[]; all: readonly Cause[]; label: string }) {
  const now = useNow()
  const highest = highestMinute(all)
  return (
    <ol aria-label={label}>
      {causes.map(cause => (
        <CauseRow key={cause.id} cause={cause} highest={highest} now={now} />
      ))}
    </ol>
  )
}

function Nothing({ list }: { list: ProblemList }) {
  const { query } = usePage()
  return (
    <div className="none2">
      <h2>{list.items.length > 0 ? 'Nothing is open.' : query === '' ? 'Nothing was refused.' : 'Nothing matches.'}</h2>
      <p className="dim">
        {query === '' ? 'Refused events appear here, grouped by what is wrong.' : `The search is ${query}.`}
      </p>
    </div>
  )
}
