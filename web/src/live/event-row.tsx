// The roles are said although HTML implies them: under 880 pixels rows are no table rows for CSS, and browsers then drop
// what they imply. The focus is on rows, not on cells.
// biome-ignore-all lint/a11y/noRedundantRoles: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: see above
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: see above
import { memo } from 'react'
import type { GapRow } from '../feed/rows.ts'
import { StatusMark } from '../parts/status.tsx'
import type { Item } from '../wire.ts'
import { clock, counted } from '../words.ts'
import type { Column } from './column-list.ts'
import { reasonWords, sharedLength, wordless } from './row-words.ts'

/** One event in the list: what it is about, or why it was refused. */
export const EventRow = memo(function EventRow(props: {
  item: Item
  rowIndex: number
  split: boolean
  /** Beside status, time, stream and what. */
  columns: readonly Column[]
  /** The part of the stream's name that the query states already. */
  prefix: string
  fresh: boolean
  selected: boolean
  /** The one row that Tab reaches. */
  reachable: boolean
  open(cursor: string): void
  focused(cursor: string): void
}) {
  const { item, split } = props
  const isRefused = item.status === 'invalid'
  return (
    <tr
      role="row"
      aria-rowindex={props.rowIndex}
      aria-selected={props.selected}
      data-cursor={item.cursor}
      tabIndex={props.reachable ? 0 : -1}
      className={`${!isRefused ? '' : item.kept ? 'look' : 'no'}${props.fresh ? ' fresh' : ''}`}
      onClick={() => props.open(item.cursor)}
      onFocus={() => props.focused(item.cursor)}
    >
      <td role="gridcell" className="x">
        <StatusMark verdict={item} />
      </td>
      <td role="gridcell" className="t">
        {clock(item.receivedAt, !split)}
      </td>
      <td role="gridcell" className="s" title={item.stream ?? undefined}>
        <StreamName stream={item.stream} prefix={props.prefix} short={split} />
      </td>
      {props.columns.map(column =>
        column.name === 'schema' ? <Cell key="schema" column={column} item={item} /> : null,
      )}
      <What item={item} />
      {props.columns.map(column =>
        column.name === 'schema' ? null : <Cell key={column.name} column={column} item={item} />,
      )}
    </tr>
  )
})

function Cell({ column, item }: { column: Column; item: Item }) {
  const kind = column.name === 'producer' ? 'sc pr' : 'sc'
  return (
    <td role="gridcell" className={column.isNumber ? 'n' : kind} title={column.whole?.(item) ?? undefined}>
      {column.text(item)}
    </td>
  )
}

/** A line that stands for accepted events a busy frame left out; they are read as soon as there is time. */
export function GapLine({ gap, rowIndex }: { gap: GapRow; rowIndex: number }) {
  return (
    <tr role="row" className="gap" aria-rowindex={rowIndex}>
      <td role="gridcell" colSpan={10}>
        <span>{counted(gap.count, 'accepted event')} here, being read</span>
      </td>
    </tr>
  )
}

function What({ item }: { item: Item }) {
  const { hit } = item
  if (item.status === 'invalid') {
    const { reason, shown } = reasonWords(item)
    return (
      <td role="gridcell" className="m" title={reason}>
        {hit === undefined || hit.field === 'reason' ? null : <HitText hit={hit} />}
        {shown}
      </td>
    )
  }
  const instead = wordless(item)
  return (
    <td role="gridcell" className="m">
      {instead}
      {hit === undefined || hit.text === item.title ? null : <HitText hit={hit} />}
      <b>{hit?.text === item.title ? <Marked hit={hit} /> : item.title}</b> {item.detail}
    </td>
  )
}

/** The text that answers the search, with its field. */
function HitText({ hit }: { hit: NonNullable<Item['hit']> }) {
  return (
    <span className="hit">
      {hit.field === '' ? null : <code>{hit.field}</code>} <Marked hit={hit} />
    </span>
  )
}

function Marked({ hit: { text, from, to } }: { hit: NonNullable<Item['hit']> }) {
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  )
}

function StreamName({ stream, prefix, short }: { stream: string | null; prefix: string; short: boolean }) {
  if (stream === null) return <span className="dim">no stream</span>
  const shared = sharedLength(stream, prefix)
  const rest = stream.slice(shared)
  if (prefix !== '' && stream.startsWith(prefix) && short) return rest
  return (
    <>
      <i>{stream.slice(0, shared)}</i>
      {rest}
    </>
  )
}
