import type { FastifyInstance } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import { isInternal } from '../../intake/rejections.ts'
import type { BatchLog } from '../../log/batch-log.ts'
import { type TopicSettings, topicSettings } from '../../log/topic-settings.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import { numberOf, type QueryString } from './query-string.ts'
import { shownRecord } from './shown-record.ts'

/** The topics of a cluster or scope, `main` where none is named: what a Kafka admin client sees and does. */
export function topicRoutes(app: FastifyInstance, parts: ClusterParts): void {
  type Asked = { Querystring: QueryString }
  type Named = Asked & { Params: { name: string } }
  const brokerOf = (query: object) => (askedCluster(query, parts) ?? parts.clusters[0]).log
  app.get<Asked>('/_sandbox/topics', ({ query }) => {
    const broker = brokerOf(query)
    return { items: broker.topics().map(({ topic }) => shownTopic(broker, topic)) }
  })
  app.get<Named>('/_sandbox/topics/:name', ({ params, query }) => {
    const broker = brokerOf(query)
    return wholeTopic(broker, existing(broker, params.name))
  })
  app.post<Asked>('/_sandbox/topics', ({ body, query }, reply) => reply.code(201).send(create(brokerOf(query), body)))
  app.patch<Named>('/_sandbox/topics/:name', ({ params, query, body }) => {
    const broker = brokerOf(query)
    return change(broker, own(broker, params.name), body)
  })
  app.delete<Named>('/_sandbox/topics/:name', ({ params, query }, reply) => {
    const broker = brokerOf(query)
    broker.deleteTopic(own(broker, params.name))
    return reply.code(204).send()
  })
  app.get<Named>('/_sandbox/topics/:name/records', ({ params, query }) => {
    const broker = brokerOf(query)
    return records(broker, existing(broker, params.name), query)
  })
  app.delete<Named>('/_sandbox/topics/:name/records', ({ params, query }) => {
    const broker = brokerOf(query)
    return empty(broker, own(broker, params.name), query)
  })
}

function shownTopic(broker: BatchLog, name: string) {
  const partitions = broker.topic(name)?.partitions ?? []
  return {
    topic: name,
    internal: isInternal(name),
    partitions,
    records: partitions.reduce((sum, { logStart, next }) => sum + next - logStart, 0),
    bytes: partitions.reduce((sum, { bytes }) => sum + bytes, 0),
    settings: broker.describe(name)?.settings ?? {},
  }
}

// With every setting that there is, its default and what it does.
function wholeTopic(broker: BatchLog, name: string) {
  const topic = shownTopic(broker, name)
  const settings = topicSettings.map(setting => ({
    name: setting.name,
    value: topic.settings[setting.name] ?? setting.default,
    default: setting.default,
    type: setting.type,
    isSet: setting.name in topic.settings,
    about: setting.about,
  }))
  return { ...topic, id: broker.describe(name)?.uuid, settings }
}

function create(broker: BatchLog, body: unknown) {
  const { topic, partitions = 1, settings = {} } = isEvent(body) ? body : {}
  if (typeof topic !== 'string' || typeof partitions !== 'number') {
    throw new SandboxError('bad_request', 'The body names no topic.', {
      hint: 'Send {"topic": "orders", "partitions": 3, "settings": {"retention.ms": "3600000"}}.',
    })
  }
  broker.newTopic(mine(topic), partitions, settingsOf(settings))
  return shownTopic(broker, topic)
}

function change(broker: BatchLog, name: string, body: unknown) {
  const { partitions, settings } = isEvent(body) ? body : {}
  const before = broker.describe(name)
  if (partitions !== undefined) {
    if (typeof partitions !== 'number' || partitions < (before?.partitions ?? 0)) {
      throw new SandboxError('bad_request', `${name} has ${before?.partitions} partitions, and never fewer.`)
    }
    broker.createTopic(name, partitions)
  }
  // null takes a setting back to its default.
  if (settings !== undefined) {
    const given = settingsOf(settings, before?.settings)
    broker.setTopic(name, given)
  }
  return shownTopic(broker, name)
}

function empty(broker: BatchLog, name: string, asked: QueryString) {
  const before = numberOf('before', asked.before, 0, Number.MAX_SAFE_INTEGER) ?? -1
  const wanted = numberOf('partition', asked.partition, 0, Number.MAX_SAFE_INTEGER)
  const partitions = wanted === undefined ? (broker.topic(name)?.partitions ?? []) : [{ partition: wanted }]
  for (const { partition } of partitions) broker.deleteRecords(name, partition, before)
  return shownTopic(broker, name)
}

function records(broker: BatchLog, name: string, asked: QueryString) {
  const partition = numberOf('partition', asked.partition, 0, Number.MAX_SAFE_INTEGER) ?? 0
  const limit = numberOf('limit', asked.limit, 1, 1000) ?? 100
  const ends = broker.ends(name, partition)
  if (!ends) throw new SandboxError('partition_unknown', `${name} has no partition ${partition}.`)
  const newest = Math.max(ends.logStart, ends.next - limit)
  const offset = numberOf('offset', asked.offset, 0, Number.MAX_SAFE_INTEGER) ?? newest
  const found = broker.read(name, partition, offset, { limit })
  const last = found.at(-1)
  return { ...ends, items: found.map(shownRecord), next: last ? last.offset + 1 : null }
}

function settingsOf(given: unknown, before: TopicSettings = {}): TopicSettings {
  if (!isEvent(given)) throw new SandboxError('bad_request', 'settings are an object of texts.')
  const all = Object.entries({ ...before, ...given })
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])))
}

function existing(broker: BatchLog, name: string): string {
  if (broker.describe(name)) return name
  throw new SandboxError('topic_unknown', `There is no topic ${name.slice(0, 60)}.`)
}

function own(broker: BatchLog, name: string): string {
  return mine(existing(broker, name))
}

function mine(name: string): string {
  if (!isInternal(name)) return name
  throw new SandboxError('topic_invalid', `${name.slice(0, 60)} is the sandbox's own.`)
}
