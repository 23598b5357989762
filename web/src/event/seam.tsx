import { lineHeight } from './fold-lines.ts'

/** Joins a row of the event's pane with a row of the schema's. */
export interface Ribbon {
  readonly from: number
  readonly to: number
  readonly isCurrent: boolean
}

/** The curves between the panes, as high as a line. The chosen one has edges and lies on top. */
export function Seam({ ribbons, rows, width }: { ribbons: readonly Ribbon[]; rows: number; width: number }) {
  const height = rows * lineHeight
  const ordered = [...ribbons].sort((a, b) => Number(a.isCurrent) - Number(b.isCurrent))
  return (
    <svg className="seam" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {ordered.map(ribbon => (
        <g key={`${ribbon.from} ${ribbon.to}`}>
          <path className={ribbon.isCurrent ? 'rib' : 'rib rest'} d={band(ribbon, width)} />
          <path className={ribbon.isCurrent ? 'edge' : 'edge none'} d={edges(ribbon, width)} />
        </g>
      ))}
    </svg>
  )
}

function band({ from, to }: Ribbon, width: number): string {
  const [left, right, middle] = [from * lineHeight, to * lineHeight, width / 2]
  const down = `M0 ${left}C${middle} ${left} ${middle} ${right} ${width} ${right}`
  return `${down}V${right + lineHeight}C${middle} ${right + lineHeight} ${middle} ${left + lineHeight} 0 ${left + lineHeight}Z`
}

function edges({ from, to }: Ribbon, width: number): string {
  const middle = width / 2
  const edge = (left: number, right: number) => `M0 ${left}C${middle} ${left} ${middle} ${right} ${width} ${right}`
  const [left, right] = [from * lineHeight, to * lineHeight]
  return edge(left + 0.5, right + 0.5) + edge(left + lineHeight - 0.5, right + lineHeight - 0.5)
}
