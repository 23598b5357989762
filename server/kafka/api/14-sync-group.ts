import { type Api, api } from '../api.ts'
import type { Broker } from '../broker.ts'
import { sync } from '../groups/requests.ts'
import { messages } from '../messages.ts'

/* SyncGroup 0-4: the leader brings the assignments, everybody is answered with its own. */
export function syncGroupApi({ groups }: Broker): Api {
  return api(messages.syncGroup, request => {
    // The frame's bytes are not kept for the few that matter.
    const assignments = request.assignments.map(
      ({ memberId, assignment }) => [memberId, Buffer.from(assignment)] as const,
    )
    return sync(groups.find(request.groupId), request, new Map(assignments))
  })
}
