import { useVirtualizer } from '@tanstack/react-virtual'
import { type UIEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { sandboxNow } from '../clock.ts'
import { useFeed, useFeedState } from '../feed/use-feed.tsx'
import { narrow, spacious, useMedia } from '../parts/use-media.ts'
import { statedPrefix } from '../query.ts'
import { useTour } from '../tour/use-tour.ts'
import { usePage } from '../use-page.ts'
import { type Column, columnNames, columnsOf } from './column-list.ts'
import { EventRow, GapLine } from './event-row.tsx'
import { focusRowEvent } from './focus-row.ts'
import { useSteadyRows } from './use-steady-rows.ts'

const headHeight = 29
const heldHeight = 42
const rowHeight = { wide: 28, narrow: 53 }
/** Over this many events a second rows no longer fade in. */
const calmRate = 20
const nearEnd = 40
/** Over this many a second a row is drawn into the place of another one, which costs half of a new one. */
const busyRate = 100

/** The virtual list. Scrolling off its top holds it, so that nothing moves under the eye. */
export function EventTable(props: {
  split: boolean
  selected: string | undefined
  active: string | undefined
  setActive(cursor: string): void
  open(cursor: string): void
}) {
  const feed = useFeed()
  const page = usePage()
  const state = useFeedState()
  const isNarrow = useMedia(narrow)
  // The tour stands beside the list and leaves room for the usual columns on large screens only.
  const isSpacious = useMedia(spacious)
  const isBesideTour = useTour().step !== undefined && !isSpacious
  const isFew = props.split || isNarrow || isBesideTour
  const shown = useMemo(() => (isFew ? [] : columnsOf(page.columns)), [isFew, page.columns])
  const wrap = useRef<HTMLElement>(null)
  const steady = useSteadyRows(state.rows)
  const { rows } = steady
  const height = isNarrow ? rowHeight.narrow : rowHeight.wide
  const isHeld = state.held !== undefined
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => wrap.current,
    estimateSize: () => height,
    // Rows ahead are for who scrolls, and that holds the list.
    overscan: isHeld ? 12 : 3,
    scrollMargin: isNarrow ? 0 : headHeight,
    scrollPaddingStart: isNarrow ? 0 : headHeight,
  })
  const drawn = list.getVirtualItems()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is why it is measured again
  useLayoutEffect(() => list.measure(), [list, height])

  // The held line takes room above the list; what is read stays where it is.
  const wasHeld = useRef(isHeld)
  useLayoutEffect(() => {
    if (wasHeld.current === isHeld) return
    wasHeld.current = isHeld
    if (wrap.current !== null && isHeld && wrap.current.scrollTop > 0) wrap.current.scrollTop += heldHeight
    if (wrap.current !== null && !isHeld) wrap.current.scrollTop = 0
  }, [isHeld])

  const lastDrawn = drawn.at(-1)?.index ?? -1
  const wantsOlder =
    !state.complete &&
    state.loaded &&
    state.error === undefined &&
    state.connection.status === 'live' &&
    lastDrawn >= rows.length - nearEnd
  useEffect(() => {
    if (wantsOlder) feed.older().catch(() => undefined) // the strip says that the sandbox is gone
  })

  useEffect(() => {
    const onFocusRow = (event: Event) => {
      const cursor = (event as CustomEvent<string>).detail // as focus-row.ts sends it
      const index = rows.findIndex(row => row.kind === 'event' && row.item.cursor === cursor)
      if (index === -1) return
      list.scrollToIndex(index, { align: 'auto' })
      requestAnimationFrame(() => {
        wrap.current
          ?.querySelector<HTMLElement>(`[data-cursor="${CSS.escape(cursor)}"]`)
          ?.focus({ preventScroll: true })
      })
    }
    addEventListener(focusRowEvent, onFocusRow)
    return () => removeEventListener(focusRowEvent, onFocusRow)
  }, [rows, list])

  // Who marks a text to copy it must not have it pushed away.
  useEffect(() => {
    const onSelect = () => {
      const selection = document.getSelection()
      if (selection?.isCollapsed === false && wrap.current?.contains(selection.anchorNode)) feed.hold()
    }
    document.addEventListener('selectionchange', onSelect)
    return () => document.removeEventListener('selectionchange', onSelect)
  }, [feed])

  const onScroll = (event: UIEvent<HTMLElement>) => {
    if (event.currentTarget.scrollTop > height / 2) feed.hold()
  }
  const [[valid, invalid] = [0, 0]] = feed.timeline.lastSeconds(1, sandboxNow())
  const isCalm = valid + invalid <= calmRate
  const isBusy = valid + invalid > busyRate && !isHeld && props.active === undefined
  const prefix = statedPrefix(page.query)
  const reached = props.active ?? props.selected
  const before = (drawn[0]?.start ?? list.options.scrollMargin) - list.options.scrollMargin
  const after = list.getTotalSize() + list.options.scrollMargin - (drawn.at(-1)?.end ?? list.options.scrollMargin)

  return (
    <section className="gridwrap" ref={wrap} onScroll={onScroll} aria-label="Rows">
      <table
        className={`ev${isFew ? ' few' : ''}${prefix === '' ? '' : ' stated'}`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of rows that keys move through (APG)
        role="grid"
        aria-label="Events, newest first"
        aria-rowcount={state.complete ? rows.length + 1 : -1}
        {...steady.pointer}
      >
        <Columns columns={shown} />
        <Spacer height={before} />
        <tbody>
          {drawn.map(({ index }, place) => {
            const row = rows[index]
            if (row === undefined) return null
            if (row.kind === 'gap') return <GapLine key={row.after} gap={row} rowIndex={index + 2} />
            const { cursor } = row.item
            return (
              <EventRow
                key={isBusy ? place : cursor}
                item={row.item}
                rowIndex={index + 2}
                split={isFew}
                columns={shown}
                prefix={prefix}
                fresh={isCalm && !isHeld && performance.now() - row.arrived < 1600}
                selected={cursor === props.selected}
                reachable={reached === undefined ? index === 0 : cursor === reached}
                open={props.open}
                focused={props.setActive}
              />
            )
          })}
        </tbody>
        <Spacer height={after} />
      </table>
    </section>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tbody aria-hidden="true">
      <tr className="spacer">
        <td style={{ height }} />
      </tr>
    </tbody>
  )
}

function Columns({ columns }: { columns: readonly Column[] }) {
  const names = columnNames(columns)
  return (
    <>
      <colgroup>
        {names.map(name => (
          <col key={name} className={`c-${name.toLowerCase()}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {names.map(name => (
            <th key={name} scope="col" className={name === 'Bytes' || name === 'Offset' ? 'n' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}
