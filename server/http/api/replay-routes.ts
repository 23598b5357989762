import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { checkKeys } from '../../base/check-keys.ts'
import { messageOf, SandboxError } from '../../base/errors.ts'
import { pause } from '../../base/pause.ts'
import { type Event, isEvent } from '../../event/event.ts'
import { scopeOfCluster } from '../../log/cluster-name.ts'
import { formatCursor, parseCursor } from '../../log/cursor.ts'
import { bothQueries, keysQuery } from '../../query/event-query.ts'
import { termsIn } from '../../query/language/holds.ts'
import { type ReplayAsked, type ReplayCounts, replay } from '../../query/replay/replay.ts'
import type { HttpParts } from '../http-parts.ts'
import { askedCluster } from '../scopes/asked-cluster.ts'
import { queryOf } from './query-string.ts'

type ReplayParts = Pick<
  HttpParts,
  'log' | 'events' | 'clusters' | 'scopes' | 'gates' | 'newId' | 'newRequestId' | 'clock'
>

/** A replay that is under way. */
interface Running {
  readonly id: string
  readonly counts: ReplayCounts
  readonly stopping: AbortController
}

/** So often a space is sent ahead of the answer, for whoever waits for it gives up on silence. */
const betweenSpacesMs = 15_000

/** Sending stored events again: the answer comes at the end. A client that goes away ends its replay. */
export function replayRoutes(app: FastifyInstance, parts: ReplayParts, stopping: AbortSignal): void {
  const running = new Map<string, Running>()

  app.post('/_sandbox/replay', (request, reply) => {
    const asked = readAsked(request.body, parts)
    const own: Running = {
      id: parts.newRequestId(),
      counts: { accepted: 0, refused: 0, unreadable: 0 },
      stopping: new AbortController(),
    }
    reply.raw.on('close', () => own.stopping.abort())
    running.set(own.id, own)
    const ended = run(asked, own, AbortSignal.any([own.stopping.signal, stopping])).finally(() =>
      running.delete(own.id),
    )
    return reply.type('application/json; charset=utf-8').send(Readable.from(spacesUntil(ended)))
  })
  app.get('/_sandbox/replay', () => ({ items: [...running.values()].map(({ id, counts }) => ({ id, ...counts })) }))
  app.delete('/_sandbox/replay', async (_, reply) => {
    for (const each of running.values()) each.stopping.abort()
    return reply.code(204).send()
  })

  async function run(asked: ReplayAsked, { id, counts }: Running, signal: AbortSignal): Promise<object> {
    const gates = asked.scope === null ? parts.gates : parts.scopes.find(asked.scope)?.gates
    const [first] = gates ?? []
    const gateOf = (name: string | null) =>
      gates?.find(({ settings }) => settings.name === name) ?? first ?? parts.gates[0]
    const through = { ...parts, gateOf, now: () => parts.clock.now() }
    try {
      await replay(asked, through, counts, signal)
      return { id, ...counts, isStopped: signal.aborted }
    } catch (failure) {
      // The status is sent already.
      const hint = failure instanceof SandboxError ? failure.hint : undefined
      return { id, ...counts, isStopped: true, failure: messageOf(failure), ...(hint ? { hint } : {}) }
    }
  }
}

async function* spacesUntil(ended: Promise<object>): AsyncGenerator<string> {
  const answered = new AbortController()
  const answer = ended.finally(() => answered.abort())
  while (!answered.signal.aborted) {
    const isOver = await Promise.race([
      answer.then(() => true),
      pause(betweenSpacesMs, answered.signal).then(() => false),
    ])
    if (!isOver && !answered.signal.aborted) yield ' '
  }
  yield JSON.stringify(await answer)
}

const keys = ['q', 'since', 'until', 'to', 'speed', 'fresh', 'scope', 'cluster']

function readAsked(given: unknown, parts: ReplayParts): ReplayAsked {
  const body = given === undefined || given === null ? {} : given
  if (!isEvent(body)) throw wrong('The body is no object.', 'Send {"q": "stream:test.event since:1h"}.')
  checkKeys(body, keys, 'A replay')
  const asked = Object.fromEntries(['q', 'since', 'until', 'scope', 'cluster'].map(key => [key, textIn(body, key)]))
  const query = queryOf(asked, parts.clock.now(), parts)
  const saysStatus = [...termsIn(query.query)].some(({ term }) => term.kind === 'key' && term.key === 'status')
  const valid = keysQuery([['status', ['valid']]], parts.clock.now())
  const cluster = askedCluster(asked, parts)?.log.cluster
  const end = parseCursor(parts.log.end())
  return {
    query: saysStatus ? query : { ...bothQueries(query, valid), ...(cluster === undefined ? {} : { cluster }) },
    before: formatCursor(end.seq, end.index + 1),
    scope: cluster === undefined ? null : scopeOfCluster(cluster),
    to: textIn(body, 'to'),
    speed: speedIn(body),
    fresh: booleanIn(body, 'fresh'),
  }
}

function textIn(body: Event, key: string): string | undefined {
  const value = body[key]
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  if (value === '' && key === 'q') return undefined
  throw wrong(`${key} takes a text.`)
}

function booleanIn(body: Event, key: string): boolean {
  const value = body[key] ?? false
  if (typeof value === 'boolean') return value
  throw wrong(`${key} takes true or false.`)
}

function speedIn({ speed = 'max' }: Event): number {
  if (speed === 'max') return Number.POSITIVE_INFINITY
  const [, times] = /^(\d+(?:\.\d+)?)x$/.exec(String(speed)) ?? []
  if (times !== undefined && Number(times) > 0) return Number(times)
  throw wrong(`speed takes 1x, 10x or max, not ${JSON.stringify(speed)}.`)
}

function wrong(message: string, hint?: string): SandboxError {
  return new SandboxError('bad_request', message, hint === undefined ? {} : { hint })
}
