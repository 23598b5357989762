import type { Group, StreamClient, Target } from './consumers/wire.ts'
import { type LiveTalk, openLiveSocket } from './feed/live-socket.ts'
import { tellAnswer } from './gate-answers.ts'
import type { CauseFacts, ProblemList } from './problems/wire.ts'
import type { AskedEdit, Check, Edit, SchemaTree, Title, Version } from './schemas/wire.ts'
import type { Answer } from './send/wire.ts'
import type { Stream, StreamList } from './streams/wire.ts'
import { readToken } from './token.ts'
import type { NewTopic, RowPage, RowsQuery, Topic, TopicSummary, WholeRecord } from './topics/wire.ts'
import type {
  Completions,
  Demo,
  EventPage,
  Histogram,
  PastReader,
  Problem,
  Sandbox,
  StoredEvent,
  Summary,
} from './wire.ts'

const token = readToken()

/** Every request this page makes, and its one socket. */
export const api = {
  sandbox: () => get<Sandbox>('/_sandbox/info'),
  events: (asked: EventsQuery) => get<EventPage>('/_sandbox/events', asked),
  summary: () => get<Summary>('/_sandbox/summary'),
  event: (cursor: string) => get<StoredEvent>(`/_sandbox/events/${encodeURIComponent(cursor)}`),
  readers: (cursor: string) =>
    get<{ items: readonly PastReader[] }>(`/_sandbox/events/${encodeURIComponent(cursor)}/readers`),
  histogram: (asked: { q: string; from: string; to: string; bars: number }) =>
    get<Histogram>('/_sandbox/histogram', asked),
  completions: (asked: { q: string; caret: number }) => get<Completions>('/_sandbox/completions', asked),
  validate: (event: unknown) =>
    send<{ valid: boolean; problems: readonly Problem[] }>('POST', '/_sandbox/validate', { event }),
  /** Why a text is no JSON. */
  validateText: (text: string) =>
    send<{ valid: boolean; problems: readonly Problem[] }>('POST', '/_sandbox/validate', { text }),
  problems: (asked: { q?: string; limit?: number }) => get<ProblemList>('/_sandbox/problems', asked),
  problem: (id: string, asked: { q: string }) => get<CauseFacts>(`/_sandbox/problems/${encodeURIComponent(id)}`, asked),
  topics: () => get<{ items: readonly TopicSummary[] }>('/_sandbox/topics'),
  topic: (name: string) => get<Topic>(topicPath(name)),
  rows: (topic: string, asked: RowsQuery) => get<RowPage>(`${topicPath(topic)}/rows`, asked),
  record: readRecord,
  newTopic: (topic: NewTopic) => send<TopicSummary>('POST', '/_sandbox/topics', topic),
  setTopic: (name: string, settings: Readonly<Record<string, string | null>>) =>
    send<TopicSummary>('PATCH', topicPath(name), { settings }),
  enlargeTopic: (name: string, partitions: number) => send<TopicSummary>('PATCH', topicPath(name), { partitions }),
  emptyTopic: (name: string) => send<TopicSummary>('DELETE', `${topicPath(name)}/records`),
  deleteTopic: (name: string) => send<unknown>('DELETE', topicPath(name)),
  streams: () => get<StreamList>('/_sandbox/streams'),
  stream: (name: string) => get<Stream>(`/_sandbox/streams/${encodeURIComponent(name)}`),
  streamsFile: readStreamsFile,
  demo: () => get<Demo>('/_sandbox/demo'),
  startDemo: () => send<Demo>('POST', '/_sandbox/demo'),
  endDemo: () => send<unknown>('DELETE', '/_sandbox/demo'),
  endFault: (id: string) => send<unknown>('DELETE', `/_sandbox/faults/${id}`),
  groups: () => get<{ items: readonly Group[] }>('/_sandbox/groups'),
  streamClients: () => get<{ items: readonly StreamClient[] }>('/_sandbox/readers'),
  moveOffsets: (group: string, to: Target) =>
    send<Group>('PUT', `/_sandbox/groups/${encodeURIComponent(group)}/offsets`, { to }),
  schemas: () => get<SchemaTree>('/_sandbox/schemas'),
  schemaTitle: (title: string) => get<Title>(`/_sandbox/schemas/${title}`),
  schemaVersion: (title: string, version: string) => get<Version>(`/_sandbox/schemas/${title}/${version}`),
  schemaExample: (title: string, version: string, seed: number) =>
    get<unknown>(`/_sandbox/schemas/${title}/${version}/example`, { seed }),
  /** The same of a schema that stands in no file. */
  checkCandidate: (schema: object, against: string) =>
    send<Check>('POST', '/_sandbox/schemas/check', { schema, against }),
  checkSchema: (asked: { schema: string; against?: string }) => send<Check>('POST', '/_sandbox/schemas/check', asked),
  editSchema: (asked: AskedEdit) => send<Edit>('POST', '/_sandbox/schemas/edit', asked),
  /** Sends stored events again; answers at the end. */
  replay: (asked: { q: string; since?: string; fresh: boolean; to?: string; scope?: string }) =>
    send<{ accepted: number; refused: number }>('POST', '/_sandbox/replay', asked),
  intake: postToIntake,
  send: sendEvent,
  openLive: (talk: LiveTalk) => openLiveSocket(token, talk),
}

