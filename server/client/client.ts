import type { Calls } from './calls.ts'
import { createSandboxClock, type SandboxClock } from './clock.ts'
import { InvalidEventsError, UnexpectedEventError, type WaitAnswer, WaitTimeoutError } from './failures.ts'
import { createSandboxFaults, type SandboxFaults } from './faults.ts'
import { inPieces, type Wait } from './long-wait.ts'
import { type ReplayOptions, type ReplayResult, replay } from './replay.ts'
import { createSender } from './sender.ts'
import { createSandboxSnapshots, type SandboxSnapshots } from './snapshots.ts'
import { follow } from './tail.ts'
import type {
  EventFields,
  EventItem,
  Match,
  QuietOptions,
  RefusedItem,
  SandboxEvent,
  WaitManyOptions,
  WaitOptions,
} from './types.ts'
import { wireMatch } from './wire-match.ts'

/** What tests do with a sandbox, wherever it runs. */
export interface SandboxClient {
  /** Its address; of a scope with `/s/NAME` behind the origin. */
  readonly url: string
  /** Where Kafka clients begin, such as `127.0.0.1:9092`; null without the Kafka door. */
  readonly brokers: string | null
  /** Variables that tell a child process where the sandbox is. */
  readonly env: Readonly<Record<string, string>>
  /**
   * Sends an event to a stream, and gives it as it was sent: with the stream's schema in its latest version, the stream
   * and an id, where it has none. @throws EventRefusedError with the problems.
   */
  send(stream: string, fields?: EventFields): Promise<SandboxEvent>
  /** The URI of the schema that a stream's next event is sent with. */
  schemaOf(stream: string): Promise<string>
  /** The first event that matches, once it is there. @throws WaitTimeoutError */
  waitForEvent<Event = SandboxEvent>(match: Match, options?: WaitOptions): Promise<Event>
  /** Several of them, in the order of their arrival. @throws WaitTimeoutError */
  waitForEvents<Event = SandboxEvent>(match: Match, options?: WaitManyOptions): Promise<readonly Event[]>
  /** Makes sure that none is there, and none comes for a while. @throws UnexpectedEventError */
  expectNoEvent(match: Match, options?: QuietOptions): Promise<void>
  /** Makes sure that no event was refused. @throws InvalidEventsError with the problems. */
  expectNoInvalid(options?: { readonly after?: string }): Promise<void>
  /** The events that are there, accepted and refused, the oldest first. */
  events(query?: string): Promise<readonly EventItem[]>
  /** Events as they come from now on, accepted and refused, until `signal` aborts. */
  tail(query?: string, options?: { readonly signal?: AbortSignal; readonly after?: string }): AsyncIterable<EventItem>
  /** Takes every event away; everything is gone when it resolves. */
  reset(streams?: readonly string[]): Promise<void>
  /**
   * Sends stored events again through the gate, accepted ones unless the query asks for others; resolves once all are
   * sent. Aborting `signal` ends it after the request under way.
   */
  replay(options?: ReplayOptions): Promise<ReplayResult>
  /** The sandbox's clock, one for all scopes. */
  readonly clock: SandboxClock
  /** Everything that is in no scope, saved and restored. */
  readonly snapshots: SandboxSnapshots
  /** What goes wrong on purpose. */
  readonly faults: SandboxFaults
  /** A part of the sandbox for one test: its own topics, address and Kafka door. */
  scope(name?: string): Promise<SandboxScope>
}

/** A part of a sandbox for one test. */
export interface SandboxScope extends SandboxClient, AsyncDisposable {
  readonly name: string
  /** Takes the scope away, with everything in it. */
  stop(): Promise<void>
}

/** Where a sandbox is. */
export interface ConnectOptions {
  /** Its origin, or a scope's address. EVENT_SANDBOX_URL, else http://127.0.0.1:8192. */
  readonly url?: string
  /** For a sandbox beyond loopback. */
  readonly token?: string
}

/** What a client is told of the sandbox before it begins. */
export interface Doors {
  readonly brokers: string | null
  /** The first schema repository's name. */
  readonly repository: string | undefined
}

