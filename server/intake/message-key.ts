import type { Event } from '../event/event.ts'
import { fieldPath, valueAt } from '../event/field-path.ts'
import type { Errored } from './outcome.ts'

/**
 * The Kafka key of an event by `message_key_fields`: a JSON object of the named fields. A field that the event does not
 * have is an error; the message is eventgate-wikimedia's.
 */
export function messageKey(event: Event, fields: Readonly<Record<string, string>>): Buffer | Errored {
  const key: Record<string, unknown> = {}
  for (const [name, path] of Object.entries(fields)) {
    const value = valueAt(event, fieldPath(path))
    if (value === undefined) return missingField(event, name, path)
    key[name] = value
  }
  return Buffer.from(JSON.stringify(key))
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
