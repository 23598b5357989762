import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { SettableClock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
import { pause } from '../../base/pause.ts'
import type { Wakeup } from '../../base/wakeup.ts'
import type { Faults } from '../../faults/faults.ts'
import { type FaultRule, isInForce } from '../../faults/rule.ts'
import type { Cursor, Log } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'
import { readQuery } from '../../query/event-query.ts'
import type { EventReader } from '../../query/event-reader.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { problemJson } from '../problem-json.ts'
import { createFrameReader, type FrameContent, type FrameReader } from './live-frames.ts'

/** Ten frames a second at most while much arrives: a page draws no more. The first event after a pause goes out at once. */
const betweenFramesMs = 100
/** Behind a frame of so few events the next one may come sooner: what follows it closely is seen within 100 ms too. */
const fewEvents = 8
const betweenSmallFramesMs = 40
/** What does not answer the query changes the totals only: these may be so old. */
const totalsAgeMs = 1000

/** What a live socket needs. */
export interface LiveParts {
  readonly log: Log
  readonly events: EventReader
  readonly schemas: SchemaRepository
  readonly activity: Activity
  readonly faults: Pick<Faults, 'all' | 'changed'>
  /** Told in each frame, so that a page knows a restart and another version when it sees one. */
  readonly start: string
  readonly version: string
  readonly now: () => number
  /** Wakes when the log or the clock is another: what a subscriber has is no more. */
  readonly renewed: Pick<Wakeup, 'next'>
  /** A page tells ages by it. */
  readonly clock: SettableClock
}

/** What one subscriber is owed. */
interface Subscription {
  readonly reader: FrameReader
  isFirst: boolean
  cursor: Cursor
  findingsDue: boolean
  faultsDue: boolean
}

/**
 * Serves one subscriber until its socket closes or `stopping` aborts. It reads the log from its own position and writes
 * the next frame only once the last one has left, so that a slow reader costs no memory: it gets counts, and fewer items.
 */
export async function serveLive(socket: WebSocket, parts: LiveParts, stopping: AbortSignal): Promise<void> {
  const closed = new AbortController()
  const signal = AbortSignal.any([closed.signal, stopping])
  let subscription: Subscription | undefined
  let resubscribed = new AbortController()
  // Since when the totals last sent are not the latest.
  let staleSince: number | undefined

  socket.on('message', message => {
    try {
      subscription = subscribe(String(message), parts)
    } catch (failure) {
      if (!(failure instanceof SandboxError)) throw failure
      subscription = undefined
      refuse(failure)
    }
    resubscribed.abort()
  })
  socket.on('close', () => closed.abort())
  socket.on('error', () => closed.abort())

  void beginAnew()
  while (!signal.aborted) {
    resubscribed = new AbortController()
    const round = AbortSignal.any([signal, resubscribed.signal])
    const asked = subscription
    const due = [findingsOf(asked, parts.schemas, round), faultsOf(asked, parts.faults, round)]
    const woken = Promise.race([parts.log.appended(round), ...due])
    const frame = asked && (await nextFrame(asked, parts))
    if (asked !== subscription) continue
    if (frame?.isNews) staleSince ??= performance.now()
    const staysMs = staleSince === undefined ? undefined : staleSince + totalsAgeMs - performance.now()
    if (frame && (frame.matters || (staysMs ?? 1) <= 0)) {
      await send(socket, JSON.stringify({ ...frame.content, ...headOf(parts) }))
      staleSince = undefined
      const { valid, invalid } = frame.content.counts
      await pause(valid + invalid > fewEvents ? betweenFramesMs : betweenSmallFramesMs, signal)
    } else if (frame?.isNews) await nextTurn()
    else await (staysMs === undefined ? woken : Promise.race([woken, pause(staysMs, round)]))
    resubscribed.abort()
  }
  socket.close(1001, 'The sandbox stops.')

  async function beginAnew(): Promise<void> {
    for (;;) {
      await parts.renewed.next(signal)
      if (signal.aborted) return
      subscription = undefined
      refuse(
        new SandboxError('bad_cursor', 'The log or the clock is another.', { hint: 'Subscribe without a cursor.' }),
      )
      resubscribed.abort()
    }
  }

  function refuse(failure: SandboxError): void {
    socket.send(JSON.stringify({ start: parts.start, version: parts.version, error: problemJson(failure) }))
  }
}

function headOf({ start, version, activity, clock }: LiveParts) {
  const real = clock.real()
  const set = clock.isFrozen ? { at: clock.at(real) } : { ahead: clock.at(real) - real }
  return { start, version, totals: activity.totals(), ...(clock.isSet ? { clock: set } : {}) }
}

async function findingsOf(
  subscription: Subscription | undefined,
  schemas: SchemaRepository,
  signal: AbortSignal,
): Promise<void> {
  await schemas.changed(signal)
  if (subscription && !signal.aborted) subscription.findingsDue = true
}

async function faultsOf(
  subscription: Subscription | undefined,
  faults: LiveParts['faults'],
  signal: AbortSignal,
): Promise<void> {
  await faults.changed(signal)
  if (subscription && !signal.aborted) subscription.faultsDue = true
}

/** The next frame's content; it matters where it shows, counts or finds something. `isNews`: the log has grown. */
async function nextFrame(subscription: Subscription, { schemas, faults }: Pick<LiveParts, 'schemas' | 'faults'>) {
  const { isFirst, findingsDue, faultsDue } = subscription
  const content = isFirst ? await subscription.reader.newest() : subscription.reader.next()
  if (content) subscription.cursor = content.cursor
  subscription.isFirst = false
  subscription.findingsDue = false
  subscription.faultsDue = false
  const isAnswer = content !== undefined && content.counts.valid + content.counts.invalid > 0
  const findings = isFirst || findingsDue ? { schemas: { findings: schemas.findings() } } : {}
  const rules = isFirst || faultsDue ? { faults: faults.all().filter(isInForce).map(shownFault) } : {}
  return {
    matters: isFirst || findingsDue || faultsDue || isAnswer,
    isNews: content !== undefined,
    content: { ...(content ?? nothing(subscription)), ...findings, ...rules },
  }
}

function shownFault({ id, words, scope }: FaultRule) {
  return { id, words, scope }
}

function nothing({ cursor }: Subscription): FrameContent {
  return { cursor, items: [], counts: { valid: 0, invalid: 0 }, skipped: 0, seconds: [] }
}

function subscribe(message: string, { log, events, now }: LiveParts): Subscription {
  const { q, after } = subscriptionOf(message)
  const cursor = after ?? log.end()
  const reader = createFrameReader({ log, events }, readQuery(q, now()), cursor)
  return { reader, isFirst: after === undefined, cursor, findingsDue: true, faultsDue: true }
}

function subscriptionOf(message: string): { q: string; after?: Cursor } {
  const hint = 'Send {"subscribe":{"q":"stream:NAME status:invalid","after":"CURSOR"}}.'
  const wrong = (detail: string) => new SandboxError('bad_request', detail, { hint })
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
  if (typeof after !== 'string' || !/^\d+\.\d+$/.test(after)) {
    throw new SandboxError('bad_cursor', `"${after}" is no cursor.`)
  }
  return { q, after: after as Cursor } // as: checked on the line above
}

// Resolves once the frame has been handed to the kernel, or cannot be any more.
function send(socket: WebSocket, frame: string): Promise<void> {
  return new Promise(resolve => socket.send(frame, () => resolve()))
}
