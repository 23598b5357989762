import type { ServerResponse } from 'node:http'

/** What many responses say alike, rendered once. */
export interface Chunk {
  readonly bytes: Buffer
  /** The same as a chunk of RFC 9112, section 7.1: its length in hexadecimal, the bytes, and line ends. */
  readonly framed: Buffer
}

/** A chunk of text. */
export function chunkOf(text: string): Chunk {
  const length = Buffer.byteLength(text)
  const head = `${length.toString(16)}\r\n`
  const framed = Buffer.from(`${head}${text}\r\n`)
  return { framed, bytes: framed.subarray(head.length, head.length + length) }
}

/**
 * Writes a chunk; false where the reader takes no more for now. Past the response where its head is on the way: a
 * response makes four buffers of each chunk, and with a thousand readers that is a third of the work.
 */
export function writeChunk(response: ServerResponse, { bytes, framed }: Chunk): boolean {
  const { socket } = response
  if (!socket || !response.chunkedEncoding || !response.headersSent) return response.write(bytes)
  return socket.write(framed)
}

/** Whether a reader takes no more for now: at its socket, or at a response that waits for another on the connection. */
export function isFull(response: ServerResponse): boolean {
  return response.writableNeedDrain || (response.socket?.writableNeedDrain ?? false)
}
