import type { Correction, PatchOperation } from '../../event/problem.ts'
import type { Candidate } from './candidates.ts'
import { type Rename, slipBetween } from './renames.ts'

/** The correction that puts another value in place; `raw` is the value as it stands in the event's text. */
export function replaceCorrection(
  candidate: Candidate,
  raw: string,
  value: unknown,
  patch: readonly PatchOperation[],
): Correction {
  // Between two texts the quotes say nothing; between a text and a number they are the point.
  const isText = typeof candidate.value === 'string' && typeof value === 'string'
  const was = isText ? String(value) : raw
  const becomes = isText ? String(candidate.value) : JSON.stringify(candidate.value)
  const label = candidate.label ?? (becomes.length > 24 ? 'Use this value' : `Use ${becomes}`)
  return { was: shortened(was), becomes: shortened(becomes), note: candidate.note, label, patch }
}

/** The correction that gives a key its right name. */
export function renameCorrection({ wrong, right }: Rename, patch: readonly PatchOperation[]): Correction {
  return { was: wrong, becomes: right, note: slipBetween(wrong, right), label: 'Rename key', patch }
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
