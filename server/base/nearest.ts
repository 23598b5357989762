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
    const steps = stepsBetween(lower, name.toLowerCase())
    if (steps < bestDistance) {
      best = name
      bestDistance = steps
    }
  }
  return best
}

// Two letters swapped are one slip of the hand, though two steps of Levenshtein's.
function stepsBetween(one: string, other: string): number {
  const isReordered = one.length === other.length && sortedLetters(one) === sortedLetters(other)
  return isReordered ? Math.min(1, distance(one, other)) : distance(one, other)
}

function sortedLetters(text: string): string {
  return [...text].sort().join('')
}
