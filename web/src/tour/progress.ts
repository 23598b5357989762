import { useSyncExternalStore } from 'react'
import { type CheckId, steps } from './steps.ts'

/** What really happened since the tour began; it outlives a reload. */
export interface Progress {
  readonly startedAt: number
  /** When each check was ticked. */
  readonly done: { readonly [Id in CheckId]?: number }
  /** The stream, the schema and the time of the first event that was sent. */
  readonly sent?: { readonly stream: string; readonly schema: string; readonly at: number }
  /** What this page sent last, accepted or refused, as it was sent. */
  readonly texts: readonly string[]
  /** When an event of this page was accepted last. */
  readonly lastSentAt?: number
}

const keptTexts = 20
const longestText = 20_000

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

/** Remembers a text that was sent, to know its event again. */
export function rememberText(text: string) {
  if (text.length <= longestText) keep({ ...progress, texts: [...progress.texts, text].slice(-keptTexts) })
}

/** Remembers that an event was accepted; of the first what it was. */
export function rememberSent(sent: NonNullable<Progress['sent']>) {
  keep({ ...progress, sent: progress.sent ?? sent, lastSentAt: sent.at })
}

/** Begins anew. */
export function restart() {
  keep(fresh())
}

function fresh(): Progress {
  return { startedAt: Date.now(), done: {}, texts: [] }
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
    // as: kept by this very file, though by an older one perhaps
    return text === null ? undefined : { ...fresh(), ...(JSON.parse(text) as Progress) }
  } catch {
    return undefined
  }
}
