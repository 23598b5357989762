import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import type { Problem } from '../event/problem.ts'
import type { EventLog, NewRecord, Note } from '../log/types.ts'
import type { StreamConfig } from '../stream/types.ts'
import type { Disturbance } from './disturbance.ts'
import { errorEvent, errorSchema } from './error-events.ts'
import type { GateCounts } from './gate-counts.ts'
import type { GateSettings } from './gate-settings.ts'
import type { Accepted, Judge } from './judge.ts'
import type { Invalid, Refused, Verdict } from './outcome.ts'
import type { Output } from './output-file.ts'
import { rejectionRecord } from './rejections.ts'
import { noRequest, type RequestFacts } from './request-facts.ts'
import { createTurns } from './turns.ts'

/** Where events come in: each is judged, and what was judged is in the log before the verdict is given. */
export interface Gate {
  readonly settings: GateSettings
  readonly streams: StreamConfig
  /**
   * Judges the events of one request and appends them: accepted ones to their topics, refused ones to the rejections.
   * @throws SandboxError storage_full, storage_failed or closed; then nothing of the request is stored.
   */
  submit(events: readonly unknown[], request: GateRequest): Promise<Verdict>
  /** Keeps a body that holds no events, so that the page can show what was wrong with it. */
  refuseBody(raw: string, problem: Problem, note: Note): Promise<void>
  /** Waits for what goes on after the answers: hasty requests and error events. */
  close(): Promise<void>
}

/** What a gate needs to know of a request beside its events. */
export interface GateRequest {
  readonly note: Note
  readonly facts: RequestFacts
  /** Answered before it was judged. */
  readonly isHasty: boolean
  /** The text of the event at `index` as received; asked for refused events only. */
  readonly textOf: (index: number) => string
}

// A producer may invent streams without end.
const mostTopicNames = 10_000

/** The gate of one cluster's log. */
export function createGate(parts: {
  settings: GateSettings
  streams: StreamConfig
  judge: Judge
  log: EventLog
  counts: GateCounts
  clock: Clock
  logger: Logger
  output?: Output
  disturbance?: Disturbance
}): Gate {
  const { settings, judge, log, counts, clock, logger, output, disturbance } = parts
  const underWay = new Set<Promise<unknown>>()
  const topicNames = new Map<string, string>()

  return {
    settings,
    streams: parts.streams,
    submit: (events, request) => (request.isHasty ? untilClosed(submit(events, request)) : submit(events, request)),

    async refuseBody(raw, problem, note) {
      const now = clock.now()
      await log.append([rejectionRecord({ status: 'error', raw, event: undefined, problems: [problem] }, now, note)])
    },

    async close() {
      // An error event may begin while a hasty request ends.
      while (underWay.size > 0) await Promise.allSettled(underWay)
      await output?.close()
    },
  }

  async function submit(events: readonly unknown[], { note, facts, isHasty, textOf }: GateRequest): Promise<Verdict> {
    const preparing = judge.prepare(events, facts)
    if (preparing) await preparing
    const now = clock.now()
    const total = events.length
    const accepted: Accepted[] = []
    const rejected: NewRecord[] = []
    const refused: Refused[] = []
    const turns = total > 8 ? createTurns() : undefined
    for (let index = 0; index < total; index++) {
      if (index % 8 === 7 && turns?.due()) await turns.next()
      const judged = judge.judge(events[index], facts, now, () => textOf(index))
      if (judged.status !== 'success') {
        refuse(judged, index)
        continue
      }
      const disturbed = disturbance?.isOn ? disturbance.of(events[index], judged, note) : undefined
      if (disturbed?.is === 'refused') refuse(disturbed.refused, index)
      else accepted.push(judged)
      if (disturbed?.is === 'twice') accepted.push({ ...judged, fault: disturbed.by })
    }
    // From here on the parsed events are garbage: kept until the commit they cost a third more collection.
    await store(accepted, rejected, note, isHasty)
    if (refused.length > 0) tellErrorStream(refused, isHasty)
    return { total, refused }

    function refuse(judged: Refused, index: number): void {
      refused.push(judged)
      rejected.push(rejectionRecord({ ...judged, raw: textOf(index) }, now, note))
    }
  }

  async function store(
    accepted: readonly Accepted[],
    rejected: readonly NewRecord[],
    note: Note,
    isHasty: boolean,
  ): Promise<void> {
    // Records share a note object: the log stores runs of the same one once.
    const canaryNote: Note = accepted.some(({ isCanary }) => isCanary) ? { ...note, canary: true } : note
    const produced = accepted.map(each => recordOf(each, noteOf(each)))
    await log.append(rejected.length > 0 ? [...produced, ...rejected] : produced)
    for (const { stream, schemaUri } of accepted) counts.produced(stream, schemaUri)
    output?.write(produced, isHasty ? 'hasty' : 'guaranteed')

    function noteOf({ isCanary, fault }: Accepted): Note {
      const own = isCanary ? canaryNote : note
      return fault === undefined ? own : { ...own, fault }
    }
  }

  function recordOf({ stream, timestamp, key, value }: Accepted, note: Note): NewRecord {
    return { topic: topicOf(stream), timestamp, key, value, note }
  }

  // The same text for all events of a stream: one joined anew is copied and hashed before the log finds the topic.
  function topicOf(stream: string): string {
    const known = topicNames.get(stream)
    if (known !== undefined) return known
    const topic = stream.startsWith('eventlogging_') ? stream : settings.topicPrefix + stream
    if (topicNames.size < mostTopicNames) topicNames.set(stream, topic)
    return topic
  }

  // After the answer, as the original: a failure here is nobody's but ours.
  function tellErrorStream(refused: readonly Refused[], isHasty: boolean): void {
    for (const { status, event } of refused) {
      const { stream, schemaUri } = labelsOf(event)
      counts.refused(stream, schemaUri, status === 'invalid' ? 'ValidationError' : 'Error')
    }
    const invalid = refused.filter(each => each.status === 'invalid')
    const { errorStream } = settings
    if (errorStream === null || invalid.length === 0) return
    const told = nextTurn().then(() => produceErrors(invalid, errorStream, isHasty))
    untilClosed(told.catch(failure => logger.error(`Error events cannot be produced: ${messageOf(failure)}`)))
  }

  async function produceErrors(invalid: readonly Invalid[], errorStream: string, isHasty: boolean): Promise<void> {
    const now = clock.now()
    const accepted: Accepted[] = []
    const note: Note = { door: 'gate', gate: settings.name }
    await judge.prepare([{ $schema: errorSchema }], noRequest)
    const turns = createTurns()
    for (const refused of invalid) {
      if (turns.due()) await turns.next()
      const event = errorEvent(refused, settings, errorStream, now)
      // Of ours, an event that is refused itself is told in the log only, or there would be no end.
      const judged = judge.judge(event, noRequest, now, () => JSON.stringify(event))
      if (judged.status === 'success') accepted.push(judged)
      else return logger.warn(`Error events cannot go to ${errorStream}: ${judged.problems[0]?.message ?? ''}`)
    }
    await store(accepted, [], note, isHasty)
  }

  function untilClosed<Result>(work: Promise<Result>): Promise<Result> {
    const tracked = work.finally(() => underWay.delete(tracked))
    underWay.add(tracked)
    return tracked
  }
}

function labelsOf(event: unknown): { stream: string; schemaUri: string } {
  const { $schema, meta } = (event ?? {}) as { $schema?: unknown; meta?: { stream?: unknown } }
  return { stream: String(meta?.stream ?? 'unknown'), schemaUri: String($schema ?? 'unknown') }
}
