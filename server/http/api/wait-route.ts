import type { FastifyInstance, FastifyReply } from 'fastify'
import { checkKeys } from '../../base/check-keys.ts'
import type { Clock } from '../../base/clock.ts'
import { parseDuration } from '../../base/durations.ts'
import { SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { type Event, isEvent } from '../../event/event.ts'
import type { EventReader } from '../../query/event-reader.ts'
import type { ReadEvent } from '../../query/items.ts'
import { readMatch } from '../../query/wait/match.ts'
import type { WaitAsked } from '../../query/wait/waiter.ts'
import type { WaitResult, Waits } from '../../query/wait/waits.ts'
import { askedCluster, type ClusterParts } from '../scopes/asked-cluster.ts'
import { cursorOf } from './query-string.ts'

interface WaitParts extends ClusterParts {
  readonly waits: Waits
  readonly events: EventReader
  readonly clock: Clock
}

const longestMs = 10 * 60_000
/** Of what does not come it is certain after so long, where nobody says how long. */
const quietMs = 200

/** `POST /_sandbox/events/wait`: 200 with the events once they are there, 408 with what came nearest. */
export function waitRoute(app: FastifyInstance, parts: WaitParts, stopping: AbortSignal): void {
  app.post('/_sandbox/events/wait', async (request, reply) => {
    const asked = readAsked(request.body, parts)
    const left = new AbortController()
    reply.raw.on('close', () => left.abort())
    const result = await parts.waits.wait(asked, AbortSignal.any([left.signal, stopping]))
    return answer(reply, result, asked)
  })
}

function answer(reply: FastifyReply, result: WaitResult, asked: WaitAsked): FastifyReply {
  const items = result.found.map(shown)
  if (result.isMet) return reply.send({ items, cursor: result.cursor, waitedMs: result.waitedMs })
  return reply.code(408).send({
    reason: reasonOf(result, asked),
    nearMisses: result.nearMisses.map(({ read, diff }) => ({ item: shown(read), diff })),
    invalidLookalikes: result.lookalikes.map(shown),
    received: items.length,
    items,
    waitedMs: result.waitedMs,
  })
}

function shown({ item, event, problems }: ReadEvent): object {
  return { ...item, event, ...(problems.length > 0 ? { problems } : {}) }
}

function reasonOf(result: Extract<WaitResult, { isMet: false }>, { mode, count }: WaitAsked): string {
  const { found, waitedMs, isPartial } = result
  if (mode === 'none') return `An event came that was not to come, after ${waitedMs} ms.`
  if (found.length > count) return `${found.length} events came where exactly ${count} ${verb(count)} wanted.`
  const came = `${found.length} of ${count} ${count === 1 ? 'event' : 'events'} came within ${waitedMs} ms.`
  return !isPartial ? came : `${came} There are more than could be looked at in that time: give it longer, or an after.`
}

function verb(count: number): string {
  return count === 1 ? 'was' : 'were'
}

const keys = ['match', 'count', 'mode', 'status', 'within', 'quiet', 'after', 'scope', 'cluster']

function readAsked(body: unknown, parts: WaitParts): WaitAsked {
  const { events, clock } = parts
  if (!isEvent(body)) throw wrong('The body is no object.', 'Send {"match": {"meta": {"stream": "test.event"}}}.')
  checkKeys(body, keys, 'A wait')
  const match = readMatch(body.match, events, clock.now())
  const mode = oneOf(body, 'mode', ['atLeast', 'exactly', 'none'])
  const count = countOf(body, mode)
  const quiet = duration(body, 'quiet') ?? (mode === 'atLeast' ? undefined : quietMs)
  // Nothing is to come: once it has been quiet for so long, there is no more to wait for.
  const within = duration(body, 'within') ?? (mode === 'none' ? (quiet ?? quietMs) : 5000)
  return {
    match,
    mode,
    count,
    status:
      body.status === undefined
        ? match.saysStatus
          ? 'all'
          : 'valid'
        : oneOf(body, 'status', ['valid', 'invalid', 'all']),
    withinMs: within,
    quietMs: quiet,
    after: body.after === undefined ? undefined : cursorOf('after', text(body, 'after')),
    cluster: askedCluster(body, parts)?.log.cluster,
  }
}

function countOf(body: Event, mode: WaitAsked['mode']): number {
  const { count = mode === 'none' ? 0 : 1 } = body
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= 10_000) return count
  throw wrong('count takes a whole number up to 10,000.')
}

function duration(body: Event, key: string): number | undefined {
  const given = body[key]
  if (given === undefined) return undefined
  const ms = typeof given === 'number' ? given : parseDuration(String(given))
  if (ms !== undefined && ms >= 0 && ms <= longestMs) return ms
  throw wrong(`${key} takes a duration up to 10m, such as 500ms or 5s, not ${JSON.stringify(given)}.`)
}

function oneOf<const Value extends string>(body: Event, key: string, values: readonly [Value, ...Value[]]): Value {
  const given = body[key] ?? values[0]
  const found = values.find(value => value === given)
  if (found !== undefined) return found
  const meant = nearest(String(given), values)
  throw wrong(
    `${key} is ${values.join(', ')}, not ${JSON.stringify(given)}.`,
    meant ? `Did you mean ${meant}?` : undefined,
  )
}

function text(body: Event, key: string): string {
  const given = body[key]
  if (typeof given === 'string') return given
  throw wrong(`${key} takes a text.`)
}

function wrong(message: string, hint?: string): SandboxError {
  return new SandboxError('bad_request', message, hint === undefined ? {} : { hint })
}
