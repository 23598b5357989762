import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import type { BatchLog, GroupOffset } from '../../log/batch-log.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import type { GroupMembers, Groups } from '../scopes/cluster-groups.ts'
import type { QueryString } from './query-string.ts'

interface GroupRouteParts {
  readonly broker: BatchLog
  readonly groups: Groups
}

/** The consumer groups of a cluster or scope, `main` where none is named: who reads what, how far, and from where on. */
export function groupRoutes(app: FastifyInstance, parts: ClusterParts): void {
  type Asked = { Querystring: QueryString }
  type Named = Asked & { Params: { group: string } }
  const of = (query: QueryString): GroupRouteParts => {
    const { log, groups } = askedCluster(query, parts) ?? parts.clusters[0]
    return { broker: log, groups }
  }
  app.get<Asked>('/_sandbox/groups', ({ query }) => {
    const cluster = of(query)
    return { items: cluster.groups.all().map(group => shownGroup(cluster, group)) }
  })
  app.get<Named>('/_sandbox/groups/:group', ({ params, query }) => {
    const cluster = of(query)
    return shownGroup(cluster, existing(cluster, params.group))
  })
  app.delete<Named>('/_sandbox/groups/:group', ({ params, query }, reply) => {
    const cluster = of(query)
    cluster.groups.delete(idle(cluster, params.group).group)
    return reply.code(204).send()
  })
  app.put<Named>('/_sandbox/groups/:group/offsets', ({ params, query, body }) => move(of(query), params.group, body))
}

function shownGroup({ broker }: GroupRouteParts, group: GroupMembers) {
  const offsets = broker.offsets.of(group.group).map(({ topic, partition, offset, metadata }) => {
    const ends = broker.ends(topic, partition) ?? { logStart: 0, next: 0 }
    const lag = Math.max(0, ends.next - Math.max(offset, ends.logStart))
    return { topic, partition, offset, metadata, logStart: ends.logStart, end: ends.next, lag }
  })
  return { ...group, offsets, lag: offsets.reduce((sum, { lag }) => sum + lag, 0) }
}

/**
 * `{topic?, partition?, to, dryRun?}`; to is earliest, latest, an offset, or a time such as 2026-01-31T12:00:00Z. Answers
 * the group as it is then, and what was (or with `dryRun` would be) moved.
 */
async function move(parts: GroupRouteParts, group: string, body: unknown) {
  const { topic, partition, to, dryRun } = isEvent(body) ? body : {}
  const { broker } = parts
  const members = parts.groups.all().find(each => each.group === group)?.members.length ?? 0
  if (members > 0) throw active(group, members)
  const committed = broker.offsets.of(group)
  const names = typeof topic === 'string' ? [topic] : [...new Set(committed.map(each => each.topic))]
  const offsets = names.flatMap(name => {
    const found = broker.topic(name)
    if (!found) throw new SandboxError('topic_unknown', `There is no topic ${name.slice(0, 60)}.`)
    const wanted = found.partitions.filter(each => partition === undefined || each.partition === partition)
    if (wanted.length === 0) throw new SandboxError('partition_unknown', `${name} has no partition ${partition}.`)
    return wanted.map(each => offsetAt(broker, name, each.partition, to))
  })
  if (offsets.length === 0) {
    throw new SandboxError('bad_request', `${group.slice(0, 60)} has committed nothing yet.`, {
      hint: 'Name the topic: {"topic": "orders", "to": "earliest"}, or --topic orders.',
    })
  }
  const moves = offsets.map(({ topic: name, partition: number, offset }) => {
    const before = committed.find(each => each.topic === name && each.partition === number)
    return { topic: name, partition: number, from: before?.offset ?? null, to: offset }
  })
  if (dryRun !== true) await broker.offsets.commit(group, offsets)
  const found = parts.groups.all().find(each => each.group === group)
  return found ? { ...shownGroup(parts, found), moves } : { group, members: [], offsets: [], lag: 0, moves }
}

function offsetAt(broker: BatchLog, topic: string, partition: number, to: unknown): GroupOffset {
  const ends = broker.ends(topic, partition) ?? { logStart: 0, next: 0 }
  return { topic, partition, offset: placeOf(), leaderEpoch: -1, metadata: null }

  function placeOf(): number {
    if (to === 'earliest') return ends.logStart
    if (to === 'latest') return ends.next
    if (typeof to === 'number' && Number.isSafeInteger(to) && to >= 0) {
      return Math.min(Math.max(to, ends.logStart), ends.next)
    }
    const time = typeof to === 'string' ? Date.parse(to) : Number.NaN
    if (!Number.isNaN(time)) return broker.findOffset(topic, partition, time)?.offset ?? ends.next
    throw new SandboxError('bad_request', '"to" says where the group goes on.', {
      hint: 'Send "earliest", "latest", an offset, or a time such as "2026-01-31T12:00:00Z".',
    })
  }
}

function existing({ groups }: GroupRouteParts, id: string): GroupMembers {
  const group = groups.all().find(each => each.group === id)
  if (group) return group
  throw new SandboxError('group_unknown', `There is no group ${id.slice(0, 60)}.`)
}

function idle(parts: GroupRouteParts, id: string): GroupMembers {
  const group = existing(parts, id)
  if (group.members.length === 0) return group
  throw active(id, group.members.length)
}

function active(group: string, members: number): SandboxError {
  return new SandboxError(
    'group_active',
    `${group.slice(0, 60)} has ${members} members, which would go on as they are.`,
    {
      hint: 'Stop its consumers first.',
    },
  )
}
