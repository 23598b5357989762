import type { IncomingHttpHeaders } from 'node:http'
import { requestError, type StreamError } from './stream-error.ts'

/** Connections by client IP (`client_ip_connection_limit`): as many as are allowed at once, told by X-Client-IP. */
export interface ConnectionLimit {
  /** Why a request is refused; undefined where it may connect. */
  refusal(headers: IncomingHttpHeaders, url: string): StreamError | undefined
  /** Counts a connection; returns what counts it out again. */
  add(headers: IncomingHttpHeaders): () => void
}

/** A limit of `most` connections, or none. */
export function createConnectionLimit(most: number | null): ConnectionLimit {
  const connected = new Map<string, number>()

  return {
    refusal(headers, url) {
      if (most === null) return undefined
      const client = clientOf(headers)
      if (client === undefined) {
        const title = 'Missing Required X-Client-IP Header'
        return requestError(400, url, 'bad_request', title, 'X-Client-IP is a required request header')
      }
      if ((connected.get(client) ?? 0) < most) return undefined
      const title = 'Too Many Concurrent Connections From Your Client IP'
      const detail = 'Your HTTP client is likely opening too many concurrent connections.'
      return requestError(429, url, 'too_many_requests', title, detail)
    },
    add(headers) {
      const client = clientOf(headers)
      if (most === null || client === undefined) return () => {}
      connected.set(client, (connected.get(client) ?? 0) + 1)
      return () => {
        const left = (connected.get(client) ?? 1) - 1
        if (left > 0) connected.set(client, left)
        else connected.delete(client)
      }
    },
  }
}

function clientOf({ 'x-client-ip': client }: IncomingHttpHeaders): string | undefined {
  return typeof client === 'string' && client !== '' ? client : undefined
}
