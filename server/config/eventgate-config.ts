import { fileURLToPath } from 'node:url'
import { SandboxError } from '../base/errors.ts'
import { isEvent as isObject } from '../event/event.ts'
import type { GateSettings } from '../intake/gate-settings.ts'
import { bodySize, type GateOptions } from './gate-options.ts'

/** What an EventGate service configuration says, in our words. */
export interface EventgateConfig {
  /** The first service answers on the common port, at the root; the others on ports of their own. */
  readonly gates: readonly GateOptions[]
  readonly port?: number
  readonly host?: string
  readonly schemas?: readonly string[]
}

type Conf = Readonly<Record<string, unknown>>

/** Whether a configuration file is one of EventGate (service-runner): it lists services. */
export function isEventgateConfig(content: Conf): boolean {
  return Array.isArray(content.services)
}

/**
 * Reads `services[].conf` with EventGate's own keys; keys of service-runner and of Kafka clients mean nothing here.
 * @throws SandboxError config_invalid.
 */
export function readEventgateConfig(content: Conf, file: string): EventgateConfig {
  const services = (content.services as unknown[]).filter(isObject)
  if (services.length === 0) {
    throw new SandboxError('config_invalid', `${file} lists no services.`, {
      hint: 'An EventGate configuration has services: [{ name, conf }]; ours has keys such as port: 8192.',
    })
  }
  const [first] = services
  const conf = confOf(first ?? {})
  return {
    gates: services.map((service, index) => gateOf(service, index > 0, file)),
    ...(typeof conf.port === 'number' ? { port: conf.port } : {}),
    ...(typeof conf.interface === 'string' ? { host: conf.interface } : {}),
    ...schemasOf(conf),
  }
}

function gateOf(service: Conf, isFurther: boolean, file: string): GateOptions {
  const conf = confOf(service)
  const name = typeof service.name === 'string' ? service.name : 'eventgate'
  const settings = settingsOf(conf, name, file)
  const output = typeof conf.output_path === 'string' ? { path: conf.output_path, form: outputForm(conf) } : undefined
  return {
    name,
    settings,
    ...(isFurther && typeof conf.port === 'number' ? { port: conf.port } : {}),
    ...(isFurther ? schemasOf(conf) : {}),
    ...(typeof conf.stream_config_uri === 'string' ? { streams: streamSource(conf, conf.stream_config_uri) } : {}),
    ...(output ? { output } : {}),
  }
}

function settingsOf(conf: Conf, name: string, file: string): Partial<GateSettings> {
  const factory = factoryOf(conf)
  return {
    name,
    factory,
    ...(factory === 'default' ? { streamField: null, errorStream: null } : { errorStream: null }),
    ...text(conf, 'stream_field', 'streamField'),
    ...text(conf, 'schema_uri_field', 'schemaUriField'),
    ...text(conf, 'id_field', 'idField'),
    ...text(conf, 'dt_field', 'dtField'),
    ...text(conf, 'topic_prefix', 'topicPrefix'),
    ...text(conf, 'error_stream', 'errorStream'),
    ...text(conf, 'user_agent', 'userAgent'),
    schemaUriQueryParam: textOrNull(conf.schema_uri_query_param),
    streamQueryParam: textOrNull(conf.stream_query_param),
    allowAbsoluteSchemaUris: conf.allow_absolute_schema_uris === true,
    ...(isObject(conf.http_request_headers_to_fields)
      ? { headerFields: turnedRound(conf.http_request_headers_to_fields) }
      : {}),
    testEvents: (Array.isArray(conf.test_events) ? conf.test_events : [conf.test_events]).filter(isObject),
    maxBodyBytes: maxBodyBytes(conf, file),
    ...(conf.cors === false || typeof conf.cors === 'string' ? { cors: conf.cors } : {}),
    ...(conf.csp === false || typeof conf.csp === 'string' ? { csp: conf.csp } : {}),
  }
}

// Without a factory EventGate takes its default one; whatever else is named fills fields in as eventgate-wikimedia does.
function factoryOf(conf: Conf): GateSettings['factory'] {
  const named = conf.eventgate_factory_module
  return typeof named !== 'string' || /default-eventgate(\.js)?$/.test(named) ? 'default' : 'wikimedia'
}

// eventgate-wikimedia writes records; the default factory and eventgate-wikimedia-dev write events.
function outputForm(conf: Conf): 'event' | 'record' {
  return factoryOf(conf) === 'wikimedia' && !/-dev/.test(String(conf.eventgate_factory_module)) ? 'record' : 'event'
}

function streamSource(conf: Conf, uri: string): GateOptions['streams'] & object {
  const options = isObject(conf.stream_config_uri_options) ? conf.stream_config_uri_options : {}
  const seconds = Number(conf.stream_config_ttl ?? 0)
  return {
    uri,
    othersAllowed: false,
    watch: true,
    retries: Number(conf.stream_config_retries ?? 1),
    ...(typeof conf.stream_config_object_path === 'string' ? { objectPath: conf.stream_config_object_path } : {}),
    ...(seconds > 0 ? { refreshMs: seconds * 1000 } : {}),
    ...(isObject(options.headers) ? { headers: textsOf(options.headers) } : {}),
  }
}

function maxBodyBytes(conf: Conf, file: string): number {
  // The code's own default, 100kb, is what a service without the key has.
  const bytes = bodySize(String(conf.max_body_size ?? '100kb'))
  if (bytes !== undefined) return bytes
  throw new SandboxError('config_invalid', `max_body_size in ${file} must be a size such as 10mb.`)
}

function schemasOf(conf: Conf): { schemas?: readonly string[] } {
  const uris = conf.schema_base_uris ?? conf.schema_base_uri
  if (uris === undefined) return {}
  return { schemas: (Array.isArray(uris) ? uris : [uris]).map(uri => pathOf(String(uri))) }
}

function pathOf(uri: string): string {
  return uri.startsWith('file://') ? fileURLToPath(uri) : uri
}

function confOf(service: Conf): Conf {
  return isObject(service.conf) ? service.conf : {}
}

function text(conf: Conf, key: string, name: keyof GateSettings): Partial<GateSettings> {
  const value = Array.isArray(conf[key]) ? conf[key][0] : conf[key]
  return typeof value === 'string' ? { [name]: value } : {}
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function turnedRound(headersToFields: Conf): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersToFields).map(([header, field]) => [String(field), header.toLowerCase()]),
  )
}

function textsOf(headers: Conf): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
