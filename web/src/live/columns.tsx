import { useEffect, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { usePage } from '../use-page.ts'
import type { Item } from '../wire.ts'
import { count, shortSchema } from '../words.ts'

/** A column that can be left out. */
export interface Column {
  readonly name: ColumnName
  readonly label: string
  readonly isNumber?: boolean
  text(item: Item): string
  /** The whole of what `text` shortens. */
  whole?(item: Item): string | null
}

export type ColumnName = 'schema' | 'topic' | 'offset' | 'gate' | 'producer' | 'bytes'

/** Every column beside status, time, stream and what; in their order. `schema` stands before what. */
export const columns: readonly Column[] = [
  {
    name: 'schema',
    label: 'Schema',
    text: ({ schema }) => (schema === null ? '' : shortSchema(schema)),
    whole: ({ schema }) => schema,
  },
  { name: 'topic', label: 'Topic', text: ({ topic }) => topic, whole: ({ topic }) => topic },
  { name: 'offset', label: 'Offset', isNumber: true, text: ({ partition, offset }) => `${partition}:${count(offset)}` },
  { name: 'gate', label: 'Gate', text: ({ gate }) => gate ?? '' },
  {
    name: 'producer',
    label: 'Producer',
    text: ({ producer }) => producer?.split(' ')[0] ?? '', // curl/7.88.1 of a long user agent
    whole: ({ producer }) => producer,
  },
  { name: 'bytes', label: 'Bytes', isNumber: true, text: ({ size }) => count(size) },
]

const usual: readonly ColumnName[] = ['schema', 'producer', 'bytes']

/** The columns that the address asks for, or the usual ones. */
export function columnsOf(asked: string | undefined): readonly Column[] {
  const names: readonly string[] = asked?.split(',') ?? usual
  return columns.filter(({ name }) => names.includes(name))
}

/** A button that opens the choice of columns. */
export function ColumnChoice() {
  const page = usePage()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const chosen = columnsOf(page.columns).map(({ name }) => name)
  useEffect(() => {
    if (!isOpen) return
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && box.current?.contains(target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [isOpen])
  const turn = (name: ColumnName, isOn: boolean) => {
    const next = columns.map(column => column.name).filter(each => (each === name ? isOn : chosen.includes(each)))
    page.showColumns(next.join(',') === usual.join(',') ? undefined : next.join(',') || 'none')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes it, wherever in it the focus is
    <div
      className="colbox only-wide"
      ref={box}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setOpen(false)
        box.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        className="btn plain sq"
        aria-label="Choose columns"
        title="Columns"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="columns" />
      </button>
      {isOpen ? (
        <fieldset className="colmenu">
          <legend>Columns</legend>
          {columns.map(({ name, label }) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={event => turn(name, event.target.checked)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  )
}
