import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { SandboxError } from '../base/errors.ts'

/** Decides who may use our own routes. */
export interface Guard {
  /** Why a request gets nothing from us, or undefined. `token` may come with it in another way than the header. */
  refusal(headers: IncomingHttpHeaders, token?: string): SandboxError | undefined
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

/** Tells whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/**
 * Our own routes answer to this machine's own names only: a page of another site must neither reach them by a name it
 * had rebound to 127.0.0.1 (Host), nor by a cross-site request or WebSocket (Origin). Beyond loopback a token is asked.
 */
export function createGuard(options: { host: string; allowHosts: readonly string[]; token: string | null }): Guard {
  const names = new Set([...loopbackNames, ...options.allowHosts.map(name => name.toLowerCase())])
  if (!isAnyAddress(options.host)) names.add(options.host.toLowerCase())
  const isOwn = (name: string | undefined) =>
    name !== undefined && (names.has(name) || isLoopback(name) || (isAnyAddress(options.host) && isAddress(name)))

  return {
    refusal(headers, token) {
      const host = hostName(headers.host)
      if (!isOwn(host)) return foreign(`The Host ${headers.host ?? ''} is not this sandbox.`, host)
      const { origin } = headers
      if (origin !== undefined && !isOwn(originName(origin)))
        return foreign(`The Origin ${origin} is another site.`, originName(origin))
      if (options.token === null || sameText(options.token, token ?? bearer(headers.authorization))) return undefined
      return new SandboxError('token_missing', 'This route asks for the token.', {
        hint: 'Send "Authorization: Bearer TOKEN" with the token that the start printed; commands take --token.',
      })
    },
  }
}

function foreign(message: string, name: string | undefined): SandboxError {
  const hint = name ? `If this is intended, start with --allow-host ${name}.` : 'Send a Host header.'
  return new SandboxError('foreign_origin', message, { hint })
}

function hostName(host: string | undefined): string | undefined {
  return host === undefined ? undefined : /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host)?.[1]?.toLowerCase()
}

function originName(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.test(origin) ? hostName(origin.replace(/^https?:\/\//, '')) : undefined
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

// A numeric address cannot be rebound: whoever uses it means this machine.
function isAddress(name: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(name) || name.startsWith('[')
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
}

function sameText(expected: string, given: string | undefined): boolean {
  const one = Buffer.from(expected)
  const other = Buffer.from(given ?? '')
  return one.length === other.length && timingSafeEqual(one, other)
}
