import { useSyncExternalStore } from 'react'
import { type CheckId, steps } from './steps.ts'

/** What really happened since the tour began; it outlives a reload. */
export interface Progress {
  readonly startedAt: number
  /** When each check was ticked. */
  readonly done: { readonly [Id in CheckId]?: number }
  /** The stream, the schema and the time of the first event that was sent. */
  readonly sent?: { readonly stream: string; readonly schema: string; readonly at: number }
}

const remembered = 'event-sandbox.tour'
const listeners = new Set<() => void>()
let progress = read() ?? fresh()

/** The progress, and the component draws again as it grows. */
export function useProgress(): Progress {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => progress,
  )
}

/** What of a step is to happen next; tour-ring.css rings what is to be pressed for it. */
export function useNextCheck(step: number | undefined): CheckId | undefined {
  const { done } = useProgress()
  return steps[step ?? -1]?.checks.find(({ id }) => done[id] === undefined)?.id
}

/** Ticks a check; the first time counts. */
export function tick(id: CheckId) {
  if (progress.done[id] === undefined) keep({ ...progress, done: { ...progress.done, [id]: Date.now() } })
}

/** Remembers the first event that was sent. */
export function rememberSent(sent: NonNullable<Progress['sent']>) {
  if (progress.sent === undefined) keep({ ...progress, sent })
}

/** Begins anew. */
export function restart() {
  keep(fresh())
}

function fresh(): Progress {
  return { startedAt: Date.now(), done: {} }
}

function keep(next: Progress) {
  progress = next
  try {
    sessionStorage.setItem(remembered, JSON.stringify(next))
  } catch {
    // Storage is switched off: the tour lasts until the page is closed.
  }
  for (const listener of listeners) listener()
}

function read(): Progress | undefined {
  try {
    const text = sessionStorage.getItem(remembered)
    return text === null ? undefined : (JSON.parse(text) as Progress) // as: kept by this very file
  } catch {
    return undefined
  }
}
