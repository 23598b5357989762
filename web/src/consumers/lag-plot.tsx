import { clock, count } from '../words.ts'
import { keptMs, type LagPoint } from './lag-history.ts'

const width = 640
const height = 120
const roomAbove = 10
const labelHeight = 16
/** Before a minute is over, the line grows in from the right. */
const shortestMs = 60_000

/** How far a group was behind over time; it begins when this page was opened. */
export function LagPlot({ points, needsLook }: { points: readonly LagPoint[]; needsLook: boolean }) {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return null
  const span = Math.max(shortestMs, last.at - first.at)
  const from = last.at - span
  const top = niceAbove(Math.max(4, ...points.map(({ lag }) => lag)))
  const x = (at: number) => ((at - from) / span) * width
  const y = (lag: number) => height - (lag / top) * (height - roomAbove)
  const line = points.map(({ at, lag }) => `${x(at).toFixed(1)},${y(lag).toFixed(1)}`).join(' ')
  const isWhole = last.at - first.at >= keptMs - 2000
  const labels = [0, 0.25, 0.5, 0.75].map(part => clock(from + span * part))
  return (
    <figure className={needsLook ? 'chart look' : 'chart'}>
      <figcaption>
        <b>Lag over time</b>{' '}
        <span className="dim">
          records behind the newest,{' '}
          {isWhole ? 'last 10 minutes' : `since ${clock(first.at)}, when this page was opened`}
        </span>
      </figcaption>
      <div className="plot">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Lag from ${count(first.lag)} to ${count(last.lag)}`}
        >
          <path className="grid" d={`M0 ${y(top / 2)}H${width}M0 ${y(top)}H${width}`} />
          <polygon points={`${x(first.at)},${height} ${line} ${x(last.at)},${height}`} />
          <polyline points={line} />
        </svg>
        {Math.abs(y(top / 2) - y(last.lag)) < labelHeight ? null : (
          <span className="y" style={{ top: y(top / 2) - labelHeight / 2 }}>
            {count(top / 2)}
          </span>
        )}
        <span className="end" style={{ top: Math.min(height - labelHeight, y(last.lag) - labelHeight / 2) }}>
          {count(last.lag)}
        </span>
      </div>
      <div className="axis dim" aria-hidden="true">
        {labels.map(label => (
          <span key={label}>{label}</span>
        ))}
        <span>now</span>
      </div>
    </figure>
  )
}

/** The same in small, beside a name in the list. */
export function LagSpark({ points }: { points: readonly LagPoint[] }) {
  const [first] = points
  const last = points.at(-1)
  const top = Math.max(1, ...points.map(({ lag }) => lag))
  const line =
    first === undefined || last === undefined || last.at === first.at
      ? '0,15 64,15'
      : points
          .map(
            ({ at, lag }) =>
              `${(((at - first.at) / (last.at - first.at)) * 64).toFixed(1)},${(15 - (lag / top) * 14).toFixed(1)}`,
          )
          .join(' ')
  return (
    <svg className="lagspark" width="64" height="16" viewBox="0 0 64 16" aria-hidden="true">
      <polyline points={line} />
    </svg>
  )
}

/** The next of 1, 2, 4, 10, 20, 40, 100 and so on: half of each is a whole number too, from 2 on. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 10].map(step => step * power).find(step => step >= value) ?? value
}
