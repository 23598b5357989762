import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type AnyMessage, readResponse, requestFrame } from '../../server/kafka/codec/message.ts'
import type { ReadOf, WriteOf } from '../../server/kafka/codec/types.ts'
import { WireReader } from '../../server/kafka/codec/wire-reader.ts'
import { createFrameSplitter } from '../../server/kafka/frame-splitter.ts'

/** A Kafka client as small as can be: one connection, one request after the other or several at once. */
export interface Wire {
  /** Sends a request, in the highest version that is offered unless another is given; resolves with the answer. */
  ask<M extends AnyMessage>(
    message: M,
    request: WriteOf<M['request']>,
    version?: number,
  ): Promise<ReadOf<M['response']>>
  /** Sends a request that has no answer. */
  tell<M extends AnyMessage>(message: M, request: WriteOf<M['request']>, version?: number): void
  /** Sends bytes as they are. */
  send(bytes: Buffer): void
  /** The next frame, whatever it is an answer to. */
  frame(): Promise<Buffer>
  /** Resolves when the other side hangs up. */
  readonly closed: Promise<void>
  /** Goes away without a word. */
  kill(): void
}

/** Connects to the Kafka door at `brokers`; the connection ends with the test. */
export async function connectWire(brokers: string | null, clientId = 'wire'): Promise<Wire> {
  const [host = '', port = ''] = (brokers ?? '').split(/:(?=\d+$)/)
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) })
  onTestFinished(() => void socket.destroy())
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  await once(socket, 'connect')
  return wireOver(socket, closed, clientId)
}

function wireOver(socket: Socket, closed: Promise<void>, clientId: string): Wire {
  const split = createFrameSplitter()
  const frames: Buffer[] = []
  const waiting: ((frame: Buffer) => void)[] = []
  const lost = closed.then((): never => {
    throw new Error('The broker hung up.')
  })
  lost.catch(() => {})
  let sent = 0

  socket.on('data', piece => {
    for (const frame of split(piece)) {
      const next = waiting.shift()
      if (next) next(frame)
      else frames.push(frame)
    }
  })

  function frame(): Promise<Buffer> {
    const next = frames.shift()
    if (next) return Promise.resolve(next)
    return Promise.race([lost, new Promise<Buffer>(resolve => waiting.push(resolve))])
  }

  function tell<M extends AnyMessage>(
    message: M,
    request: WriteOf<M['request']>,
    version = message.versions[1],
  ): number {
    sent += 1
    socket.write(Buffer.concat(requestFrame(message, { version, correlationId: sent, clientId }, request)))
    return sent
  }

  return {
    closed,
    frame,
    tell,
    kill: () => socket.destroy(),
    send: bytes => void socket.write(bytes),
    async ask(message, request, version = message.versions[1]) {
      const id = tell(message, request, version)
      const reader = new WireReader(await frame())
      const answered = reader.int32()
      if (answered !== id) throw new Error(`Answer ${answered} came for request ${id}.`)
      return readResponse(message, version, reader)
    },
  }
}
