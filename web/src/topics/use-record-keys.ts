import { useState } from 'react'
import { useKeys } from '../shell/keys.ts'
import type { Row } from './wire.ts'

/** The keys of the list of records: move, open, close. What is focused and not opened is `active`. */
export function useRecordKeys(parts: {
  items: readonly Row[]
  opened: string | undefined
  open(record: string | undefined): void
}) {
  const [active, setActive] = useState<string>()
  const { items, opened } = parts
  const step = (by: 1 | -1) => {
    const current = opened ?? active
    const at = items.findIndex(item => `${item.partition}:${item.offset}` === current)
    const item = items[current === undefined ? 0 : at + by]
    if (item === undefined) return
    const next = `${item.partition}:${item.offset}`
    setActive(next)
    if (opened !== undefined) parts.open(next)
    focusRecord(next)
  }
  const next = () => step(1)
  const before = () => step(-1)
  useKeys({
    j: next,
    ArrowDown: next,
    k: before,
    ArrowUp: before,
    Enter() {
      if (active !== undefined) parts.open(active)
    },
    Escape() {
      if (opened === undefined) return
      parts.open(undefined)
      focusRecord(opened)
    },
  })
  return { active, setActive }
}

function focusRecord(record: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-record="${record}"]`)?.focus())
}
