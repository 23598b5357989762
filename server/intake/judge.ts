import { type Event, isEvent } from '../event/event.ts'
import { readable, withLine } from '../event/event-text.ts'
import { fieldPath, setAt, valueAt } from '../event/field-path.ts'
import type { Problem } from '../event/problem.ts'
import type { SchemaRepository } from '../schema/schema-repository.ts'
import type { EventSchema } from '../schema/types.ts'
import type { StreamConfig, StreamSettings } from '../stream/types.ts'
import { isTooDeep, tooDeep } from './depth.ts'
import { endlessNumber } from './endless-number.ts'
import { createFillFields, type IdSources } from './fill-fields.ts'
import type { GateSettings } from './gate-settings.ts'
import { messageKey } from './message-key.ts'
import type { Errored, Refused } from './outcome.ts'
import { absoluteSchemaUri, createStreamCheck, insecureSchema, missingSchema, missingStream } from './refusals.ts'
import { noRequest, type RequestFacts } from './request-facts.ts'
import { checkStream } from './stream-check.ts'

/** An event that may go to its topic. */
export interface Accepted {
  readonly status: 'success'
  readonly stream: string
  readonly schemaUri: string
  /** The record's time: the event's own, or its arrival. */
  readonly timestamp: number
  /** The record's key, where the stream's settings make one. */
  readonly key: Buffer | null
  /** The event's JSON, defaults filled in. */
  readonly value: string
  /** Its `meta.domain` says canary. */
  readonly isCanary: boolean
  /** A fault rule stores it a second time: which one. */
  readonly fault?: string
}

/** Judges events without storing anything. */
export interface Judge {
  /** Brings the schemas of events that are not at hand; undefined where nothing has to be waited for. */
  prepare(events: readonly unknown[], request: RequestFacts): Promise<void> | undefined
  /** Fills the event's fields and judges it. `text` is the event as received; asked only for a refused one. */
  judge(event: unknown, request: RequestFacts, now: number, text: () => string): Accepted | Refused
  /** What would be wrong with an event, or with any document under the schema named; the value is not changed. */
  explain(event: unknown, now: number, schemaUri?: string): readonly Problem[]
}

