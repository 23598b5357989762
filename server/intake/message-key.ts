import type { Event } from '../event/event.ts'
import { type FieldPath, fieldPath, valueAt } from '../event/field-path.ts'
import type { Errored } from './outcome.ts'

/**
 * The Kafka key of an event by `message_key_fields`: a JSON object of the named fields. A field that the event does not
 * have is an error; the message is eventgate-wikimedia's.
 */
export function messageKey(event: Event, fields: Readonly<Record<string, string>>): Buffer | Errored {
  const key: Record<string, unknown> = {}
  for (const { name, path } of pathsOf(fields)) {
    const value = valueAt(event, path)
    if (value === undefined) return missingField(event, name, path.join('.'))
    key[name] = value
  }
  return Buffer.from(JSON.stringify(key))
}

const known = new WeakMap<object, readonly { name: string; path: FieldPath }[]>()

// Worked out once for the settings of a stream.
function pathsOf(fields: Readonly<Record<string, string>>) {
  const paths = known.get(fields) ?? Object.entries(fields).map(([name, text]) => ({ name, path: fieldPath(text) }))
  known.set(fields, paths)
  return paths
}

function missingField(event: Event, name: string, path: string): Errored {
  return {
    status: 'error',
    event,
    context: { message: `Failed extracting ${name} from event, field is not defined.` },
    problems: [
      {
        pointer: '',
        keyword: 'message_key_fields',
        message: `\`${path}\` is missing, but the stream's key is made of it.`,
        hint: `Send \`${path}\`, or take ${name} out of the stream's message_key_fields.`,
      },
    ],
  }
}
