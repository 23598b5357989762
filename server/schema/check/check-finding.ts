import type { SourceFile } from '../source-file.ts'
import type { FilePlace } from '../source-format.ts'
import type { Finding } from '../types.ts'

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

/** An error at a place of a file. */
export function inFile(
  rule: string,
  title: string,
  source: SourceFile,
  pointer: string,
  message: string,
  hint?: string,
): CheckFinding {
  const place = () => source.place(pointer)
  return { rule, severity: 'error', title, file: source.file, pointer, message, ...(hint ? { hint } : {}), place }
}

/** An error about a file as a whole, which may not be there. */
export function aboutFile(rule: string, title: string, file: string, message: string, hint: string): CheckFinding {
  return { rule, severity: 'error', title, file, pointer: '', message, hint, place: () => ({ line: 1, column: 1 }) }
}

/** An error that was found while a file was read or made. */
export function fromFinding(
  rule: string,
  title: string,
  { file, line, column, message, hint, pointer = '' }: Finding,
): CheckFinding {
  return {
    rule,
    severity: 'error',
    title,
    file,
    pointer,
    message,
    ...(hint ? { hint } : {}),
    place: () => ({ line, column }),
  }
}