export interface EventsQuery {
  readonly q?: string
  readonly stream?: string
  readonly status?: 'valid' | 'invalid'
  readonly since?: string
  readonly until?: string
  readonly after?: string
  readonly before?: string
  readonly limit?: number
  readonly order?: 'asc' | 'desc'
}

/** The sandbox says no, in words: application/problem+json. */
export class ApiProblem extends Error {
  readonly code: string
  readonly hint: string | undefined

  constructor(problem: { code?: string; detail?: string; title?: string; hint?: string }) {
    super(problem.detail ?? problem.title ?? 'The sandbox gave an answer this page does not know.')
    this.name = 'ApiProblem'
    this.code = problem.code ?? 'unknown'
    this.hint = problem.hint
  }
}

/** What EventGate's intake says to one event: nothing where it took it, else its own words. */
export type Sent = { readonly accepted: true } | { readonly accepted: false; readonly said: string }

/** Posts a text as it is to a gate, and gives the answer as it is. */
async function postToIntake(path: string, text: string): Promise<Answer> {
  const started = performance.now()
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })
  const body = await response.text()
  const ms = performance.now() - started
  tellAnswer({ status: response.status, text, at: Date.now() })
  return { status: response.status, reason: response.statusText, headers: [...response.headers], body, ms }
}

async function sendEvent(event: unknown): Promise<Sent> {
  const text = JSON.stringify(event)
  const response = await fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  })
  tellAnswer({ status: response.status, text, at: Date.now() })
  if (response.status === 201) return { accepted: true }
  const answer: unknown = await response.json().catch(() => undefined)
  return { accepted: false, said: errorsTextOf(answer) ?? `${response.status} ${response.statusText}` }
}

function errorsTextOf(answer: unknown): string | undefined {
  const { invalid } = (answer ?? {}) as { invalid?: { context?: { errorsText?: string; message?: string } }[] }
  const context = invalid?.[0]?.context
  return context?.errorsText ?? context?.message
}

async function get<T>(path: string, asked: object = {}): Promise<T> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && value !== '') search.set(name, `${value}`)
  const response = await fetch(search.size === 0 ? path : `${path}?${search}`, { headers: authorization() })
  return (await answerOf(response)) as T // as INTERFACE.md promises for this path
}

async function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...authorization() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answerOf(response)) as T // as INTERFACE.md promises for this path
}

/** All streams as a file for `--streams`. */
async function readStreamsFile(): Promise<string> {
  const response = await fetch('/_sandbox/streams', { headers: { accept: 'application/yaml', ...authorization() } })
  if (!response.ok) await answerOf(response)
  return response.text()
}

/** The record at an offset. @throws ApiProblem where there is none. */
async function readRecord(topic: string, partition: number, offset: number): Promise<WholeRecord> {
  const asked = { partition, offset, limit: 1 }
  const { items } = await get<{ items: readonly WholeRecord[] }>(`${topicPath(topic)}/records`, asked)
  const [record] = items
  if (record?.offset === offset) return record
  throw new ApiProblem({
    detail: `There is no record at partition ${partition}, offset ${offset}.`,
    hint: 'It was let go, or a newer record of its key took its place.',
  })
}

function topicPath(name: string): string {
  return `/_sandbox/topics/${encodeURIComponent(name)}`
}

function authorization(): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

async function answerOf(response: Response): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  throw new ApiProblem(
    (answer as { detail?: string } | undefined) ?? { detail: `${response.status} ${response.statusText}` },
  )
}