/** A client of the sandbox that `calls` reach. */
export function createClient(calls: Calls, { brokers, repository }: Doors, token?: string): SandboxClient {
  const { origin, scope } = calls
  const url = scope === undefined ? origin : `${origin}/s/${scope}`
  const scoped = scope === undefined ? {} : { scope }
  const sender = createSender(calls, url)
  const ask = inPieces(askOnce)

  return {
    url,
    brokers,
    env: {
      EVENT_SANDBOX_URL: url,
      EVENTGATE_URL: `${url}/v1/events`,
      EVENTSTREAMS_URL: `${url}/v2/stream`,
      ...(brokers === null ? {} : { KAFKA_BROKERS: brokers }),
      ...(repository === undefined ? {} : { SCHEMA_BASE_URI: `${origin}/repositories/${repository}/jsonschema` }),
      ...(token === undefined ? {} : { EVENT_SANDBOX_TOKEN: token }),
    },
    send: sender.send,
    schemaOf: sender.schemaOf,
    async waitForEvent<Event>(match: Match, options: WaitOptions = {}) {
      const [event] = await waitFor<Event>(match, options)
      return event as Event // as: count is 1 where nothing is said
    },
    waitForEvents: (match, options = {}) => waitFor(match, options),
    async expectNoEvent(match, options = {}) {
      const answer = await ask({ match: wireMatch(match), mode: 'none', ...options })
      if ('reason' in answer) throw new UnexpectedEventError(match, answer, origin)
    },
    expectNoInvalid,
    async events(query) {
      const found: EventItem[] = []
      for await (const item of calls.lines<EventItem>(listPath({ q: query, order: 'asc' }))) found.push(item)
      return found
    },
    tail: (query, options = {}) => follow(calls, ask, { query, scope, ...options }),
    reset: streams => calls.send('POST', '/_sandbox/reset', { ...scoped, ...(streams ? { streams } : {}) }),
    replay: options => replay(calls, options),
    clock: createSandboxClock(calls),
    snapshots: createSandboxSnapshots(calls),
    faults: createSandboxFaults(calls),
    scope: openScope,
  }

  async function waitFor<Event>(match: Match, options: WaitManyOptions): Promise<readonly Event[]> {
    const answer = await ask({ match: wireMatch(match), ...options })
    if ('reason' in answer) throw new WaitTimeoutError(match, answer, origin)
    return answer.items.map(({ event }) => event as Event) // as: the caller says what the events are
  }

  async function askOnce(wait: Wait, signal?: AbortSignal): Promise<WaitAnswer> {
    const answer = await calls.request('/_sandbox/events/wait', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...scoped, ...wait }),
      ...(signal ? { signal } : {}),
    })
    return (await answer.json()) as WaitAnswer // as: 200 and 408 are what the route answers
  }

  async function expectNoInvalid({ after }: { readonly after?: string } = {}): Promise<void> {
    const path = listPath({ status: 'invalid', order: 'asc', limit: '1000', after })
    const { items } = await calls.get<{ items: readonly EventItem[] }>(path)
    if (items.length === 0) return
    const whole = items.slice(0, 5).map(({ cursor }) => calls.get<RefusedItem>(`/_sandbox/events/${cursor}`))
    throw new InvalidEventsError(await Promise.all(whole), items.length, origin)
  }

  function listPath(asked: Readonly<Record<string, string | undefined>>): string {
    const parameters = Object.entries({ ...asked, ...scoped }).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    )
    return `/_sandbox/events?${new URLSearchParams(parameters)}`
  }

  async function openScope(name?: string): Promise<SandboxScope> {
    const made = await calls.send<{ scope: string; url: string; kafka: string | null }>(
      'POST',
      '/_sandbox/scopes',
      name === undefined ? {} : { name },
    )
    const stop = () => calls.send<void>('DELETE', `/_sandbox/scopes/${encodeURIComponent(made.scope)}`)
    const client = createClient(calls.within(made.scope), { brokers: made.kafka, repository }, token)
    return { ...client, name: made.scope, stop, [Symbol.asyncDispose]: stop }
  }
}
