import { memo } from 'react'
import { barCount } from '../feed/time-window.ts'
import type { Bars } from '../feed/timeline.ts'
import { axisLabel, clock, counted, span as spanWords } from '../words.ts'
import { Brush } from './brush.tsx'
import { isWhole, type Span } from './spans.ts'

const height = 64
const baseLine = 47
/** Refused hang down on a scale of their own: three fill it. */
const refusedHeights = [0, 5, 9, 14]

/** Sixty bars: accepted grow up, refused hang down, and the chosen time is brushed. */
export function Histogram({ bars, span, stoppedAt }: { bars: Bars; span: Span; stoppedAt: number | undefined }) {
  const labels = [0, 12, 24, 36, 48].map(index => axisLabel(bars.from + index * bars.width, bars.width))
  return (
    <>
      <div className="hist">
        <BarChart counts={bars.bars} start={span.start} end={span.end} label={chartLabel(bars)} />
        <Brush bars={bars} span={span} whole={isWhole(span)} />
      </div>
      <div className="axis" aria-hidden="true">
        {labels.map((label, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place on the axis is what a label is
          <span key={index}>{label}</span>
        ))}
        <span>{lastLabel(bars, stoppedAt)}</span>
      </div>
    </>
  )
}

function lastLabel({ from, width, endsNow }: Bars, stoppedAt: number | undefined): string {
  if (!endsNow) return axisLabel(from + barCount * width, width)
  return stoppedAt === undefined ? 'now' : clock(stoppedAt)
}

const BarChart = memo(function BarChart(props: { counts: Bars['bars']; start: number; end: number; label: string }) {
  const highest = Math.max(4, ...props.counts.map(([valid]) => valid))
  return (
    <svg viewBox={`0 0 600 ${height}`} preserveAspectRatio="none" role="img" aria-label={props.label}>
      {props.counts.map(([valid, invalid], index) => {
        const tall = valid === 0 ? 0 : Math.max(2, (valid / highest) * 44)
        const out = index < props.start ? ' out' : index >= props.end ? ' later' : ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
          <g key={index}>
            {tall > 0 ? (
              <rect className={`acc${out}`} x={index * 10 + 1} y={46 - tall} width="8" height={tall} />
            ) : null}
            {invalid > 0 ? (
              <rect
                className={`ref${out}`}
                x={index * 10 + 1}
                y="48"
                width="8"
                height={refusedHeights[Math.min(invalid, 3)]}
              />
            ) : null}
          </g>
        )
      })}
      <path className="base" d={`M0 ${baseLine}H600`} vectorEffect="non-scaling-stroke" />
    </svg>
  )
})

function chartLabel({ bars, width }: Bars): string {
  const valid = bars.reduce((sum, counts) => sum + counts[0], 0)
  const invalid = bars.reduce((sum, counts) => sum + counts[1], 0)
  const time = spanWords(width * barCount)
  return `Accepted above the line, refused below it, ${spanWords(width)} a bar. In ${time}: ${counted(valid, 'accepted', 'accepted')}, ${counted(invalid, 'refused', 'refused')}.`
}
