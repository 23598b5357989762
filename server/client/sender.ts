import { messageOf, SandboxError } from '../base/errors.ts'
import type { Problem } from '../event/problem.ts'
import type { Calls } from './calls.ts'
import { EventRefusedError } from './failures.ts'
import type { EventFields, SandboxEvent } from './types.ts'

/** Sends events through the gate, as any producer does. */
export interface Sender {
  send(stream: string, fields?: EventFields): Promise<SandboxEvent>
  /** The URI of a stream's schema in its latest version. */
  schemaOf(stream: string): Promise<string>
}

/** A sender to the gate below `url`; it asks once for each stream's schema. */
export function createSender(calls: Calls, url: string): Sender {
  const schemas = new Map<string, Promise<string>>()
  const path = url.slice(calls.origin.length)

  return {
    schemaOf,
    async send(stream, fields = {}) {
      // An array is an object to the compiler.
      if (!isObject(fields)) throw new SandboxError('bad_request', 'send() takes the fields of one event.')
      const meta = isObject(fields.meta) ? fields.meta : {}
      const event = {
        $schema: typeof fields.$schema === 'string' ? fields.$schema : await schemaOf(stream),
        ...fields,
        meta: { stream, ...('id' in meta && 'dt' in meta ? {} : await stamps()), ...meta },
      }
      const answer = await calls.request(`${path}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      })
      if (answer.status === 201) return event
      const body = await answer.text()
      const text = `${answer.status} ${answer.statusText} ${body.slice(0, 500)}`
      const problems = await problemsOf(event)
      throw new EventRefusedError(event, problems.length > 0 ? problems : problemsIn(body), text)
    },
  }

  // Its clock may be set, and its ids those of a seed.
  function stamps(): Promise<{ readonly id: string; readonly dt: string }> {
    return calls.send('POST', '/_sandbox/stamps')
  }

  // What is wrong in our own words; the gate's answer speaks as EventGate does.
  async function problemsOf(event: SandboxEvent): Promise<readonly Problem[]> {
    const { problems } = await calls.send<{ problems: readonly Problem[] }>('POST', '/_sandbox/validate', { event })
    return problems
  }

  function schemaOf(stream: string): Promise<string> {
    const known = schemas.get(stream) ?? latestSchema(stream)
    schemas.set(stream, known)
    // What was not there may be there the next time.
    known.catch(() => schemas.delete(stream))
    return known
  }

  async function latestSchema(stream: string): Promise<string> {
    const { schema } = await calls
      .get<{ schema: { title: string; latest: string | null } | null }>(
        `/_sandbox/streams/${encodeURIComponent(stream)}`,
      )
      .catch(unlessUnknown({ schema: null }))
    if (schema?.latest) return `/${schema.title}/${schema.latest}`
    // Nobody says so, but a stream is often named as its schema.
    const title = schema?.title ?? stream.replaceAll('.', '/')
    const { versions } = await calls
      .get<{ versions: readonly { uri: string }[] }>(`/_sandbox/schemas/${title}`)
      .catch(unlessUnknown({ versions: [] }))
    const newest = versions.at(-1)?.uri
    if (newest !== undefined) return newest
    throw new SandboxError('schema_not_found', `Nobody says which schema ${stream} has.`, {
      hint: `Give the event a $schema, or the stream a schema_title in the stream configuration.`,
    })
  }
}

// What is right for its schema was refused for something else: by a fault rule.
function problemsIn(body: string): readonly Problem[] {
  try {
    const { invalid } = JSON.parse(body) as { invalid?: { context?: { problems?: readonly Problem[] } }[] }
    return invalid?.[0]?.context?.problems ?? []
  } catch {
    return []
  }
}

function unlessUnknown<Value>(value: Value): (failure: unknown) => Value {
  return failure => {
    if (failure instanceof SandboxError && ['stream_unknown', 'not_found', 'schema_not_found'].includes(failure.code)) {
      return value
    }
    throw failure instanceof Error ? failure : new Error(messageOf(failure))
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
