import type { StoredRecord } from '../../log/types.ts'
import type { ReadEvent } from '../items.ts'
import type { Known } from '../language/query.ts'
import type { Equality, Miss } from './subset.ts'

/** A record that may be the one that is waited for. It is parsed once, however many look at it, and only if one does. */
export interface Candidate {
  readonly record: StoredRecord
  readonly status: 'valid' | 'invalid'
  /** null is a refused event that names none. */
  readonly stream: string | null
  /** As parsed; null where it is no JSON. */
  event(): unknown
  /** What a search can ask of it without its content, and with that. */
  known(): Known
  whole(): Known
  /** As it is shown. */
  read(): ReadEvent
}

/** What is waited for. */
export interface Match {
  /** The one stream whose events can answer, where it names one. */
  readonly stream: string | undefined
  /** Values that an answer has; what lacks one of them need not be looked at any further. */
  readonly equalities: readonly Equality[]
  /** Whether it says itself which status it wants. */
  readonly saysStatus: boolean
  /** How many values it asks for. */
  readonly size: number
  wantsTopic(topic: string, cluster: string): boolean
  holds(candidate: Candidate): boolean
  /** What a candidate lacks. */
  misses(candidate: Candidate): readonly Miss[]
}
