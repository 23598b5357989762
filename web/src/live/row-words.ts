import type { Item } from '../wire.ts'
import { counted, plain } from '../words.ts'

/** Why an event was refused: whole, and as the list shows it. */
export function reasonWords({ reason, problems }: Item): { readonly reason: string; readonly shown: string } {
  const whole = plain(reason ?? 'Refused.')
  const others = (problems ?? 1) - 1
  return {
    reason: whole,
    shown: `${whole.replace(/\.$/, '')}${others > 0 ? `, and ${counted(others, 'more problem')}` : ''}`,
  }
}

/** How much of a stream's name is dimmed: what the query states of it already, else its first part, which many share. */
export function sharedLength(stream: string, stated: string): number {
  return stated !== '' && stream.startsWith(stated) ? stated.length : stream.indexOf('.') + 1
}
