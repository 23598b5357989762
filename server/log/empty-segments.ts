import type { Segments } from './segments.ts'
import type { Tallies } from './tallies.ts'

/** Segments whose room can be given back: full ones without a batch, of the log or of a snapshot. */
export function emptySegments(parts: {
  readonly segments: Segments
  readonly tallies: Tallies
  readonly snapshots: { readonly segments: ReadonlySet<number> }
}): number[] {
  const { segments, tallies, snapshots } = parts
  const current = segments.end.segment
  const isEmpty = (segment: number) => !tallies.segments.get(segment)?.batches && !snapshots.segments.has(segment)
  return segments.list().filter(segment => segment < current && isEmpty(segment))
}
