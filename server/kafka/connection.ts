import type { Socket } from 'node:net'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { unsupportedApiVersions } from './api/18-api-versions.ts'
import type { Api, Call } from './api.ts'
import { type RequestHeader, readHeader, readRequest, responseFrame } from './codec/message.ts'
import { WireReader } from './codec/wire-reader.ts'
import { type DoorFaults, disturbed } from './disturb.ts'
import { createFrameSplitter } from './frame-splitter.ts'

/** What a connection is served with. */
export interface ConnectionParts {
  readonly apis: ReadonlyMap<number, Api>
  readonly logger: Logger
  /** What we tell clients to connect to, where it is not the address they used. */
  readonly advertised: { readonly host: string; readonly port: number } | undefined
  /** Aborts when the door closes. */
  readonly stopping: AbortSignal
  readonly disturbance?: DoorFaults | undefined
}

// A client that sends on without reading answers is no longer read: its own socket fills.
const mostUnanswered = { frames: 1000, bytes: 32 * 1024 * 1024 }

/**
 * Serves a connection until it ends, so that answers come in the order of the requests even where one waits: one request
 * after the other, as Kafka does. Only Produce requests that follow one another are begun together: one commit takes what
 * came in one tick, and the log appends in the order of the calls. Bytes that are no request end the connection.
 */
export async function serveConnection(socket: Socket, parts: ConnectionParts): Promise<void> {
  const ended = new AbortController()
  const waiting: Buffer[] = []
  const split = createFrameSplitter()
  const unanswered = { frames: 0, bytes: 0 }
  // All that was begun is answered.
  let answered: Promise<void> = Promise.resolve()
  let wake: (() => void) | undefined

  function end(): void {
    ended.abort()
    socket.destroy()
    wake?.()
  }

  socket.setNoDelay(true)
  socket.on('data', piece => {
    try {
      for (const frame of split(piece)) {
        waiting.push(frame)
        unanswered.frames += 1
        unanswered.bytes += frame.length
      }
    } catch {
      return end()
    }
    if (isFull()) socket.pause()
    wake?.()
  })
  socket.on('error', end)
  socket.on('end', end)
  socket.on('close', end)
  parts.stopping.addEventListener('abort', end, { once: true })

  function isFull(): boolean {
    return unanswered.frames >= mostUnanswered.frames || unanswered.bytes >= mostUnanswered.bytes
  }

  const answer = createRequestServer(socket, parts, ended.signal, end)

  async function serve(frame: Buffer, before: Promise<void>): Promise<void> {
    try {
      await answer(frame, before)
    } catch (failure) {
      await before
      sayWhy(failure, parts.logger, socket)
      end()
    }
    unanswered.frames -= 1
    unanswered.bytes -= frame.length
    if (socket.isPaused() && !isFull()) socket.resume()
  }

  while (!ended.signal.aborted) {
    const frame = waiting.shift()
    if (!frame) {
      await new Promise<void>(resolve => {
        wake = resolve
      })
      continue
    }
    // What a rule holds up holds up what is behind it, too.
    const mayOverlap = isProduce(frame) && !parts.disturbance?.faults.areOn.kafka
    if (!mayOverlap) await answered
    answered = serve(frame, answered)
    if (!mayOverlap) await answered
  }
  await answered
  parts.stopping.removeEventListener('abort', end)
}

function isProduce(frame: Buffer): boolean {
  return frame.length >= 2 && frame.readInt16BE(0) === 0
}

function createRequestServer(
  socket: Socket,
  { apis, advertised, disturbance }: ConnectionParts,
  ended: AbortSignal,
  hangUp: () => void,
): (frame: Buffer, before: Promise<void>) => Promise<void> {
  const address = advertised ?? { host: plainHost(socket.localAddress), port: socket.localPort ?? 0 }
  const clientHost = `/${plainHost(socket.remoteAddress)}`

  // Begins at once; what it answers is sent once all `before` it is.
  return async (frame, before) => {
    const reader = new WireReader(frame)
    const header = readHeader(reader)
    const { key, version, correlationId, clientId } = header
    const api = apis.get(key)
    if (!api || version < api.message.versions[0] || version > api.message.versions[1]) {
      if (key === 18) return send(unsupportedApiVersions(apis, correlationId))
      throw new UnknownRequest(header)
    }
    const read = (from: WireReader) => readRequest(api.message, version, from)
    const call: Call = { version, clientId, address, clientHost, ended, hangUp }
    const isDisturbed = disturbance?.faults.areOn.kafka
    const copy = isDisturbed ? Buffer.from(frame) : frame
    const request = read(reader)
    const again = () => read(behindHeader(copy))
    const response = isDisturbed
      ? await disturbed(disturbance, api, { request, again, call })
      : await api.handle(request, call)
    await before
    if (response === undefined || ended.aborted) return
    // as: the handler answers in its message's own type.
    await send(responseFrame(api.message, version, correlationId, response as never))
  }

  // Resolves once the client has room for more: one that does not read holds one answer, not all.
  async function send(pieces: readonly Buffer[]): Promise<void> {
    socket.cork()
    let hasRoom = true
    for (const piece of pieces) hasRoom = socket.write(piece)
    socket.uncork()
    if (hasRoom || ended.aborted) return
    await new Promise<void>(resolve => {
      const done = () => {
        socket.off('drain', done)
        ended.removeEventListener('abort', done)
        resolve()
      }
      socket.on('drain', done)
      ended.addEventListener('abort', done, { once: true })
    })
  }
}

function behindHeader(frame: Buffer): WireReader {
  const reader = new WireReader(frame)
  readHeader(reader)
  return reader
}

class UnknownRequest extends Error {
  constructor({ key, version, clientId }: RequestHeader) {
    super(`${clientId ?? 'A client'} sent request ${key} in version ${version}, which was not offered.`)
  }
}

// Broken bytes are the client's doing, and a stop is ours; anything else is a fault.
function sayWhy(failure: unknown, logger: Logger, socket: Socket): void {
  if (failure instanceof SandboxError && failure.code === 'closed') return
  const client = `${plainHost(socket.remoteAddress)}:${socket.remotePort}`
  if (failure instanceof RangeError || failure instanceof UnknownRequest) {
    logger.warn(`A Kafka client was cut off (${client}): ${messageOf(failure)}`)
    return
  }
  logger.error(`A Kafka request failed, its client was cut off (${client}): ${messageOf(failure)}`)
}

/** An address without the prefix that IPv4 has on an IPv6 socket. */
function plainHost(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '')
}
