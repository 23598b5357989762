import { onTestFinished } from 'vitest'
import { silentLogger } from '../../server/base/logger.ts'
import { openKafkaServer } from '../../server/kafka/kafka-server.ts'
import { messages } from '../../server/kafka/messages.ts'
import type { BatchLog } from '../../server/log/batch-log.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'
import { type BatchFields, batchOf, recordsIn, type SeenRecord } from './batches.ts'
import { connectWire, type Wire } from './wire.ts'

/** A Kafka door over a log of its own. */
export interface Door {
  readonly brokers: string
  readonly log: BatchLog
  /** Applies retention and compaction now. */
  retain(): Promise<void>
  connect(clientId?: string): Promise<Wire>
  /** Stops as the command does on Ctrl-C. */
  stop(): Promise<void>
}

/** Opens a door on a free port, in memory or in a folder; a test may set the time. */
export async function openDoor(
  options: { storage?: string; clock?: { now(): number }; sessionTimeoutMs?: { min: number; max: number } } = {},
): Promise<Door> {
  const { storage = 'memory', clock = { now: () => Date.now() }, sessionTimeoutMs = { min: 1, max: 60_000 } } = options
  const log = await openSqliteLog({ storage, durability: 'normal', retention: {}, clock, logger: silentLogger })
  const main = log.cluster('main')
  const parts = { log: main, clock, logger: silentLogger, sessionTimeoutMs }
  const server = await openKafkaServer(parts, { port: 0, host: '127.0.0.1' })
  const stop = async () => {
    await server.close()
    await log.close()
  }
  onTestFinished(stop)
  const brokers = `127.0.0.1:${server.port}`
  return { brokers, log: main, stop, retain: () => log.retain(), connect: clientId => connectWire(brokers, clientId) }
}

/** Makes a topic with partitions. */
export async function createTopic(wire: Wire, name: string, numPartitions = 1, settings: Record<string, string> = {}) {
  const configs = Object.entries(settings).map(([key, value]) => ({ name: key, value }))
  const topic = { name, numPartitions, replicationFactor: 1, assignments: [], configs }
  const { topics } = await wire.ask(messages.createTopics, { topics: [topic], timeoutMs: 1000, validateOnly: false })
  return topics[0]
}

/** Sends batches to a partition of a topic; resolves with what the broker says of it. */
export async function produce(
  wire: Wire,
  topic: string,
  records: Buffer,
  options: { partition?: number; id?: string; version?: number } = {},
) {
  const { partition = 0, id = null, version } = options
  const request = {
    transactionalId: id,
    acks: -1,
    timeoutMs: 1000,
    topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
  }
  const { responses } = await wire.ask(messages.produce, request, version)
  const answer = responses[0]?.partitionResponses[0]
  if (!answer) throw new Error('The broker says nothing of the partition.')
  return answer
}

/** Sends values as one batch. */
export function send(wire: Wire, topic: string, values: readonly (string | null)[], fields?: BatchFields) {
  return produce(wire, topic, batchOf(values, fields))
}

/** What a test sets of a fetch. */
export interface FetchFields {
  readonly partition?: number
  readonly maxBytes?: number
  readonly maxWaitMs?: number
  readonly minBytes?: number
  readonly isCommitted?: boolean
  readonly version?: number
}

/** A fetch of one partition. */
export function fetchRequest(topic: string, fetchOffset: number, fields: FetchFields = {}) {
  const { partition = 0, maxBytes = 1024 * 1024, maxWaitMs = 0, minBytes = 1, isCommitted = false } = fields
  return {
    replicaId: -1,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel: isCommitted ? 1 : 0,
    topics: [{ topic, partitions: [{ partition, fetchOffset, partitionMaxBytes: maxBytes }] }],
  }
}

/** Fetches from a partition; resolves with what the broker says of it. */
export async function fetchFrom(wire: Wire, topic: string, offset: number, fields: FetchFields = {}) {
  const { responses } = await wire.ask(messages.fetch, fetchRequest(topic, offset, fields), fields.version)
  const answer = responses[0]?.partitions[0]
  if (!answer) throw new Error('The broker says nothing of the partition.')
  return answer
}

/** The records from an offset on. */
export async function readAll(wire: Wire, topic: string, offset = 0, fields: FetchFields = {}): Promise<SeenRecord[]> {
  return recordsIn((await fetchFrom(wire, topic, offset, fields)).records)
}
