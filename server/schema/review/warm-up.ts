import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Listing } from '../listing.ts'
import type { Reviews } from './reviews.ts'

const titlesReviewed = 4

/**
 * Reviews a few small titles ahead of the first save: the first verdict of a process takes twice as long as later ones,
 * for code is loaded and compiled on the way.
 */
export async function warmUp(reviews: Reviews, { files }: Listing, closing: AbortSignal): Promise<void> {
  const counts = new Map<string, number>()
  for (const { title } of files) counts.set(title, (counts.get(title) ?? 0) + 1)
  // With a version to be compared with.
  const currents = files.filter(({ version, title }) => version === 'current' && (counts.get(title) ?? 0) > 1)
  const smallest = [...currents].sort((a, b) => (counts.get(a.title) ?? 0) - (counts.get(b.title) ?? 0))
  for (const { repository, title } of smallest.slice(0, titlesReviewed)) {
    await nextTurn()
    if (closing.aborted) return
    reviews.review(repository, title)
  }
}
