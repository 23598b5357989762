import type { ServerResponse } from 'node:http'
import { messageOf, SandboxError } from '../../base/errors.ts'
import { type Chunk, isFull, writeChunk } from './chunk.ts'
import type { Crowds, Member } from './crowds.ts'

/** A comment so often keeps proxies and readers from giving up on a quiet stream. */
const heartbeatMs = 15_000

interface Delivery extends Omit<Member, 'write'> {
  readonly crowds: Crowds
}

/**
 * Gives a consumer events from its own positions on, no faster than it takes them: one that stops reading costs what one
 * write leaves behind, and is read for again where it stopped. Ends the response at its signal.
 */
export async function deliver(response: ServerResponse, { crowds, ...delivery }: Delivery): Promise<void> {
  const { framing, consumer, signal } = delivery
  const member = { ...delivery, write: (chunk: Chunk) => writeChunk(response, chunk) }
  const beat = setInterval(() => {
    if (!isFull(response)) response.write(framing.heartbeat)
  }, heartbeatMs)
  try {
    while (!signal.aborted) {
      await crowds.stay(member)
      await drained(response, signal)
    }
  } catch (failure) {
    if (!signal.aborted && !isClosed(failure)) response.write(framing.error(errorJson(failure), consumer.positions))
  } finally {
    clearInterval(beat)
    response.end()
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
