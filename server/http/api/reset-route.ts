import type { FastifyInstance } from 'fastify'
import { checkKeys } from '../../base/check-keys.ts'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import type { Faults } from '../../faults/faults.ts'
import { scopeOfCluster } from '../../log/cluster-name.ts'
import { reset } from '../../query/reset.ts'
import type { StreamNames } from '../../query/stream-names.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'

/**
 * `POST /_sandbox/reset`: 200 once everything is gone, fault rules as well; of a scope where one is named, else of all that is
 * in none. Where streams are named, only their events go.
 */
export function resetRoute(
  app: FastifyInstance,
  parts: ClusterParts & { readonly names: StreamNames; readonly faults: Faults },
): void {
  app.post('/_sandbox/reset', async request => {
    const body = request.body ?? {}
    // A key that is misspelt would take away more than was meant.
    checkKeys(body, ['streams', 'scope', 'cluster'], 'A reset')
    const streams = streamsOf(body)
    // What a scope has is for its own test to take away.
    const asked = askedCluster(isEvent(body) ? body : {}, parts)
    if (!streams) parts.faults.clear(asked ? scopeOfCluster(asked.log.cluster) : null)
    for (const { log } of asked ? [asked] : parts.clusters) await reset(log, parts.names, streams)
    return {}
  })
}

function streamsOf(body: unknown): readonly string[] | undefined {
  const streams = isEvent(body) ? body.streams : null
  if (streams === undefined) return undefined
  if (Array.isArray(streams) && streams.every(name => typeof name === 'string')) return streams
  throw new SandboxError('bad_request', 'streams is no list of names.', {
    hint: 'Send {} or {"streams": ["test.event"]}.',
  })
}
