import type { Frame } from '../wire.ts'
import type { LiveSocket, LiveTalk } from './live-socket.ts'

export type Connection =
  | { readonly status: 'connecting' }
  | { readonly status: 'live' }
  | { readonly status: 'stopped'; readonly since: number; readonly retryAt: number }

/** A live socket that comes back: at once after a short break, then every five seconds. */
export interface LiveConnection {
  readonly state: Connection
  /** Asks anew, on a new socket: no frame of the question before can be taken for an answer to this one. */
  ask(): void
  /** Looks now instead of waiting for the next try. */
  retry(): void
  close(): void
}

const firstWait = 250
const longestWait = 5000

export function createConnection(parts: {
  open(talk: LiveTalk): LiveSocket
  /** What to subscribe to; read at every opening, so that it carries on from the last cursor. */
  asked(): { q: string; after?: string }
  frame(frame: Frame): void
  changed(): void
}): LiveConnection {
  let state: Connection = { status: 'connecting' }
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  let socket = connect()

  function connect(): LiveSocket {
    asking = false
    return parts.open({
      asked: parts.asked,
      subscribed: () => {
        asking = true
      },
      frame: frame => {
        wait = firstWait
        if (state.status !== 'live') turn({ status: 'live' })
        parts.frame(frame)
      },
      closed: lost,
    })
  }

  function lost() {
    asking = false
    const since = state.status === 'stopped' ? state.since : Date.now()
    turn({ status: 'stopped', since, retryAt: Date.now() + wait })
    timer = setTimeout(again, wait)
    wait = Math.min(wait * 2, longestWait)
  }

  function again() {
    clearTimeout(timer)
    socket.close()
    socket = connect()
  }

  function turn(next: Connection) {
    state = next
    parts.changed()
  }

  return {
    get state() {
      return state
    },
    ask() {
      if (asking) again()
    },
    retry: again,
    close() {
      clearTimeout(timer)
      socket.close()
    },
  }
}
