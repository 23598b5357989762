import { type Event, isEvent, streamOf } from '../event/event.ts'
import { readable, withLine } from '../event/event-text.ts'
import type { Problem } from '../event/problem.ts'
import type { EventSchema, SchemaRepository } from '../schema/types.ts'
import { createDefaults } from './defaults.ts'
import { isTooDeep, tooDeep } from './depth.ts'
import type { Errored, Refused } from './outcome.ts'
import { createStreamCheck, missingSchema, missingStream } from './refusals.ts'

/** An event that may go to its topic. */
export interface Accepted {
  readonly status: 'success'
  readonly stream: string
  /** The record's time: the event's own, or its arrival. */
  readonly timestamp: number
  /** The event's JSON, defaults filled in. */
  readonly value: string
}

/** Judges events without storing anything. */
export interface Judge {
  /** Fills the event's defaults and judges it. `text` is the event as received; asked only for a refused one. */
  judge(event: unknown, now: number, text: () => string): Accepted | Refused
  /** What would be wrong with an event, or with any document under the schema named; the value is not changed. */
  explain(event: unknown, now: number, schemaUri?: string): readonly Problem[]
}

/** A judge by the schemas of a repository. */
export function createJudge(parts: { schemas: SchemaRepository; newId: () => string }): Judge {
  const { schemas } = parts
  const fillDefaults = createDefaults(parts)
  const unusableStream = createStreamCheck()

  return {
    judge: (event, now, text) => withinStack(() => judgeWithLines(event, now, text)),

    explain(event, now, schemaUri) {
      const judged = withinStack(() => {
        const text = JSON.stringify(event, null, 2)
        const copy: unknown = JSON.parse(text)
        return schemaUri === undefined ? judgeWithLines(copy, now, () => text) : judgeDocument(copy, text, schemaUri)
      })
      return 'problems' in judged ? judged.problems : []
    },
  }

  function judgeWithLines(event: unknown, now: number, text: () => string): Accepted | Refused {
    const judged = judgeEvent(event, now, text)
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

  // In EventGate's order: the schema first, then the verdict, and only then the stream (lib/eventgate.js).
  function judgeEvent(event: unknown, now: number, text: () => string): Accepted | Refused {
    if (!isEvent(event) || event.$schema === undefined) return missingSchema(event)
    const schema = schemaOf(event)
    if ('status' in schema) return schema
    fillDefaults(event, schema, now)
    if (!schema.accepts(event)) {
      const context = schema.ajv6(event)
      return { status: 'invalid', event, context, problems: schema.explain(event, readable(text())) }
    }
    const stream = streamOf(event)
    if (stream === undefined) return missingStream(event, schema)
    const unusable = unusableStream(stream, event)
    if (unusable) return unusable
    const value = JSON.stringify(event)
    if (isTooDeep(value)) return tooDeep()
    return { status: 'success', stream, timestamp: timeOf(event, now), value }
  }

  function schemaOf(event: Event): EventSchema | Errored {
    const found = schemas.find(event.$schema)
    if (found.found) return found.schema
    return { status: 'error', event, context: { message: found.eventgate }, problems: [found.problem] }
  }
}

// The record's time is the event's own, as eventgate-wikimedia has it (dt_field: meta.dt).
function timeOf(event: Event, now: number): number {
  const dt = isEvent(event.meta) ? event.meta.dt : undefined
  const time = typeof dt === 'string' ? Date.parse(dt) : Number.NaN
  return Number.isNaN(time) ? now : time
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
