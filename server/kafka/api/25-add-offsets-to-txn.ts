import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { messages } from '../messages.ts'
import { fencedAs } from '../transactions/fenced.ts'

/* AddOffsetsToTxn 0-3: a group whose offsets a transaction commits. */
export function addOffsetsToTxnApi({ transactions }: Broker): Api {
  return api(messages.addOffsetsToTxn, (request, { version }) => ({
    errorCode: fencedAs(transactions.addGroup(request, request.groupId), version >= 2),
  }))
}
