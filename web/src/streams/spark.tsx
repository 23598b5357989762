import type { BarCounts } from '../wire.ts'

const height = 14
const step = 3

/** The last minute of a stream in a few bars: grey what was accepted, red where something was refused. */
export function Spark({ bars }: { bars: readonly BarCounts[] }) {
  const highest = Math.max(4, ...bars.map(([valid, invalid]) => valid + invalid))
  return (
    <svg
      className="spark"
      width={bars.length * step}
      height={height}
      viewBox={`0 0 ${bars.length * step} ${height}`}
      aria-hidden="true"
    >
      {bars.map(([valid, invalid], index) => {
        const all = valid + invalid
        const tall = all === 0 ? 1 : Math.max(2, Math.round((all / highest) * height))
        const kind = all === 0 ? 'none' : invalid > 0 ? 'ref' : 'acc'
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a bar is
        return <rect key={index} className={kind} x={index * step} y={height - tall} width="2" height={tall} />
      })}
    </svg>
  )
}
