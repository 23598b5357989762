import { useEffect, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { usePage } from '../use-page.ts'
import { type ColumnName, columns, columnsOf, usual } from './column-list.ts'

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
