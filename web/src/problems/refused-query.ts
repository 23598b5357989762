import { joined } from '../query.ts'
import type { Cause } from './wire.ts'

/** The search that finds the refused events of a cause, of those that a search finds. */
export function refusedQuery(query: string, { id, keyword }: Cause): string {
  // What is counted together beyond the first causes has nothing in common.
  return joined(query, keyword === 'more' ? 'status:invalid' : `problem:${id}`)
}
