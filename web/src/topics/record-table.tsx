// The roles are said although HTML implies them: under 880 pixels rows are no table rows for CSS, and browsers then drop
// what they imply. The focus is on rows, not on cells.
// biome-ignore-all lint/a11y/noRedundantRoles: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: see above
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: see above
// biome-ignore-all lint/a11y/useSemanticElements: see above
import { memo } from 'react'
import { Icon } from '../parts/icon.tsx'
import { clock, plain } from '../words.ts'
import { useRecordKeys } from './use-record-keys.ts'
import { useTopicPlace } from './use-topics.ts'
import type { Glimpse, Row } from './wire.ts'

const heads = [
  ['Part', 'n'],
  ['Offset', 'n'],
  ['Time', undefined],
  ['Key', undefined],
  ['Value', undefined],
] as const

/** Records as rows: place, time, key, and what the value is. */
export function RecordTable(props: {
  items: readonly Row[]
  /** Reads the next ones; undefined where there are none. */
  more: (() => void) | undefined
  isReading: boolean
  isNewestFirst: boolean
}) {
  const place = useTopicPlace()
  const opened = place.record === undefined ? undefined : `${place.record.partition}:${place.record.offset}`
  const open = (record: string | undefined) => place.change({ record })
  const { active, setActive } = useRecordKeys({ items: props.items, opened, open })
  const reached = opened ?? active
  return (
    <section className="scroll" aria-label="Rows">
      <table
        className="rows rec"
        role="grid"
        aria-label={`Records, ${props.isNewestFirst ? 'newest' : 'oldest'} first`}
      >
        <colgroup>
          {heads.map(([name]) => (
            <col key={name} className={`r-${name.toLowerCase()}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {heads.map(([name, kind]) => (
              <th key={name} scope="col" className={kind}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.items.map((item, index) => {
            const id = placeOf(item)
            return (
              <RecordRow
                key={id}
                item={item}
                isOpened={id === opened}
                isReachable={reached === undefined ? index === 0 : id === reached}
                open={open}
                focused={setActive}
              />
            )
          })}
        </tbody>
      </table>
      {props.more === undefined ? null : (
        <button type="button" className="btn plain more-records" disabled={props.isReading} onClick={props.more}>
          {props.isNewestFirst ? 'Older records' : 'Newer records'}
        </button>
      )}
    </section>
  )
}

/** `1:400`: partition and offset. */
function placeOf({ partition, offset }: Row): string {
  return `${partition}:${offset}`
}

interface RowProps {
  readonly item: Row
  readonly isOpened: boolean
  readonly isReachable: boolean
  open(record: string): void
  focused(record: string): void
}

const RecordRow = memo(function RecordRow(props: RowProps) {
  const { item } = props
  const id = placeOf(item)
  return (
    <tr
      role="row"
      data-record={id}
      tabIndex={props.isReachable ? 0 : -1}
      className={item.reason === null ? undefined : 'k-v'}
      aria-selected={props.isOpened}
      onClick={() => props.open(id)}
      onFocus={() => props.focused(id)}
    >
      <td role="gridcell" className="n dim p">
        {item.partition}
      </td>
      <td role="gridcell" className="n o">
        {item.offset}
      </td>
      <td role="gridcell" className="t" title={item.timestamp ?? undefined}>
        {item.timestamp === null ? 'none' : clock(item.timestamp, true)}
      </td>
      <td role="gridcell" className="k">
        {item.key === null ? <span className="dim">none</span> : <KeyText glimpse={item.key} />}
      </td>
      <td role="gridcell" className="v">
        {item.value === null ? (
          <>
            <span className="st">Tombstone</span> no value
          </>
        ) : item.reason === null ? (
          <Value glimpse={item.value} />
        ) : (
          <>
            <span className="st look">
              <Icon name="look" />
              Kept, invalid
            </span>{' '}
            {plain(item.reason).replace(/\.$/, '')}
          </>
        )}
      </td>
    </tr>
  )
}, areAlike)

// Asked again, the same records come as other objects.
function areAlike(one: RowProps, other: RowProps): boolean {
  return (
    placeOf(one.item) === placeOf(other.item) &&
    one.item.timestamp === other.item.timestamp &&
    one.isOpened === other.isOpened &&
    one.isReachable === other.isReachable
  )
}

function KeyText({ glimpse }: { glimpse: Glimpse }) {
  if (glimpse.kind === 'json') return [glimpse.title, glimpse.detail].filter(part => part !== '').join(' ')
  return glimpse.kind === 'text' ? glimpse.text : <span className="dim">{glimpse.hex}</span>
}

function Value({ glimpse }: { glimpse: Glimpse }) {
  if (glimpse.kind === 'json') {
    return (
      <>
        <b>{glimpse.title}</b> {glimpse.detail}
      </>
    )
  }
  return (
    <>
      <span className="st">Not JSON</span>{' '}
      <span className="mono dim">{glimpse.kind === 'text' ? glimpse.text : glimpse.hex}</span>
    </>
  )
}
