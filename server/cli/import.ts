import { SandboxError } from '../base/errors.ts'
import type { Calls } from '../client/calls.ts'
import { isEvent, streamOf } from '../event/event.ts'
import type { Problem } from '../event/problem.ts'
import { type FileEvent, readEvents } from '../read-events.ts'
import { exitCodes } from './exit-codes.ts'
import { type ClientOptions, connect } from './running-sandbox.ts'

interface ImportOptions extends ClientOptions {
  readonly fresh?: boolean
}

/** Well below the least that gates are configured to take in a request. */
const requestCharacters = 50_000
const mostPerRequest = 500

/** `event-sandbox import FILE`: exit code 5 where an event is refused; the others are sent all the same. */
export async function importEvents(file: string, options: ImportOptions): Promise<number> {
  const calls = connect(options)
  let total = 0
  let refused = 0
  for (const group of requestsOf(await readEvents(file))) {
    total += group.length
    refused += await sendGroup(group)
  }
  const counts = { accepted: total - refused, refused }
  const words = `${counts.accepted} ${counts.accepted === 1 ? 'event' : 'events'} accepted, ${refused} refused.`
  process.stdout.write(`${options.json ? JSON.stringify(counts) : words}\n`)
  return refused === 0 ? exitCodes.fine : exitCodes.invalid

  /** Sends the events of one request; gives how many of them are refused, after it has told why. */
  async function sendGroup(group: readonly FileEvent[]): Promise<number> {
    const readable = group.filter(({ fault }) => !fault)
    const told = readable.length === 0 ? new Map<FileEvent, Problem>() : await send(calls, readable, options)
    for (const each of group) {
      const problem = each.fault ?? told.get(each)
      if (problem) process.stderr.write(refusalLine(file, each, problem))
    }
    return group.length - readable.length + told.size
  }
}

/** Sends events in one request, and gives the first problem of each that is refused. */
async function send(
  calls: Calls,
  group: readonly FileEvent[],
  { fresh }: ImportOptions,
): Promise<ReadonlyMap<FileEvent, Problem>> {
  const given = group.map(({ event }) => event)
  const events = fresh ? await renewed(calls, given) : given
  const path = calls.scope === undefined ? '/v1/events' : `/s/${calls.scope}/v1/events`
  const headers = { 'content-type': 'application/json', 'user-agent': 'event-sandbox import' }
  const answer = await calls.request(path, { method: 'POST', headers, body: JSON.stringify(events) })
  const text = await answer.text()
  if (answer.status === 201) return new Map()
  // The gate's answer does not say which line it is about, and speaks as EventGate does.
  const problems = await Promise.all(events.map(event => firstProblem(calls, event)))
  const told = group.flatMap((each, at) => (problems[at] ? [[each, problems[at]] as const] : []))
  if (told.length > 0) return new Map(told)
  throw new SandboxError(
    'bad_request',
    `The gate answers ${answer.status} ${answer.statusText}: ${text.slice(0, 500)}`,
    {
      hint: 'event-sandbox faults tells of rules that let it fail on purpose; event-sandbox doctor of the rest.',
    },
  )
}

async function firstProblem(calls: Calls, event: unknown): Promise<Problem | undefined> {
  const { problems } = await calls.send<{ problems: readonly Problem[] }>('POST', '/_sandbox/validate', { event })
  return problems[0]
}

function* requestsOf(events: readonly FileEvent[]): Generator<readonly FileEvent[]> {
  let group: FileEvent[] = []
  let characters = 0
  for (const each of events) {
    const own = JSON.stringify(each.event)?.length ?? 0
    if (group.length === mostPerRequest || (group.length > 0 && characters + own > requestCharacters)) {
      yield group
      group = []
      characters = 0
    }
    group.push(each)
    characters += own
  }
  if (group.length > 0) yield group
}

// By the sandbox's clock and seed. Only what an event has is made anew: the gate fills in what it lacks.
async function renewed(calls: Calls, events: readonly unknown[]): Promise<readonly unknown[]> {
  const count = events.length
  const { items } = await calls.send<{ items: readonly Stamp[] }>('POST', '/_sandbox/stamps', { count })
  return events.map((event, at) => {
    const stamp = items[at]
    if (!isEvent(event) || !isEvent(event.meta) || stamp === undefined) return event
    const { id, dt } = event.meta
    const anew = { ...(id === undefined ? {} : { id: stamp.id }), ...(dt === undefined ? {} : { dt: stamp.dt }) }
    return { ...event, meta: { ...event.meta, ...anew } }
  })
}

interface Stamp {
  readonly id: string
  readonly dt: string
}

function refusalLine(
  file: string,
  { event, line }: FileEvent,
  { message, hint, pointer, ...problem }: Problem,
): string {
  const at = line(pointer) ?? line('') ?? problem.line
  const stream = isEvent(event) ? streamOf(event) : undefined
  const words = `${message}${hint ? ` ${hint}` : ''}`.replaceAll('`', '')
  return `${file}${at === undefined ? '' : `:${at}`}  ${stream ? `${stream}  ` : ''}${words}\n`
}
