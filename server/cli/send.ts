import { existsSync } from 'node:fs'
import { SandboxError } from '../base/errors.ts'
import { createClient } from '../client/client.ts'
import { EventRefusedError } from '../client/failures.ts'
import type { SandboxEvent } from '../client/types.ts'
import { type Event, isEvent, streamOf } from '../event/event.ts'
import { fieldPath, setAt } from '../event/field-path.ts'
import { readEvents } from '../read-events.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

/** Options of `send`. */
export interface SendOptions extends ClientOptions {
  readonly example?: boolean
  readonly seed?: string
  readonly set?: readonly string[]
}

/** `event-sandbox send [STREAM] [FILE]`: exit code 5 where an event is refused; the others are sent all the same. */
export async function send(args: readonly string[], options: SendOptions): Promise<number> {
  const { stream, file } = namesOf(args)
  const calls = connect(options)
  const client = createClient(calls, { brokers: null, repository: undefined }, options.token)
  const events = await eventsOf(stream, file, options)
  let code: number = exitCodes.fine
  for (const fields of events) {
    const to = stream ?? streamOf(fields)
    if (to === undefined) {
      throw new SandboxError('bad_request', 'The event names no stream.', {
        hint: 'Name one: event-sandbox send STREAM FILE, or set meta.stream.',
      })
    }
    try {
      const sent = await client.send(to, options.example ? merged(await exampleOf(to), fields) : fields)
      process.stdout.write(options.json ? `${JSON.stringify(sent)}\n` : `Accepted  ${to}  ${sent.meta?.id}\n`)
    } catch (failure) {
      if (!(failure instanceof EventRefusedError)) throw failure
      process.stderr.write(`event-sandbox: ${failure.message}`)
      code = exitCodes.invalid
    }
  }
  return code

  // The example of the very schema that the event is going to be sent with.
  async function exampleOf(to: string): Promise<SandboxEvent> {
    const uri = await client.schemaOf(to)
    const {
      meta,
      $schema: _schema,
      ...example
    } = await calls.get<Event>(
      `/_sandbox/schemas${uri}/example${options.seed === undefined ? '' : `?seed=${options.seed}`}`,
    )
    // Schema, stream, id and time are this event's, not those of some other.
    const { stream: _stream, id: _id, dt: _dt, ...rest } = isEvent(meta) ? meta : {}
    return { ...example, meta: rest }
  }
}

// One argument that is a file is the file.
function namesOf([first, second]: readonly string[]): { readonly stream?: string; readonly file?: string } {
  if (first === undefined) return {}
  if (second !== undefined) return { stream: first, file: second }
  return first === '-' || existsSync(first) ? { file: first } : { stream: first }
}

async function eventsOf(
  stream: string | undefined,
  file: string | undefined,
  options: SendOptions,
): Promise<readonly Event[]> {
  const { example, set = [] } = options
  if (file === undefined && stream === undefined) {
    throw nothingToSend(undefined)
  }
  const given = file === undefined ? (example || set.length > 0 ? [{}] : await eventsIn('-')) : await eventsIn(file)
  if (given.length === 0) throw nothingToSend(stream)
  return given.map(event => changed(event, set))
}

// One argument that is no file is a stream, also where it was to be a file.
function nothingToSend(stream: string | undefined): SandboxError {
  const isFile = stream !== undefined && /[/\\]|\.(?:nd)?jsonl?$|\.ya?ml$/.test(stream)
  const what = isFile ? `There is no file ${stream}, and nothing to send.` : 'There is nothing to send.'
  return new SandboxError('config_invalid', what, {
    hint: 'Write event-sandbox send STREAM --example, name a file with events, or write them to stdin.',
  })
}

async function eventsIn(file: string): Promise<readonly Event[]> {
  return (await readEvents(file)).map(({ event, fault }) => {
    if (fault)
      throw new SandboxError('bad_request', fault.message.replaceAll('`', ''), fault.hint ? { hint: fault.hint } : {})
    if (isEvent(event)) return event
    throw new SandboxError('bad_request', `${file} holds something that is no object.`, {
      hint: 'Each event is an object, alone, in an array or on a line of its own.',
    })
  })
}

function changed(event: Event, set: readonly string[]): Event {
  const copy = structuredClone(event)
  for (const text of set) {
    const cut = text.indexOf('=')
    if (cut < 1)
      throw new SandboxError('config_invalid', `--set takes path=value, such as page.page_id=42, not "${text}".`)
    setAt(copy, fieldPath(text.slice(0, cut)), setValue(text.slice(cut + 1)))
  }
  return copy
}

// 42 is a number and hi a text; who wants "42" writes the quotes.
function setValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function merged(example: SandboxEvent, fields: SandboxEvent): SandboxEvent {
  return { ...example, ...fields, meta: { ...example.meta, ...(isEvent(fields.meta) ? fields.meta : {}) } }
}
