import { type Api, api } from '../api.ts'
import { nodeId } from '../broker.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/* FindCoordinator 0-4: of every group and of every transaction it is us. Version 4 asks for several. */
export function findCoordinatorApi(): Api {
  return api(messages.findCoordinator, ({ coordinatorKeys }, { version, address }) => {
    const us = { nodeId, ...address, errorCode: errorCode.none, errorMessage: version < 4 ? 'NONE' : null }
    return version < 4 ? us : { coordinators: coordinatorKeys.map(key => ({ key, ...us })) }
  })
}
