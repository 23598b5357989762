import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Single keys that do something; they rest while somebody types, and can be switched off (WCAG 2.1.4). */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

const remembered = 'event-sandbox.keys'
const listeners = new Set<() => void>()
let on = readRemembered()

/** Listens to keys as `KeyboardEvent.key` names them, as long as the component is there. */
export function useKeys(keys: KeyMap) {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = current.current[event.key]
      if (act === undefined || !counts(event)) return
      event.preventDefault()
      act(event)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Whether single keys are on, and the switch. */
export function useKeySwitch(): [boolean, (next: boolean) => void] {
  const isOn = useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => on,
  )
  return [isOn, turn]
}

function turn(next: boolean) {
  on = next
  try {
    localStorage.setItem(remembered, next ? 'on' : 'off')
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
  for (const listener of listeners) listener()
}

function readRemembered(): boolean {
  try {
    return localStorage.getItem(remembered) !== 'off'
  } catch {
    return true
  }
}

function counts(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest('input, textarea, select, [contenteditable], [role=dialog]')) return false
  // A button keeps its own Space and Enter, a link its Enter, and what has arrows of its own keeps those.
  if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary')) return false
  if (event.key.startsWith('Arrow') && target.closest('[role=slider], [role=tablist], [role=tree], [role=region]'))
    return false
  return on || event.key.length > 1
}
