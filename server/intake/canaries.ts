import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { pause } from '../base/pause.ts'
import { type Event, isEvent } from '../event/event.ts'
import type { EventLog, Note } from '../log/types.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import type { KnownStream, StreamDirectory } from '../stream/stream-topics.ts'
import type { Judge } from './judge.ts'
import { noRequest } from './request-facts.ts'

/** Sends canary events, by which a silent stream is told from a broken one. */
export interface Canaries {
  /** How often, in milliseconds; null is never. */
  readonly everyMs: number | null
  /** Why the last one of a stream was not sent; undefined where it was. */
  problemOf(stream: string): string | undefined
  /** Begins to send: at once, then each interval. */
  start(): void
  close(): Promise<void>
}

/** Whether a stream's settings ask for canary events. */
export function wantsCanaries({ settings }: KnownStream): boolean {
  return settings.all.canary_events_enabled === true
}

/**
 * Canary events as production makes them: the first example of the stream's newest schema, `meta.domain` canary,
 * `meta.stream` set and `meta.dt` new, to every topic of the stream (production: those of both datacenters).
 */
export function createCanaries(parts: {
  everyMs: number | null
  streams: StreamDirectory
  schemas: SchemaRepository
  /** The gates by name; the first is that of streams whose `destination_event_service` is none of them. */
  judges: readonly (readonly [gate: string, Judge])[]
  log: EventLog
  clock: Clock
  logger: Logger
}): Canaries {
  const { everyMs, streams, schemas, log, clock, logger } = parts
  const problems = new Map<string, string>()
  const stopping = new AbortController()
  let running: Promise<void> | undefined

  return {
    everyMs,
    problemOf: stream => problems.get(stream),
    start() {
      if (everyMs !== null) running = keepSending(everyMs)
    },
    async close() {
      stopping.abort()
      await running
    },
  }

  async function keepSending(interval: number): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const stream of streams.known()) {
        if (stopping.signal.aborted) return
        if (wantsCanaries(stream)) await sendTo(stream)
      }
      await pause(interval, stopping.signal)
    }
  }

  async function sendTo(stream: KnownStream): Promise<void> {
    const problem = await problemSending(stream).catch(messageOf)
    if (problem === undefined) problems.delete(stream.name)
    else if (problems.get(stream.name) !== problem) {
      problems.set(stream.name, problem)
      logger.warn(`No canary event for ${stream.name}: ${problem}`, { event: 'canary', stream: stream.name })
    }
  }

  async function problemSending(stream: KnownStream): Promise<string | undefined> {
    if (stream.topics.length === 0) return 'It has no topic.'
    const found = await exampleOf(stream)
    if (typeof found === 'string') return found
    const now = clock.now()
    const event = canaryEvent(found, stream.name, now)
    const [gate, judge] = judgeOf(stream)
    const judged = judge.judge(event, noRequest, now, () => JSON.stringify(event))
    if (judged.status !== 'success') return judged.problems[0]?.message.replaceAll('`', '') ?? 'It is refused.'
    const note: Note = { door: 'canary', gate, producer: 'canary', canary: true }
    const { timestamp, key, value } = judged
    await log.append(stream.topics.map(topic => ({ topic, timestamp, key, value, note })))
    return undefined
  }

  async function exampleOf({ settings: { schemaTitle } }: KnownStream): Promise<Event | string> {
    if (schemaTitle === undefined) return 'It has no schema_title.'
    const uri = schemas.list().findLast(({ title }) => title === schemaTitle)?.uri ?? `/${schemaTitle}/latest`
    await schemas.bring?.([uri])
    const found = schemas.find(uri)
    if (!found.found) return found.problem.message.replaceAll('`', '')
    const { examples } = found.schema.document
    const [example] = Array.isArray(examples) ? examples : []
    if (!isEvent(example)) return `The schema ${uri} has no example; add one under examples.`
    return { $schema: found.schema.uri, ...example }
  }

  function judgeOf({ settings }: KnownStream): readonly [string, Judge] {
    const wanted = settings.all.destination_event_service
    const found = parts.judges.find(([gate]) => gate === wanted) ?? parts.judges[0]
    if (!found) throw new Error('There is no gate.')
    return found
  }
}

function canaryEvent(example: Event, stream: string, now: number): Event {
  const event = structuredClone(example)
  const meta = isEvent(event.meta) ? event.meta : {}
  return { ...event, meta: { ...meta, domain: 'canary', stream, dt: new Date(now).toISOString() } }
}
