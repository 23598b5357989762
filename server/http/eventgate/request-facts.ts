import type { IncomingMessage } from 'node:http'
import type { GateSettings } from '../../intake/gate-settings.ts'
import type { RequestFacts } from '../../intake/request-facts.ts'

/** What a gate may take from an HTTP request; `query` is its query string, where it has one. */
export function requestFacts(
  request: IncomingMessage,
  query: URLSearchParams | undefined,
  settings: GateSettings,
  newId: () => string,
): RequestFacts {
  let id: string | undefined
  const facts: RequestFacts = {
    header: name => textOf(request.headers[name]),
    clientIp: () => clientIpOf(request),
    requestId() {
      // One id for all events of the request.
      id ??= newId()
      return id
    },
  }
  if (!query) return facts
  const schemaUri = settings.schemaUriQueryParam === null ? null : query.get(settings.schemaUriQueryParam)
  const stream = settings.streamQueryParam === null ? null : query.get(settings.streamQueryParam)
  return { ...facts, ...(schemaUri ? { schemaUri } : {}), ...(stream ? { stream } : {}) }
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

function clientIpOf({ headers, socket }: IncomingMessage): string | undefined {
  const named = textOf(headers['x-client-ip']) ?? textOf(headers['x-forwarded-for'])?.split(',', 1)[0]?.trim()
  if (named) return named
  const { remoteAddress } = socket
  return remoteAddress?.startsWith(mappedIpv4) ? remoteAddress.slice(mappedIpv4.length) : remoteAddress
}

// In front of IPv4 addresses where a socket listens to both.
const mappedIpv4 = '::ffff:'
