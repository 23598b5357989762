import type { Event } from '../event/event.ts'

/**
 * How a gate treats events. The names behind the comments are EventGate's own keys (`services[].conf`); what is not
 * commented on is ours.
 */
export interface GateSettings {
  readonly name: string
  /** In front of its routes on the common origin; by default `/gates/NAME`. The gate at the root has none. */
  readonly path?: string
  /**
   * `eventgate_factory_module`: the default factory adds nothing to an event; eventgate-wikimedia fills fields in and
   * holds events to the stream configuration.
   */
  readonly factory: 'default' | 'wikimedia'
  /** `stream_field`; null takes the stream from the schema's URI, as the default factory does. */
  readonly streamField: string | null
  /** `schema_uri_field` */
  readonly schemaUriField: string
  /** `id_field` */
  readonly idField: string
  /** `dt_field`, also the record's time. */
  readonly dtField: string
  /** `topic_prefix`; streams named `eventlogging_*` have none. */
  readonly topicPrefix: string
  /** `error_stream` */
  readonly errorStream: string | null
  /** `user_agent`, the `emitter_id` of error events. */
  readonly userAgent: string
  /** `allow_absolute_schema_uris` */
  readonly allowAbsoluteSchemaUris: boolean
  /** `schema_uri_query_param` */
  readonly schemaUriQueryParam: string | null
  /** `stream_query_param` */
  readonly streamQueryParam: string | null
  /** `http_request_headers_to_fields`, turned round: event field to header. */
  readonly headerFields: Readonly<Record<string, string>>
  /** `test_events` */
  readonly testEvents: readonly Event[]
  /** `max_body_size` in bytes. */
  readonly maxBodyBytes: number
  /** `cors`: the allowed origin, or false for no CORS headers. */
  readonly cors: string | false
  /** `csp`: the Content-Security-Policy, or false for none. */
  readonly csp: string | false
  /** Answer as the original does where it is wrong. */
  readonly isStrict: boolean
}

/** What stands in front of the routes of a gate beside the one at the root. */
export function pathOfGate({ name, path = `/gates/${name}` }: GateSettings): string {
  return path
}

/** A gate that nobody configured behaves as eventgate-wikimedia does. */
export const defaultGate: GateSettings = {
  name: 'main',
  factory: 'wikimedia',
  streamField: 'meta.stream',
  schemaUriField: '$schema',
  idField: 'meta.id',
  dtField: 'meta.dt',
  topicPrefix: '',
  errorStream: 'eventgate.error.validation',
  userAgent: 'eventgate-service',
  allowAbsoluteSchemaUris: false,
  schemaUriQueryParam: 'schema_uri',
  streamQueryParam: 'stream',
  headerFields: { 'meta.request_id': 'x-request-id', 'http.request_headers.user-agent': 'user-agent' },
  testEvents: [],
  maxBodyBytes: 10 * 1024 * 1024,
  cors: '*',
  csp: "default-src 'self'; object-src 'none'; media-src 'none'; img-src 'none'; style-src 'none'; base-uri 'self'; frame-ancestors 'self'",
  isStrict: false,
}
