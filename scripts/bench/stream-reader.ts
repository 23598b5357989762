import { once } from 'node:events'
import { connect } from 'node:net'

/** A consumer of EventStreams on a bare socket, so that a thousand cost the machine little. */
export interface StreamReader {
  /** When each event was here, by its number; a number that comes twice is a failure. */
  readonly arrivals: ReadonlyMap<number, number>
  /** Begins to count anew. */
  forget(): void
  /** Reads no more. */
  pause(): void
  close(): void
}

/** Opens a stream whose events say `number 0.`, `number 1.` and so on. */
export async function openReader(origin: string, stream: string): Promise<StreamReader> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname).setEncoding('latin1')
  socket.write(`GET /v2/stream/${stream} HTTP/1.1\r\nHost: ${hostname}\r\nAccept: text/event-stream\r\n\r\n`)
  const [head] = (await once(socket, 'data')) as [string]
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(head)
  const arrivals = new Map<number, number>()
  let rest = ''
  socket.on('data', (text: string) => {
    const now = performance.now()
    const messages = (rest + text).split('\n\n')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const [, digits] = /"number (\d+)\."/.exec(message) ?? []
      if (digits === undefined) continue
      if (arrivals.has(Number(digits))) throw new Error(`Event ${digits} came twice.`)
      arrivals.set(Number(digits), now)
    }
  })
  return {
    arrivals,
    forget: () => arrivals.clear(),
    pause: () => void socket.pause(),
    close: () => void socket.destroy(),
  }
}
