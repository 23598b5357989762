/** The live socket that index.html opens before any script is there, and what it has brought so far. */
export interface FirstSocket {
  readonly socket: WebSocket
  /** What it asks for. */
  readonly q: string
  readonly messages: readonly string[]
}

declare global {
  interface Window {
    firstSocket?: FirstSocket | undefined
  }
}

/** The first socket, once, where it asks for `q`; one that asks for something else is closed. */
export function takeFirstSocket(q: string, after: string | undefined): FirstSocket | undefined {
  const first = window.firstSocket
  window.firstSocket = undefined
  if (first === undefined) return undefined
  const isOpen = first.socket.readyState === WebSocket.CONNECTING || first.socket.readyState === WebSocket.OPEN
  if (isOpen && first.q === q && after === undefined) return first
  first.socket.close()
  return undefined
}
