import { SandboxError } from '../base/errors.ts'
import type { Cursor } from './types.ts'

/** A cursor in its two parts: the batch, and the record's index in it. */
export interface CursorParts {
  readonly seq: number
  readonly index: number
}

/** `SEQ.INDEX`, as {@link Cursor} is written. */
export function formatCursor(seq: number, index: number): Cursor {
  return `${seq}.${index}`
}

const shape = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,8})$/

/** Reads a cursor that came from outside; throws bad_cursor. */
export function parseCursor(cursor: string): CursorParts {
  const match = shape.exec(cursor)
  if (match) return { seq: Number(match[1]), index: Number(match[2]) }
  throw new SandboxError('bad_cursor', `${JSON.stringify(cursor.slice(0, 40))} is not a cursor.`, {
    hint: 'Take the cursor of an item or the `next` of an answer as it is, such as 14231.0.',
  })
}
