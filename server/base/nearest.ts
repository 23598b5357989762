import { distance } from 'fastest-levenshtein'

/**
 * The name in `known` that `wrong` was most likely meant to be, or undefined where none is near:
 * at most a third of its letters may differ (at least one, at most three), case aside.
 */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  const allowed = Math.min(3, Math.max(1, Math.floor(wrong.length / 3)))
  const lower = wrong.toLowerCase()
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const name of known) {
    if (Math.abs(name.length - wrong.length) > allowed) continue
    const steps = distance(lower, name.toLowerCase())
    if (steps < bestDistance) {
      best = name
      bestDistance = steps
    }
  }
  return best
}
