import type { Event } from '../event/event.ts'
import { type FieldPath, fieldPath, valueAt } from '../event/field-path.ts'
import type { Errored } from './outcome.ts'

/**
 * The Kafka key of an event by `message_key_fields`: a JSON object of the named fields. A field that the event does not
 * have is an error; the message is eventgate-wikimedia's.
 */
export function messageKey(event: Event, fields: Readonly<Record<string, string>>): Buffer | Errored {
  let json = ''
  for (const { name, path, before } of partsOf(fields)) {
    const value = valueAt(event, path)
    if (value === undefined) return missingField(event, name, path.join('.'))
    json += before + JSON.stringify(value)
  }
  return Buffer.from(`${json || '{'}}`)
}

/** A field of a key: its name there, its path in the event, and the key's JSON from the field before it to its value. */
interface KeyPart {
  readonly name: string
  readonly path: FieldPath
  readonly before: string
}

const known = new WeakMap<object, readonly KeyPart[]>()

// Worked out once for the settings of a stream.
function partsOf(fields: Readonly<Record<string, string>>): readonly KeyPart[] {
  let parts = known.get(fields)
  if (!parts) {
    parts = Object.entries(fields).map(([name, text], index) => {
      const before = `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`
      return { name, path: fieldPath(text), before }
    })
    known.set(fields, parts)
  }
  return parts
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
