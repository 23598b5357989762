import type { FilePlace } from '../source-format.ts'

/** Something wrong in a schema repository, in the file where it is to be corrected. */
export interface CheckFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly title: string
  readonly file: string
  /** RFC 6901, inside the file. */
  readonly pointer: string
  readonly message: string
  readonly hint?: string
  /** Looked up when it is asked for: finding places takes longer than finding faults. */
  place(): FilePlace
}
