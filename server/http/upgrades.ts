import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { pause } from '../base/pause.ts'

/** What becomes of requests that ask for another protocol. */
export interface Upgrades {
  /** Whether the request may become a WebSocket; any other is answered as if it had asked for nothing. */
  readonly isWebSocket: (request: IncomingMessage) => boolean
  readonly serve: (socket: WebSocket) => void
}

/** Where requests for another protocol come in. */
export interface UpgradeDoor {
  /** Loads what a WebSocket needs: a page was opened and asks for one soon. */
  prepare(): void
  /** Ends the sockets still open. */
  close(): Promise<void>
}

/** How long a client may take to say goodbye. */
const goodbyeMs = 250
const largestMessage = 64 * 1024

/**
 * Serves WebSockets. Who offers another protocol (Java's HttpClient offers HTTP/2 with its first request) gets his answer
 * in HTTP/1.1, as RFC 9110 section 7.8 has it; with a listener for upgrades Node leaves that to us.
 */
export function serveUpgrades(server: Server, { isWebSocket, serve }: Upgrades): UpgradeDoor {
  let sockets: WebSocketServer | undefined
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (!isWebSocket(request)) return answerInHttp(server, request, stream, head)
    void accept(request, stream, head)
  })

  async function accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const destroy = () => stream.destroy()
    stream.on('error', destroy)
    const { WebSocketServer } = await library()
    sockets ??= new WebSocketServer({ noServer: true, maxPayload: largestMessage })
    stream.off('error', destroy)
    sockets.handleUpgrade(request, stream, head, serve)
  }

  return {
    prepare: () => void library(),
    async close() {
      const open = [...(sockets?.clients ?? [])]
      if (open.length === 0) return
      const closed = open.map(socket => new Promise(resolve => socket.once('close', resolve)))
      const waited = new AbortController()
      await Promise.race([Promise.all(closed), pause(goodbyeMs, waited.signal)])
      waited.abort()
      for (const socket of open) socket.terminate()
    },
  }
}

function library() {
  return import('ws')
}

// The request goes through the parser once more, without the offer.
function answerInHttp(server: Server, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request
  const lines = [`${method} ${url} HTTP/${httpVersion}`]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!/^(?:connection|upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${rawHeaders[at + 1]}`)
  }
  stream.unshift(head)
  stream.unshift(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'))
  server.emit('connection', stream)
}
