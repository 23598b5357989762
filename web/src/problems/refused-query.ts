import type { Cause } from './wire.ts'

/** The search that finds the refused events of a cause, as near as a search comes. */
export function refusedQuery({ streams }: Cause): string {
  const [stream, ...others] = streams
  const isOne = stream !== undefined && stream.name !== null && others.length === 0
  return isOne ? `stream:${stream.name} status:invalid` : 'status:invalid'
}
