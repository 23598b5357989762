import type { WebSocket } from 'ws'
import { SandboxError } from '../../base/errors.ts'
import { pause } from '../../base/pause.ts'
import type { Cursor, Log } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'
import { parseQuery } from '../../query/event-query.ts'
import type { EventReader } from '../../query/event-reader.ts'
import type { SchemaRepository } from '../../schema/types.ts'
import { problemJson } from '../problem-json.ts'
import { createFrameReader, type FrameContent, type FrameReader } from './live-frames.ts'

/** At most ten frames a second; the first event after a pause goes out at once. */
const betweenFramesMs = 100

/** What a live socket needs. */
export interface LiveParts {
  readonly log: Log
  readonly events: EventReader
  readonly schemas: SchemaRepository
  readonly activity: Activity
  /** Told in each frame, so that a page knows a restart and another version when it sees one. */
  readonly start: string
  readonly version: string
  readonly now: () => number
}

/**
 * Serves one subscriber until its socket closes or `stopping` aborts. It reads the log from its own position and writes
 * the next frame only once the last one has left, so that a slow reader costs no memory: it gets counts, and fewer items.
 */
export async function serveLive(socket: WebSocket, parts: LiveParts, stopping: AbortSignal): Promise<void> {
  const closed = new AbortController()
  const signal = AbortSignal.any([closed.signal, stopping])
  let subscription: Subscription | undefined
  let changed = new AbortController()
  let findingsDue = false

  socket.on('message', message => {
    try {
      subscription = subscribe(String(message), parts)
      findingsDue = true
    } catch (failure) {
      if (!(failure instanceof SandboxError)) throw failure
      subscription = undefined
      socket.send(JSON.stringify({ start: parts.start, version: parts.version, error: problemJson(failure) }))
    }
    changed.abort()
  })
  socket.on('close', () => closed.abort())
  socket.on('error', () => closed.abort())

  while (!signal.aborted) {
    changed = new AbortController()
    const wakeSignal = AbortSignal.any([signal, changed.signal])
    const schemasChanged = parts.schemas.changed(wakeSignal).then(() => {
      findingsDue = true
    })
    const woken = Promise.race([parts.log.appended(wakeSignal), schemasChanged])
    const content = nextContent(subscription)
    if (subscription && (content || findingsDue)) {
      const schemas = findingsDue ? { schemas: { findings: parts.schemas.findings() } } : {}
      findingsDue = false
      const { start, version } = parts
      const totals = parts.activity.totals()
      await send(socket, JSON.stringify({ start, version, ...(content ?? nothing(subscription)), totals, ...schemas }))
      await pause(betweenFramesMs, signal)
    } else await woken
    changed.abort()
  }
  socket.close(1001, 'The sandbox stops.')
}

interface Subscription {
  readonly reader: FrameReader
  first: boolean
  cursor: Cursor
}

function subscribe(message: string, { log, events, now }: LiveParts): Subscription {
  const { q, after } = subscriptionOf(message)
  const cursor = after ?? log.end()
  return {
    reader: createFrameReader({ log, events }, parseQuery(q, now()), cursor),
    first: after === undefined,
    cursor,
  }
}

function subscriptionOf(message: string): { q: string; after?: Cursor } {
  const wrong = (detail: string) =>
    new SandboxError('bad_request', detail, {
      hint: 'Send {"subscribe":{"q":"stream:NAME status:invalid","after":"CURSOR"}}.',
    })
  let parsed: unknown
  try {
    parsed = JSON.parse(message)
  } catch {
    throw wrong('The message is not JSON.')
  }
  const wanted = (parsed as { subscribe?: { q?: unknown; after?: unknown } } | null)?.subscribe
  if (typeof wanted !== 'object' || wanted === null) throw wrong('The message subscribes to nothing.')
  const { q = '', after } = wanted
  if (typeof q !== 'string') throw wrong('q must be a text.')
  if (after === undefined || after === null) return { q }
  if (typeof after !== 'string' || !/^\d+\.\d+$/.test(after))
    throw new SandboxError('bad_cursor', `"${after}" is no cursor.`)
  return { q, after: after as Cursor } // as: checked on the line above
}

function nextContent(subscription: Subscription | undefined): FrameContent | undefined {
  if (!subscription) return undefined
  const content = subscription.first ? subscription.reader.newest() : subscription.reader.next()
  subscription.first = false
  if (content) subscription.cursor = content.cursor
  return content
}

function nothing({ cursor }: Subscription): FrameContent {
  return { cursor, items: [], counts: { valid: 0, invalid: 0 }, skipped: 0, seconds: [] }
}

// Resolves once the frame has been handed to the kernel, or cannot be any more.
function send(socket: WebSocket, frame: string): Promise<void> {
  return new Promise(resolve => socket.send(frame, () => resolve()))
}
