import { type Event, isEvent } from '../event/event.ts'
import { fieldPath, valueAt } from '../event/field-path.ts'
import type { GateSettings } from './gate-settings.ts'
import type { Invalid } from './outcome.ts'

/** The schema of error events. */
export const errorSchema = '/error/2.1.0'

/**
 * The event that tells the error stream of a refused one, as eventgate-wikimedia produces it: only for events that the
 * schema refuses, not for unknown schemas or streams. Fields are those of `/error/2.1.0`.
 */
export function errorEvent(refused: Invalid, settings: GateSettings, errorStream: string, now: number): Event {
  const { event } = refused
  const meta = isEvent(event) && isEvent(event.meta) ? event.meta : {}
  return {
    $schema: errorSchema,
    meta: {
      stream: errorStream,
      uri: textOf(meta, 'uri'),
      domain: textOf(meta, 'domain'),
      request_id: textOf(meta, 'request_id'),
    },
    dt: new Date(now).toISOString(),
    emitter_id: settings.userAgent,
    raw_event: JSON.stringify(event),
    message: refused.context.errorsText,
    error_type: 'ValidationError',
    errored_schema_uri: fieldText(event, settings.schemaUriField),
    errored_stream_name: fieldText(event, settings.streamField ?? 'meta.stream'),
  }
}

// As the original: "unknown" for what is not there, "null" for null.
function textOf(meta: Event, name: string): string {
  const value = Object.hasOwn(meta, name) ? meta[name] : undefined
  return value === undefined ? 'unknown' : String(value)
}

function fieldText(event: unknown, field: string): string {
  const value = valueAt(event, fieldPath(field))
  return typeof value === 'string' ? value : 'unknown'
}
