/** How far a reader was behind at a time. */
export interface LagPoint {
  readonly at: number
  readonly lag: number
}

/** The span that is kept, ten minutes. */
export const keptMs = 600_000

/** Remembers how far each group or client was behind, as long as the page is open: the sandbox itself keeps no such history. */
export function createLagHistory() {
  const byReader = new Map<string, readonly LagPoint[]>()
  const listeners = new Set<() => void>()
  return {
    add(readers: readonly { readonly reader: string; readonly lag: number }[], at: number) {
      for (const { reader, lag } of readers) {
        const before = byReader.get(reader) ?? nothing
        if (before.at(-1)?.at === at) continue
        const kept = before.filter(point => point.at >= at - keptMs)
        byReader.set(reader, [...kept, { at, lag }])
      }
      for (const listener of listeners) listener()
    },
    of: (reader: string) => byReader.get(reader) ?? nothing,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const nothing: readonly LagPoint[] = []
