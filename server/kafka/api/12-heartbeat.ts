import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { heartbeat } from '../groups/requests.ts'
import { messages } from '../messages.ts'

/* Heartbeat 0-4. */
export function heartbeatApi({ groups }: Broker): Api {
  return api(messages.heartbeat, request => ({ errorCode: heartbeat(groups.find(request.groupId), request) }))
}
