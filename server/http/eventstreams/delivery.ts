import type { ServerResponse } from 'node:http'
import { messageOf, SandboxError } from '../../base/errors.ts'
import type { Faults } from '../../faults/faults.ts'
import { type Chunk, isFull, writeChunk } from './chunk.ts'
import type { Crowds, Member } from './crowds.ts'
import { type ConsumerFaults, createDisturbedFraming } from './stream-faults.ts'

/** A comment so often keeps proxies and readers from giving up on a quiet stream. */
const heartbeatMs = 15_000

interface Delivery extends Omit<Member, 'write'> {
  readonly crowds: Crowds
  readonly disturbed: ConsumerFaults
}

/**
 * Gives a consumer events from its own positions on, no faster than it takes them: one that stops reading costs what one
 * write leaves behind, and is read for again where it stopped. Ends the response at its signal.
 */
export async function deliver(response: ServerResponse, { crowds, disturbed, ...delivery }: Delivery): Promise<void> {
  const { framing, consumer, signal } = delivery
  const { faults } = disturbed
  let isDropped = false
  const framed = createDisturbedFraming(framing, disturbed, () => {
    isDropped = true
  })
  const stay = createStays(faults, signal)
  const write = (chunk: Chunk) => {
    const hasRoom = writeChunk(response, chunk)
    // The answer has no end: its reader sees a connection that broke, and not a stream that is over.
    if (isDropped) response.socket?.destroySoon()
    return hasRoom && !isDropped
  }
  const beat = setInterval(() => {
    if (!isFull(response)) response.write(framing.heartbeat)
  }, heartbeatMs)
  try {
    while (!signal.aborted && !isDropped) {
      const now = faults.areOn.eventstreams ? framed : framing
      await crowds.stay({ ...delivery, write, framing: now, signal: stay() })
      await drained(response, signal)
    }
  } catch (failure) {
    if (!signal.aborted && !isClosed(failure)) response.write(framing.error(errorJson(failure), consumer.positions))
  } finally {
    clearInterval(beat)
    if (!isDropped) response.end()
  }
}

/** Signals for stays in a crowd, one after the other: whoever sits there leaves when the rules change, to come back as they are then. */
function createStays(faults: Pick<Faults, 'changed'>, signal: AbortSignal): () => AbortSignal {
  let leaving = new AbortController()
  void leaveAtChanges()
  return () => {
    if (leaving.signal.aborted) leaving = new AbortController()
    return leaving.signal
  }

  async function leaveAtChanges(): Promise<void> {
    while (!signal.aborted) {
      await faults.changed(signal)
      leaving.abort()
    }
  }
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (signal.aborted || !isFull(response)) return Promise.resolve()
  const full = response.writableNeedDrain ? response : (response.socket ?? response)
  return new Promise(resolve => {
    const done = () => {
      full.off('drain', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    full.on('drain', done)
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
