import type { Item } from '../wire.ts'
import { counted, plain, size } from '../words.ts'

/** Why an event was refused: whole, and as the list shows it. */
export function reasonWords({ reason, problems }: Item): { readonly reason: string; readonly shown: string } {
  const whole = plain(reason ?? 'Refused.')
  const others = (problems ?? 1) - 1
  return {
    reason: whole,
    shown: `${whole.replace(/\.$/, '')}${others > 0 ? `, and ${counted(others, 'more problem')}` : ''}`,
  }
}

/** What stands for an event that has no text of its own: a record of Kafka need not be one. */
export function wordless({ title, detail, size: bytes }: Item): string | undefined {
  if (title !== '' || detail !== '') return undefined
  return bytes === 0 ? 'Tombstone, no value' : `${size(bytes)} without a text`
}

/** How much of a stream's name is dimmed: what the query states of it already, else its first part, which many share. */
export function sharedLength(stream: string, stated: string): number {
  return stated !== '' && stream.startsWith(stated) ? stated.length : stream.indexOf('.') + 1
}
