import type { FastifyInstance } from 'fastify'
import { isEvent } from '../../event/event.ts'
import type { Faults } from '../../faults/faults.ts'
import { type FaultRule, isInForce, type NewRule } from '../../faults/rule.ts'
import { scopeOfCluster } from '../../log/cluster-name.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'

interface FaultParts extends ClusterParts {
  readonly faults: Faults
  readonly readFault: (body: unknown) => Omit<NewRule, 'scope'>
}

/** What goes wrong on purpose: the rules, each with how often it has hit; a new one; the end of one, or of all. */
export function faultRoutes(app: FastifyInstance, parts: FaultParts): void {
  const { faults } = parts
  app.get('/_sandbox/faults', ({ query }) => {
    const scope = askedScope(query, parts)
    return {
      items: faults
        .all()
        .filter(rule => scope === undefined || rule.scope === scope)
        .map(shownRule),
    }
  })
  app.get<{ Params: { id: string } }>('/_sandbox/faults/:id', ({ params }) => shownRule(faults.find(params.id)))
  app.post('/_sandbox/faults', async ({ body }, reply) => {
    const rule = parts.readFault(body)
    const scope = askedScope(isEvent(body) ? { scope: body.scope } : {}, parts) ?? null
    return reply.code(201).send(shownRule(faults.add({ ...rule, scope })))
  })
  app.delete('/_sandbox/faults', async ({ query }, reply) => {
    faults.clear(askedScope(query, parts))
    return reply.code(204).send()
  })
  app.delete<{ Params: { id: string } }>('/_sandbox/faults/:id', async ({ params }, reply) => {
    faults.end(params.id)
    return reply.code(204).send()
  })
}

/** A rule as its reader sees it. */
export function shownRule(rule: FaultRule): object {
  const { id, at, fault, match, probability, count, seed, scope, hits, words } = rule
  const left = count === null ? null : count - hits
  return {
    id,
    at,
    ...shownFault(rule),
    match,
    probability,
    count,
    left,
    seed,
    scope,
    hits,
    inForce: isInForce(rule),
    words,
  }

  function shownFault({ at }: FaultRule): object {
    if (fault.do === 'delay') return { do: fault.do, delay: `${fault.ms}ms` }
    if (fault.do === 'drop') {
      return { do: fault.do, ...(at === 'eventstreams' ? { after: fault.after } : { when: fault.when }) }
    }
    if (fault.do !== 'status') return fault
    const { retryAfterS, when, status } = fault
    return {
      do: fault.do,
      status,
      ...(retryAfterS === undefined ? {} : { retryAfter: `${retryAfterS}s` }),
      ...(at === 'intake' ? { when } : {}),
    }
  }
}

function askedScope(asked: unknown, parts: ClusterParts): string | null | undefined {
  const cluster = askedCluster(asked as object, parts)?.log.cluster // as: a query string
  return cluster === undefined ? undefined : scopeOfCluster(cluster)
}
