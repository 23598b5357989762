import { request } from 'node:http'
import { type Sandbox, type SandboxOptions, startSandbox } from '../server/index.ts'

/** A sandbox as a client sees it: its origin, and the few calls that tests repeat. */
export interface FrontDoor extends Sandbox {
  /** POSTs one event, or several, as JSON. */
  post(events: unknown, path?: string): Promise<Response>
  /** GETs JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  get(path: string): Promise<any>
}

/** Starts the real thing on a free port, in memory. */
export async function openFrontDoor(options: SandboxOptions = {}): Promise<FrontDoor> {
  const sandbox = await startSandbox(options)
  return {
    ...sandbox,
    post: (events, path = '/v1/events') =>
      fetch(`${sandbox.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(events),
      }),
    get: async path => (await fetch(`${sandbox.url}${path}`)).json(),
    [Symbol.asyncDispose]: () => sandbox.stop(),
  }
}

/** An event that the built-in schemas accept. */
export function testEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { $schema: '/test/event/1.0.0', meta: { stream: 'test.event' }, test: 'hi', ...fields }
}

/** The answer to a request that fetch would not send as it is. */
export interface RawAnswer {
  readonly status: number
  readonly reason: string
  readonly headers: Record<string, unknown>
  readonly text: string
}

/** Sends a request exactly as given: any header, any bytes, and by `path` what stands in the request line. */
export function sendRaw(
  url: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: Buffer | string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { path: new URL(url).pathname + new URL(url).search, method: 'POST', headers: {}, agent: false, ...options },
      answer => {
        const chunks: Buffer[] = []
        answer.on('data', chunk => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            reason: answer.statusMessage ?? '',
            headers: answer.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}
