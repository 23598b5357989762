import { pause } from '../../base/pause.ts'
import { at, attribute } from '../../log/batch-format.ts'
import type { BatchLog } from '../../log/batch-log.ts'
import { codecs } from '../../log/compression.ts'
import { type Api, api, type Call } from '../api.ts'
import { type Broker, leaderEpoch } from '../broker.ts'
import type { RequestOf } from '../codec/message.ts'
import { errorCode } from '../error-codes.ts'
import { messages } from '../messages.ts'

/*
 * Fetch 4-12: batches from an offset on, as they were sent. Waits up to maxWaitMs for minBytes. The first batch of the
 * first partition that has one is given whole, however large. Different: there are no sessions (KIP-227); we answer with
 * session 0, and the client goes on naming all its partitions.
 */
export function fetchApi({ log }: Broker): Api {
  return api(messages.fetch, (request, call) => {
    if (request.sessionId !== 0) return { errorCode: errorCode.fetchSessionIdNotFound, responses: [] }
    const answer = read(log, request, call)
    const isDue = answer.isDue || answer.bytes >= request.minBytes
    if (isDue || request.maxWaitMs <= 0 || request.topics.length === 0) return { responses: answer.responses }
    return readLater(log, request, call)
  })
}

// Called in the same turn as the read that found too little, so that no append slips between.
async function readLater(log: BatchLog, request: Fetch, call: Call) {
  const { maxWaitMs, minBytes, topics } = request
  const waiting = new AbortController()
  const { signal } = waiting
  // A reason of its own costs nothing; without one an exception is made, with its stack.
  const stop = () => waiting.abort(null)
  call.ended.addEventListener('abort', stop, { once: true })
  const isOver = pause(maxWaitMs, signal).then(() => true)
  const names = topics.map(({ topic }) => topic)
  try {
    for (let isLast = false; ; ) {
      const appended = log.appended(names, signal).then(() => false)
      isLast = await Promise.race([appended, isOver])
      if (call.ended.aborted) return undefined
      const answer = read(log, request, call)
      if (isLast || answer.isDue || answer.bytes >= minBytes) return { responses: answer.responses }
    }
  } finally {
    call.ended.removeEventListener('abort', stop)
    stop()
  }
}

type Fetch = RequestOf<typeof messages.fetch>

interface Answer {
  readonly responses: ReturnType<typeof readTopic>[]
  readonly bytes: number
  /** An error is no reason to wait. */
  readonly isDue: boolean
}

function read(log: BatchLog, request: Fetch, { version }: Call): Answer {
  const budget = { left: request.maxBytes, bytes: 0, isDue: false }
  const options = { isCommitted: request.isolationLevel === 1, allowsZstd: version >= 10 }
  const responses = request.topics.map(topic => readTopic(log, topic, options, budget))
  return { responses, bytes: budget.bytes, isDue: budget.isDue }
}

interface Budget {
  left: number
  bytes: number
  isDue: boolean
}

interface ReadOptions {
  readonly isCommitted: boolean
  readonly allowsZstd: boolean
}

function readTopic(
  log: BatchLog,
  { topic, partitions }: Fetch['topics'][number],
  options: ReadOptions,
  budget: Budget,
) {
  return {
    topic,
    partitions: partitions.map(partition => readPartition(log, topic, partition, options, budget)),
  }
}

type WantedPartition = Fetch['topics'][number]['partitions'][number]

function readPartition(log: BatchLog, topic: string, wanted: WantedPartition, options: ReadOptions, budget: Budget) {
  const { partition, fetchOffset, partitionMaxBytes, currentLeaderEpoch } = wanted
  const ends = log.ends(topic, partition)
  const failed = (error: number) => {
    budget.isDue = true
    return {
      partitionIndex: partition,
      errorCode: error,
      highWatermark: ends?.next ?? -1,
      lastStableOffset: ends?.stable ?? -1,
      logStartOffset: ends?.logStart ?? -1,
      abortedTransactions: null,
      records: [],
    }
  }
  if (!ends) return failed(errorCode.unknownTopicOrPartition)
  if (currentLeaderEpoch > leaderEpoch) return failed(errorCode.unknownLeaderEpoch)
  if (fetchOffset < ends.logStart || fetchOffset > ends.next) return failed(errorCode.offsetOutOfRange)

  const before = options.isCommitted ? ends.stable : ends.next
  const maxBytes = Math.min(partitionMaxBytes, budget.left)
  const batches = log.readBatches(topic, partition, fetchOffset, { maxBytes, wholeFirst: budget.bytes === 0, before })
  if (!options.allowsZstd && batches.some(isZstd)) return failed(errorCode.unsupportedCompressionType)
  const size = batches.reduce((sum, { length }) => sum + length, 0)
  budget.bytes += size
  budget.left = Math.max(0, budget.left - size)
  return {
    partitionIndex: partition,
    errorCode: errorCode.none,
    highWatermark: ends.next,
    lastStableOffset: ends.stable,
    logStartOffset: ends.logStart,
    abortedTransactions: options.isCommitted ? abortedWithin(log, topic, partition, fetchOffset, batches) : null,
    records: batches,
  }
}

function abortedWithin(log: BatchLog, topic: string, partition: number, from: number, batches: readonly Buffer[]) {
  const last = batches.at(-1)
  if (!last) return []
  const to = Number(last.readBigInt64BE(at.baseOffset)) + last.readInt32BE(at.lastOffsetDelta)
  return log.aborted(topic, partition, from, to)
}

function isZstd(batch: Buffer): boolean {
  return codecs[batch.readInt16BE(at.attributes) & attribute.codec] === 'zstd'
}
