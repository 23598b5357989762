import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

export interface Tab<Name extends string> {
  readonly name: Name
  readonly label: ReactNode
}

/** Tabs as WAI-ARIA has them: one stop for Tab, arrows between them, and the panel right behind. */
export function TabList<Name extends string>(props: {
  label: string
  tabs: readonly Tab<Name>[]
  chosen: Name
  choose(name: Name): void
  /** Stands at the end of the line of tabs. */
  aside?: ReactNode
  panelClass: string
  children: ReactNode
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex(tab => tab.name === props.chosen)
    const last = props.tabs.length - 1
    const places: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const next = props.tabs[places[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    props.choose(next.name)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[props.tabs.indexOf(next)]?.focus()
  }

  return (
    <>
      <div className="tabs">
        <div className="tl" role="tablist" aria-label={props.label} ref={list} onKeyDown={onKeyDown}>
          {props.tabs.map(tab => (
            <button
              key={tab.name}
              type="button"
              role="tab"
              id={`${id}-${tab.name}`}
              aria-selected={tab.name === props.chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab.name === props.chosen ? 0 : -1}
              onClick={() => props.choose(tab.name)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {props.aside}
      </div>
      <div className={props.panelClass} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.chosen}`}>
        {props.children}
      </div>
    </>
  )
}
