import { SandboxError } from '../base/errors.ts'
import { isEvent as isObject } from '../event/event.ts'
import { fromMediaWiki, isMediaWikis } from './mediawiki-streams.ts'
import type { StreamSettings } from './types.ts'

/**
 * Reads stream configuration as parsed: a map of names to settings, or MediaWiki's list of settings with `stream`.
 * @throws SandboxError config_invalid, which names `source` and the stream.
 */
export function parseStreams(content: unknown, source: string): ReadonlyMap<string, StreamSettings> {
  const streams = new Map<string, StreamSettings>()
  for (const [name, settings] of entriesOf(content, source)) {
    if (settings !== null && !isObject(settings)) {
      throw new SandboxError(
        'config_invalid',
        `The stream ${name} in ${source} has no settings but ${String(settings)}.`,
        {
          hint: 'Write settings such as {schema_title: test/event}.',
        },
      )
    }
    patternOf(name, source)
    streams.set(name, readSettings(settings ?? {}))
  }
  return streams
}

/** The regular expression of a name such as `/^wiki\..+$/`; undefined where the name is no pattern. */
export function patternOf(name: string, source = 'the stream configuration'): RegExp | undefined {
  const [, pattern, flags] = /^\/(.+)\/([a-z]*)$/s.exec(name) ?? []
  if (pattern === undefined) return undefined
  try {
    return new RegExp(pattern, flags)
  } catch (cause) {
    throw new SandboxError('config_invalid', `The pattern ${name} in ${source} is not a regular expression.`, { cause })
  }
}

function entriesOf(content: unknown, source: string): [string, unknown][] {
  if (isMediaWikis(content)) return Object.entries(fromMediaWiki(content))
  if (isObject(content)) return Object.entries(content)
  if (Array.isArray(content) && content.every(each => isObject(each) && typeof each.stream === 'string')) {
    return content.map((settings: Record<string, unknown>) => [String(settings.stream), settings])
  }
  throw new SandboxError('config_invalid', `${source} holds no streams.`, {
    hint: 'Write a map of stream names to settings, such as test.event: {schema_title: test/event}.',
  })
}

function readSettings(all: Readonly<Record<string, unknown>>): StreamSettings {
  const messageKeyFields = textsOf(all.message_key_fields)
  const headerFields = headerFieldsOf(all)
  return {
    all,
    ...(typeof all.schema_title === 'string' ? { schemaTitle: all.schema_title } : {}),
    ...(messageKeyFields ? { messageKeyFields } : {}),
    ...(headerFields ? { headerFields } : {}),
  }
}

// producers.eventgate.enrich_fields_from_http_headers: {event field: header name or false}
function headerFieldsOf({ producers }: Readonly<Record<string, unknown>>): Record<string, string | false> | undefined {
  const eventgate = isObject(producers) ? producers.eventgate : undefined
  const fields = isObject(eventgate) ? eventgate.enrich_fields_from_http_headers : undefined
  if (!isObject(fields)) return undefined
  const wanted = Object.entries(fields).filter(([, header]) => typeof header === 'string' || header === false)
  return Object.fromEntries(wanted) as Record<string, string | false> // as: filtered on the line above
}

function textsOf(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined
  const texts = Object.entries(value).filter(([, text]) => typeof text === 'string')
  return texts.length > 0 ? (Object.fromEntries(texts) as Record<string, string>) : undefined // as: filtered above
}
