import { counted } from '../words.ts'
import type { Cause } from './wire.ts'

const width = 3.2
const height = 24
/** A single refusal is seen, and does not fill its place. */
const leastScale = 3

/** The highest minute of all causes. */
export function highestMinute(causes: readonly Cause[]): number {
  return Math.max(leastScale, ...causes.flatMap(({ minutes }) => minutes))
}

/** The last hour, minute by minute; `highest` fills the height. */
export function MinuteBars({ cause, highest }: { cause: Cause; highest: number }) {
  const inHour = cause.minutes.reduce((sum, each) => sum + each, 0)
  const isResolved = cause.state === 'resolved'
  return (
    <>
      <span className="vh">{inHour === 0 ? 'None' : counted(inHour, 'refusal')} in the last hour</span>
      <svg className="minutes" viewBox={`0 0 ${cause.minutes.length * width} ${height}`} aria-hidden="true">
        {cause.minutes.map((number, index) => {
          const bar = number === 0 ? 1 : Math.max(4, Math.round((number / highest) * height))
          const kind = number === 0 ? 'none' : isResolved ? 'acc' : 'ref'
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
          return <rect key={index} className={kind} x={index * width} y={height - bar} width="2" height={bar} />
        })}
      </svg>
    </>
  )
}
