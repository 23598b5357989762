import { useEffect, useRef, useState } from 'react'
import type { Row } from '../feed/rows.ts'

/** How long a mouse that rests is taken to be still choosing a row. */
const resting = 2500

/**
 * The rows, standing still while a mouse moves over them: what comes in never pushes the row somebody is about to
 * press. They go on once the mouse rests or leaves.
 */
export function useSteadyRows(rows: readonly Row[]) {
  const [frozen, setFrozen] = useState<readonly Row[]>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const release = () => {
    clearTimeout(timer.current)
    setFrozen(undefined)
  }
  return {
    rows: frozen ?? rows,
    pointer: {
      onPointerMove(event: { pointerType: string }) {
        if (event.pointerType !== 'mouse') return
        clearTimeout(timer.current)
        timer.current = setTimeout(release, resting)
        setFrozen(before => before ?? rows)
      },
      onPointerLeave: release,
      onWheel: release,
    },
  }
}
