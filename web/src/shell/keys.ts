import { useEffectEvent, useLayoutEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Single keys that do something; they rest while somebody types, and can be switched off (WCAG 2.1.4). One that answers
 * false leaves the key to others.
 */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

const remembered = 'event-sandbox.keys'
const listeners = new Set<() => void>()
let on = readRemembered()

/**
 * Listens to keys as `KeyboardEvent.key` names them, as long as the component is there; `isFirst` before all others that
 * listen to the same key.
 */
export function useKeys(keys: KeyMap, isFirst = false) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key]
    if (act === undefined || !counts(event)) return
    if (act(event) !== false) event.preventDefault()
  })
  // Before the first picture: a key counts as soon as one sees what it is for.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    addEventListener('keydown', listener, isFirst)
    return () => removeEventListener('keydown', listener, isFirst)
  }, [isFirst])
}

/** Listens to Ctrl or Cmd with a key, also while somebody types. */
export function useChord(key: string, act: () => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    act()
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

const thenWithinMs = 1500

/** Listens to a key that follows another, `g` then `t`; what follows too late means itself again. */
export function useKeysAfter(first: string, keys: KeyMap) {
  const pressedAt = useRef(Number.NEGATIVE_INFINITY)
  const after = Object.entries(keys).map(([key, act]) => [
    key,
    (event: KeyboardEvent) => {
      const isAfter = event.timeStamp - pressedAt.current <= thenWithinMs
      pressedAt.current = Number.NEGATIVE_INFINITY
      if (!isAfter) return false
      act(event)
      return true
    },
  ])
  useKeys(
    {
      ...Object.fromEntries(after),
      [first](event: KeyboardEvent) {
        pressedAt.current = event.timeStamp
      },
    },
    true,
  )
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
  // The editor of Send is in a shadow root, which shows only itself as the target.
  const [inner] = event.composedPath()
  const target = inner instanceof Element ? inner : document.body
  if (target.closest('input, textarea, select, [contenteditable], [role=dialog]')) return false
  // A button keeps its own Space and Enter, a link its Enter, and what has arrows of its own keeps those.
  if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary')) return false
  if (event.key.startsWith('Arrow') && target.closest('[role=slider], [role=tablist], [role=tree], [role=region]'))
    return false
  return on || event.key.length > 1
}
