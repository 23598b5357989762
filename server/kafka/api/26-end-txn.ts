import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { messages } from '../messages.ts'
import { fencedAs } from '../transactions/fenced.ts'

/*
 * EndTxn 0-3. Different: markers, offsets and the transaction's own state are one commit of the log, so that the end is
 * there for every reader when the answer is; Kafka writes the markers afterwards.
 */
export function endTxnApi({ transactions }: Broker): Api {
  return api(messages.endTxn, async (request, { version }) => ({
    errorCode: fencedAs(await transactions.end(request, request.committed), version >= 2),
  }))
}
