import { type Event, isEvent } from '../event/event.ts'
import type { EventSchema, Insecurity } from '../schema/types.ts'
import type { Errored } from './outcome.ts'

/** The event names no schema. The message is EventGate's own. */
export function missingSchema(event: unknown): Errored {
  const message = isEvent(event)
    ? '`$schema` is missing, so nothing tells how to read the event.'
    : `An event must be an object, but this is ${kindOf(event)}.`
  return {
    status: 'error',
    event,
    context: { message: 'Field(s) $schema were missing from event and could not be extracted.' },
    problems: [{ pointer: '', keyword: '$schema', message, hint: 'Name its schema: "$schema": "/test/event/1.0.0".' }],
  }
}

/** The event names no stream. The message is EventGate's own; `hasMeta` tells whether it came with a `meta`. */
export function missingStream(event: Event, schema: EventSchema, hasMeta: boolean): Errored {
  const suggested = schema.title.replaceAll('/', '.')
  return {
    status: 'error',
    event,
    context: { message: 'Field(s) meta.stream were missing from event and could not be extracted.' },
    problems: [
      {
        pointer: hasMeta ? '/meta' : '',
        keyword: 'stream',
        message: '`meta.stream` is missing, so the event has nowhere to go.',
        hint: `Name its stream: "meta": { "stream": "${suggested}" }.`,
      },
    ],
  }
}

/** EventGate does not judge by this schema; the message is its own, what is wrong with the schema is said beside it. */
export function insecureSchema(event: Event, uri: string, { pointer, message, hint }: Insecurity): Errored {
  return {
    status: 'error',
    event,
    context: { message: `Failed loading schema at ${uri}` },
    problems: [
      {
        pointer: '/$schema',
        keyword: '$schema',
        message: `\`${uri}\` is not safe to judge by, at \`${pointer}\`: ${message}`,
        ...(hint === undefined ? {} : { hint }),
      },
    ],
  }
}

/** The event names its schema by a URL. The message is eventgate-wikimedia's. */
export function absoluteSchemaUri(event: Event, uri: string): Errored {
  return {
    status: 'error',
    event,
    context: { message: `Absolute schema URIs are not allowed but event schema_uri is ${uri}` },
    problems: [
      {
        pointer: '/$schema',
        keyword: '$schema',
        message: '`$schema` is a URL, but schemas are read from the repositories only.',
        hint: 'Send the path alone, such as /test/event/1.0.0.',
      },
    ],
  }
}

/** A check that gives the refusal of a stream that cannot be a topic, or undefined. The rule is Kafka's for topic names. */
export function createStreamCheck(): (stream: string, event: Event) => Errored | undefined {
  // Streams that passed before, so that the rule is not applied to every event.
  const passed = new Set<string>()
  return (stream, event) => {
    if (passed.has(stream)) return undefined
    const reason = reasonAgainst(stream)
    if (reason !== undefined) return unusableStream(reason, event)
    if (passed.size < 10_000) passed.add(stream)
    return undefined
  }
}

function unusableStream(reason: string, event: Event): Errored {
  const message = `\`meta.stream\` ${reason}`
  const hint = 'Use up to 249 letters, digits, dots, hyphens and underscores.'
  return {
    status: 'error',
    event,
    context: { message: message.replaceAll('`', '') },
    problems: [{ pointer: '/meta/stream', keyword: 'stream', message, hint }],
  }
}

function reasonAgainst(stream: string): string | undefined {
  if (stream.startsWith('_sandbox.')) return 'begins with `_sandbox.`, which the sandbox keeps for itself.'
  if (stream.length > 249) return `has ${stream.length} characters, but a topic name has at most 249.`
  if (!/^[a-zA-Z0-9._-]+$/.test(stream)) return 'has a character that a topic name cannot have.'
  return stream === '.' || stream === '..' ? 'is no name.' : undefined
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
