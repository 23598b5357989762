import { type ErrorCode, errorCodes, messageOf, SandboxError } from '../base/errors.ts'
import { parseAddress } from './address.ts'

/** Where the calls go, and the token that a sandbox beyond loopback asks for. */
export interface CallOptions {
  readonly url: string
  readonly token?: string | undefined
  /** What every request is made with. */
  readonly init?: (() => RequestInit) | undefined
}

/** Calls to a running sandbox over HTTP, by fetch alone. Every refusal of its own API is thrown as a SandboxError. */
export interface Calls {
  /** The origin, without a slash at the end. */
  readonly origin: string
  /** The scope that the address named. */
  readonly scope: string | undefined
  /** Calls to a scope of the same sandbox. */
  within(scope: string): Calls
  /** GETs JSON. */
  get<Answer>(path: string, signal?: AbortSignal): Promise<Answer>
  /** Sends JSON, and gets JSON; undefined for an answer without a body. */
  send<Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer>
  /** GETs lines of JSON one by one, until they end or `signal` aborts. */
  lines<Line>(path: string, signal?: AbortSignal): AsyncGenerator<Line, void, void>
  /** Any request: throws where nothing answers and for a problem of the sandbox's own; other statuses are the caller's. */
  request(path: string, init?: RequestInit): Promise<Response>
}

/** Calls to one sandbox. @throws SandboxError config_invalid where `url` is no address. */
export function createCalls({ url, token, init: common }: CallOptions): Calls {
  const address = parseAddress(url)
  if (!address) {
    throw new SandboxError('config_invalid', `"${url}" is not the address of a sandbox.`, {
      hint: 'Write its origin, such as http://127.0.0.1:8192.',
    })
  }
  const { origin, scope } = address
  const within = (name: string) => createCalls({ url: `${origin}/s/${name}`, token, init: common })
  return { origin, scope, within, get, send, lines, request }

  async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
    return jsonOf<Answer>(await request(path, signal ? { signal } : {}), origin)
  }

  async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await request(path, { method, ...(body === undefined ? {} : json) })
    return answer.status === 204 ? (undefined as Answer) : jsonOf<Answer>(answer, origin) // as: such routes have no Answer
  }

  async function* lines<Line>(path: string, signal?: AbortSignal): AsyncGenerator<Line, void, void> {
    const headers = { accept: 'application/x-ndjson' }
    let rest = ''
    try {
      const { body, ok, status } = await request(path, { headers, ...(signal ? { signal } : {}) })
      if (!ok || body === null) throw notASandbox(origin, `it answers ${status}`)
      for await (const text of body.pipeThrough(new TextDecoderStream())) {
        const whole = (rest + text).split('\n')
        rest = whole.pop() ?? ''
        for (const line of whole) if (line.trim() !== '') yield JSON.parse(line) as Line // as: the route's own form
      }
    } catch (failure) {
      if (!signal?.aborted) throw failure
    }
  }

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...init.headers }
    let answer: Response
    try {
      answer = await fetch(`${origin}${path}`, { ...common?.(), ...init, headers })
    } catch (failure) {
      if (init.signal?.aborted) throw failure
      throw unreachable(origin, failure)
    }
    if (answer.headers.get('content-type')?.startsWith('application/problem+json'))
      throw problemOf((await answer.json()) as Problem)
    return answer
  }
}

async function jsonOf<Answer>(answer: Response, origin: string): Promise<Answer> {
  if (!answer.ok) throw notASandbox(origin, `${new URL(answer.url).pathname} answers ${answer.status}`)
  try {
    return (await answer.json()) as Answer // as: the caller says what the route answers
  } catch {
    throw notASandbox(origin, 'it does not answer in JSON')
  }
}

/** application/problem+json (RFC 9457), as far as it is read. */
interface Problem {
  readonly code?: string
  readonly detail?: string
  readonly hint?: string
}

// A newer sandbox may have codes that this version does not know.
function problemOf(problem: Problem): SandboxError {
  const { code = '', detail = 'The sandbox refused the request.', hint } = problem
  const known = Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'bad_request' // as: an own key of the table
  return new SandboxError(known, detail, hint === undefined ? {} : { hint })
}

function unreachable(origin: string, failure: unknown): SandboxError {
  const cause = failure instanceof Error && failure.cause ? failure.cause : failure
  // Node's cause of a failed fetch has a code, and for several addresses no message.
  const reason = (cause as { code?: string }).code ?? messageOf(cause)
  return new SandboxError('sandbox_unreachable', `No sandbox answers at ${origin} (${reason}).`, {
    hint: 'Start one with `event-sandbox`, or name a running one: --url, EVENT_SANDBOX_URL.',
    cause: failure,
  })
}

function notASandbox(origin: string, reason: string): SandboxError {
  return new SandboxError('not_a_sandbox', `${origin} is no event-sandbox: ${reason}.`, {
    hint: 'Name the sandbox itself: --url, EVENT_SANDBOX_URL.',
  })
}