/** The judge of a gate. */
export function createJudge(parts: {
  settings: GateSettings
  schemas: SchemaRepository
  streams: StreamConfig
  ids: IdSources
}): Judge {
  const { settings, schemas, streams } = parts
  const schemaUriPath = fieldPath(settings.schemaUriField)
  const streamPath = settings.streamField === null ? null : fieldPath(settings.streamField)
  const dtPath = fieldPath(settings.dtField)
  const idPath = fieldPath(settings.idField)
  const fillFields = createFillFields(settings, parts.ids)
  const unusableStream = createStreamCheck()
  // Events that the gate gives their time have the same for as long as a millisecond lasts.
  let lastDt = ''
  let lastTime = Number.NaN
  const judgeEvent = settings.factory === 'wikimedia' ? judgeAsWikimedia : judgeAsDefault

  return {
    prepare: (events, request) =>
      schemas.bring?.(events.map(event => valueAt(event, schemaUriPath) ?? request.schemaUri)),

    judge: (event, request, now, text) => withinStack(() => judgeWithLines(event, request, now, text)),

    explain(event, now, schemaUri) {
      const judged = withinStack(() => {
        const text = JSON.stringify(event, null, 2)
        const copy: unknown = JSON.parse(text)
        if (schemaUri !== undefined) return judgeDocument(copy, text, schemaUri)
        return judgeWithLines(copy, noRequest, now, () => text)
      })
      return 'problems' in judged ? judged.problems : []
    },
  }

  function judgeWithLines(event: unknown, request: RequestFacts, now: number, text: () => string): Accepted | Refused {
    const judged = judgeEvent(event, request, now, text)
    if (judged.status === 'success') return judged
    // Nobody could read the echo of such an event, whatever else is wrong with it.
    if (isTooDeep(text())) return tooDeep()
    return judged.status === 'error' ? withLines(judged, text) : judged
  }

  function judgeDocument(document: unknown, text: string, uri: string): { problems: readonly Problem[] } {
    const found = schemas.find(uri)
    if (!found.found) return { problems: [found.problem] }
    if (!isEvent(document)) return missingSchema(document)
    return { problems: found.schema.accepts(document) ? [] : found.schema.explain(document, text) }
  }

  // eventgate-wikimedia: schema, stream, fields, stream configuration, verdict, key.
  function judgeAsWikimedia(
    event: unknown,
    request: RequestFacts,
    now: number,
    text: () => string,
  ): Accepted | Refused {
    if (!isEvent(event)) return missingSchema(event)
    if (request.schemaUri !== undefined && valueAt(event, schemaUriPath) === undefined) {
      setAt(event, schemaUriPath, request.schemaUri)
    }
    const schema = schemaOf(event)
    if ('status' in schema) return schema
    const hadMeta = isEvent(event.meta)
    if (request.stream !== undefined && streamPath && valueAt(event, streamPath) === undefined) {
      setAt(event, streamPath, request.stream)
    }
    const stream = streamOf(event, schema)
    const streamSettings = stream === undefined ? undefined : streams.find(stream)
    fillFields(event, schema, streamSettings, request, now)
    if (stream === undefined) return missingStream(event, schema, hadMeta)
    // Nearly every event is of the schema that its stream is for.
    if (streamSettings?.schemaTitle !== schema.title) {
      const uri = String(valueAt(event, schemaUriPath))
      const misplaced = checkStream(streams, streamSettings, { event, id: valueAt(event, idPath), uri, stream, schema })
      if (misplaced) return misplaced
    }
    return verdict(event, schema, text) ?? accept(event, schema, stream, streamSettings, now)
  }

  // The default factory: schema, verdict, stream (lib/eventgate.js).
  function judgeAsDefault(event: unknown, _request: RequestFacts, now: number, text: () => string): Accepted | Refused {
    if (!isEvent(event)) return missingSchema(event)
    const schema = schemaOf(event)
    if ('status' in schema) return schema
    const invalid = verdict(event, schema, text)
    if (invalid) return invalid
    const stream = streamOf(event, schema)
    if (stream === undefined) return missingStream(event, schema, isEvent(event.meta))
    return accept(event, schema, stream, undefined, now)
  }

  function schemaOf(event: Event): EventSchema | Errored {
    const uri = valueAt(event, schemaUriPath)
    if (uri === undefined) return missingSchema(event)
    if (settings.factory === 'wikimedia' && !settings.allowAbsoluteSchemaUris && isAbsolute(uri)) {
      return absoluteSchemaUri(event, uri)
    }
    const found = schemas.find(uri)
    if (!found.found)
      return { status: 'error', event, context: { message: found.eventgate }, problems: [found.problem] }
    const { schema } = found
    return schema.insecure ? insecureSchema(event, String(uri), schema.insecure) : schema
  }

  function streamOf(event: Event, { uri }: EventSchema): string | undefined {
    if (!streamPath) return uri.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^_/, '')
    const stream = valueAt(event, streamPath)
    return typeof stream === 'string' && stream !== '' ? stream : undefined
  }

  function verdict(event: Event, schema: EventSchema, text: () => string): Refused | undefined {
    if (schema.accepts(event)) return undefined
    const context = schema.ajv6(event)
    return { status: 'invalid', event, context, problems: schema.explain(event, readable(text())) }
  }

  function accept(
    event: Event,
    schema: EventSchema,
    stream: string,
    streamSettings: StreamSettings | undefined,
    now: number,
  ): Accepted | Refused {
    const unusable = unusableStream(stream, event)
    if (unusable) return unusable
    const fields = streamSettings?.messageKeyFields
    const key = fields ? messageKey(event, fields) : null
    if (key !== null && 'status' in key) return key
    const value = JSON.stringify(event)
    if (isTooDeep(value)) return tooDeep()
    const endless = settings.isStrict ? undefined : endlessNumber(event, value)
    if (endless) return endless
    const isCanary = valueAt(event, domainPath) === 'canary'
    return { status: 'success', stream, schemaUri: schema.uri, timestamp: timeOf(event, now), key, value, isCanary }
  }

  function timeOf(event: Event, now: number): number {
    const dt = valueAt(event, dtPath)
    if (typeof dt !== 'string') return now
    if (dt !== lastDt) {
      lastDt = dt
      lastTime = Date.parse(dt)
    }
    return Number.isNaN(lastTime) ? now : lastTime
  }
}

const domainPath = fieldPath('meta.domain')

function isAbsolute(uri: unknown): uri is string {
  return typeof uri === 'string' && !uri.startsWith('/') && /^[a-z][a-z0-9+.-]*:\/\//i.test(uri)
}

// JSON.stringify, and a schema that calls itself, run out of stack on what is nested deeply enough.
function withinStack<Judged>(judge: () => Judged): Judged | Errored {
  try {
    return judge()
  } catch (failure) {
    if (failure instanceof RangeError) return tooDeep()
    throw failure
  }
}

function withLines(errored: Errored, text: () => string): Errored {
  if (errored.problems.every(({ keyword, line }) => line !== undefined || keyword === 'depth')) return errored
  const shown = readable(text())
  return { ...errored, problems: errored.problems.map(problem => withLine(problem, shown)) }
}
