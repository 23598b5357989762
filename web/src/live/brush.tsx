import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { sandboxNow } from '../clock.ts'
import { barCount } from '../feed/time-window.ts'
import type { Bars } from '../feed/timeline.ts'
import { withRange } from '../time-range.ts'
import { usePage } from '../use-page.ts'
import { clock } from '../words.ts'
import { clamp, type Span } from './spans.ts'

type Side = 'start' | 'end'
interface Drag {
  readonly start: number
  readonly end: number
}

/** Chooses a time range on the histogram: by dragging, or by arrow keys on its two grips. An end at "now" stays live. */
export function Brush({ bars, span, whole }: { bars: Bars; span: Span; whole: boolean }) {
  const page = usePage()
  const area = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag>()
  const anchor = useRef(0)
  const shown = drag ?? span

  const edgeAt = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect() ?? new DOMRect()
    return Math.round(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * barCount)
  }
  const choose = ({ start, end }: Drag) => {
    const now = sandboxNow()
    const isAll = start === 0 && end === barCount
    const isNow = end === barCount && bars.endsNow
    const since = isNow ? now - (barCount - start) * bars.width : bars.from + start * bars.width
    const until = isNow ? undefined : bars.from + end * bars.width
    page.adjust(withRange(page.query, isAll ? undefined : { since, until }, now))
  }
  const grab = (event: PointerEvent, fixed: number) => {
    if (event.button !== 0) return
    event.stopPropagation()
    anchor.current = fixed
    area.current?.setPointerCapture(event.pointerId)
    setDrag(between(fixed, edgeAt(event)))
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag !== undefined) setDrag(between(anchor.current, edgeAt(event)))
  }
  const onPointerUp = () => {
    if (drag === undefined) return
    setDrag(undefined)
    choose(drag.start === drag.end ? { start: 0, end: barCount } : drag)
  }
  const onKeyDown = (event: KeyboardEvent, side: Side) => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -10,
      PageUp: 10,
      Home: -barCount,
      End: barCount,
    }
    const step = steps[event.key]
    if (event.key === 'Escape' && !whole) choose({ start: 0, end: barCount })
    else if (step === undefined) return
    else if (side === 'start') choose({ start: clamp(span.start + step, 0, span.end - 1), end: span.end })
    else choose({ start: span.start, end: clamp(span.end + step, span.start + 1, barCount) })
    event.preventDefault()
    event.stopPropagation()
  }
  const grip = (side: Side) => (
    <button
      type="button"
      role="slider"
      aria-label={side === 'start' ? 'Start of the range' : 'End of the range'}
      aria-valuemin={0}
      aria-valuemax={barCount}
      aria-valuenow={shown[side]}
      aria-valuetext={shown[side] === barCount && bars.endsNow ? 'now' : clock(bars.from + shown[side] * bars.width)}
      onPointerDown={event => grab(event, side === 'start' ? span.end : span.start)}
      onKeyDown={event => onKeyDown(event, side)}
    />
  )

  return (
    <div
      className="brusharea"
      ref={area}
      onPointerDown={event => grab(event, edgeAt(event))}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
    >
      <div
        className={`brush${whole && drag === undefined ? ' whole' : ''}${edgesOf(shown)}`}
        style={placeOf(shown)}
        data-until={clock((drag === undefined ? span.until : undefined) ?? bars.from + shown.end * bars.width)}
      >
        {grip('start')}
        {grip('end')}
      </div>
    </div>
  )
}

function placeOf({ start, end }: Drag) {
  return { left: `${(start / barCount) * 100}%`, right: `${((barCount - end) / barCount) * 100}%` }
}

/** Whether it begins with the first bar, and whether it ends so far right that nothing fits behind it. */
function edgesOf({ start, end }: Drag): string {
  return `${start === 0 ? ' first' : ''}${end > barCount * 0.9 ? ' last' : ''}`
}

function between(one: number, other: number): Drag {
  return { start: Math.min(one, other), end: Math.max(one, other) }
}
