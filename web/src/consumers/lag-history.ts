import type { Group } from './wire.ts'

/** How far a group was behind at a time. */
export interface LagPoint {
  readonly at: number
  readonly lag: number
}

/** The span that is kept, ten minutes. */
export const keptMs = 600_000

/** Remembers how far each group was behind, as long as the page is open: the sandbox itself keeps no such history. */
export function createLagHistory() {
  const byGroup = new Map<string, readonly LagPoint[]>()
  const listeners = new Set<() => void>()
  return {
    add(groups: readonly Group[], at: number) {
      for (const { group, lag } of groups) {
        const before = byGroup.get(group) ?? nothing
        if (before.at(-1)?.at === at) continue
        const kept = before.filter(point => point.at >= at - keptMs)
        byGroup.set(group, [...kept, { at, lag }])
      }
      for (const listener of listeners) listener()
    },
    of: (group: string) => byGroup.get(group) ?? nothing,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const nothing: readonly LagPoint[] = []
