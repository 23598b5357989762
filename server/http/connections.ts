import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server. When it closes, Node waits for each of them, whatever its client does or does not. */
export interface Connections {
  /** Ends those that have asked nothing: clients open some ahead, as fetch does when it gives a stream up. */
  endUnused(): void
  /** Ends those that no answer is being made for: the request never came whole, or nobody reads the answer. */
  endStuck(): void
}

/** Follows the connections of a server from now on; one that became a WebSocket is no longer among them. */
export function followConnections(server: Server): Connections {
  const latest = new Map<Socket, ServerResponse | undefined>()
  server.on('connection', socket => {
    latest.set(socket, undefined)
    socket.once('close', () => latest.delete(socket))
  })
  server.on('request', ({ socket }, response) => void latest.set(socket, response))
  server.on('upgrade', ({ socket }) => void latest.delete(socket))

  return {
    endUnused() {
      for (const socket of latest.keys()) if (socket.bytesRead === 0) socket.destroy()
    },
    endStuck() {
      for (const [socket, response] of latest) {
        const isBeingAnswered = response?.req.complete && !response.writableEnded
        if (!isBeingAnswered) socket.destroy()
      }
    },
  }
}
