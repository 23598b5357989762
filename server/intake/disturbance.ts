import type { Note } from '../log/types.ts'
import type { Accepted } from './judge.ts'
import type { Invalid } from './outcome.ts'

/** What goes wrong on purpose with events that are accepted: fault rules decide it. */
export interface Disturbance {
  /** Nothing is asked where it is false. */
  readonly isOn: boolean
  /** What becomes of an event in place of being stored once; undefined where nothing does. */
  of(event: unknown, accepted: Accepted, note: Note): Disturbed | undefined
}

/** It is refused all the same, or stored a second time; `by` says which rule does it. */
export type Disturbed =
  | { readonly is: 'refused'; readonly refused: Invalid }
  | { readonly is: 'twice'; readonly by: string }
