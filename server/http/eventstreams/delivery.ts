import type { ServerResponse } from 'node:http'
import { messageOf, SandboxError } from '../../base/errors.ts'
import type { EventLog } from '../../log/types.ts'
import { type ConsumerFilter, passes } from './consumer-filter.ts'
import type { StreamConsumer } from './consumers.ts'
import type { Framing } from './framing.ts'
import type { PartitionCursor } from './position.ts'
import { addNewPartitions, nextRound } from './rounds.ts'
import type { ShownRecords } from './shown-records.ts'

/** A comment so often keeps proxies and readers from giving up on a quiet stream. */
const heartbeatMs = 15_000

interface Delivery {
  readonly log: EventLog
  readonly shown: ShownRecords
  readonly consumer: StreamConsumer & { readonly positions: PartitionCursor[] }
  readonly framing: Framing
  readonly filter: ConsumerFilter
  readonly signal: AbortSignal
}

/**
 * Gives a consumer events from its own positions on, no faster than it takes them: one that stops reading costs what one
 * write leaves behind, and is read for again where it stopped. Ends the response at `signal`.
 */
export async function deliver(response: ServerResponse, delivery: Delivery): Promise<void> {
  const { framing, consumer, signal } = delivery
  const beat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(framing.heartbeat)
  }, heartbeatMs)
  try {
    await follow(response, delivery)
  } catch (failure) {
    if (!signal.aborted && !isClosed(failure)) response.write(framing.error(errorJson(failure), consumer.positions))
  } finally {
    clearInterval(beat)
    response.end()
  }
}

async function follow(response: ServerResponse, delivery: Delivery): Promise<void> {
  const { log, consumer, signal } = delivery
  const { positions } = consumer
  const topics = [...new Set(positions.map(({ topic }) => topic))]
  const awaited = new Set(topics.filter(topic => log.topic(topic) === undefined))
  let appended = log.appended(topics, signal)
  while (!signal.aborted) {
    if (awaited.size > 0) addNewPartitions(positions, awaited, log)
    const written = writeRound(response, delivery)
    if (written === 'full') await drained(response, signal)
    if (written !== 'nothing') continue
    await appended
    appended = log.appended(topics, signal)
  }
}

// Not async: while a reader is waited for, nothing that was read for it is held.
function writeRound(response: ServerResponse, delivery: Delivery): 'nothing' | 'some' | 'full' {
  const { log, shown, consumer, framing, filter } = delivery
  const { positions } = consumer
  const round = nextRound(positions, log, shown)
  for (const { position, record } of round) {
    position.offset = record.offset + 1
    const event = record.event()
    if (event === undefined || !passes(event, filter)) continue
    position.delivered = record.timestamp
    consumer.delivered += 1
    if (!response.write(framing.event(record.json(), positions))) return 'full'
  }
  return round.length === 0 ? 'nothing' : 'some'
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (signal.aborted || !response.writableNeedDrain) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      response.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    response.on('drain', done)
    signal.addEventListener('abort', done)
  })
}

function isClosed(failure: unknown): boolean {
  return failure instanceof SandboxError && failure.code === 'closed'
}

function errorJson(failure: unknown): string {
  const code = failure instanceof SandboxError ? failure.code : 'internal'
  return JSON.stringify({ message: messageOf(failure), origin: 'event-sandbox', code })
}
