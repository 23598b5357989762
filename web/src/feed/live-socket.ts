import type { Frame } from '../wire.ts'
import { takeFirstSocket } from './first-socket.ts'

/** One connection to the live socket. It does not come back by itself: connection.ts opens the next one. */
export interface LiveSocket {
  close(): void
}

/** What a live socket is told, and what it tells. */
export interface LiveTalk {
  /** What to subscribe to; read as it opens. */
  asked(): { readonly q: string; readonly after?: string }
  /** It has subscribed. */
  subscribed(): void
  frame(frame: Frame): void
  closed(): void
}

/** Opens a live socket and subscribes, or takes over the one that the page began with. */
export function openLiveSocket(token: string | undefined, talk: LiveTalk): LiveSocket {
  const { q, after } = talk.asked()
  const first = takeFirstSocket(q, after)
  const socket = first?.socket ?? new WebSocket(addressOf(token))
  const tell = (text: string) => talk.frame(JSON.parse(text) as Frame) // the server is of the same package
  let isClosed = false
  socket.onmessage = message => tell(message.data)
  socket.onclose = talk.closed
  if (first === undefined) {
    socket.onopen = () => {
      socket.send(JSON.stringify({ subscribe: talk.asked() }))
      talk.subscribed()
    }
  } else {
    // As if it came now: whoever opens the socket has it in hand first.
    queueMicrotask(() => {
      if (isClosed) return
      talk.subscribed()
      for (const text of first.messages) tell(text)
    })
  }
  return {
    close() {
      isClosed = true
      socket.onopen = socket.onclose = socket.onmessage = null
      // Closed before it is open, a browser takes it for a failure and says so on the console.
      if (socket.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close()
      else socket.close()
    },
  }
}

function addressOf(token: string | undefined): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  // A browser cannot set headers on a WebSocket.
  const search = token === undefined ? '' : `?token=${encodeURIComponent(token)}`
  return `${scheme}//${location.host}/_sandbox/live${search}`
}
