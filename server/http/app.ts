import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { messageOf, SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { pause } from '../base/pause.ts'
import { followConnections } from './connections.ts'
import type { IntakeDoor } from './eventgate/intake-door.ts'
import { sendProblem } from './problem-json.ts'

/** An open HTTP door. */
export interface HttpServer {
  readonly port: number
  /** Ends streams and sockets, waits for requests under way, and stops listening. */
  close(): Promise<void>
}

/** Where a door listens. */
export interface Address {
  readonly port: number
  readonly host: string
}

// Ten thousand streams in one address, which Node's 16 KiB have no room for; nobody but this machine is served by default.
const maxHeaderSize = 1024 * 1024
/**
 * As Fastify has it, not Node's five seconds: where a test keeps its own thread busy for so long, the server would end a
 * connection at the moment that the client sends by it.
 */
const keepAliveTimeout = 72_000

/** So long a client that is sending or reading may still take when a door closes. */
const longestSendMs = 1000

/** Routes behind intake doors: what none of `doors` takes is a route's. Failures are told as our own API tells them. */
export function createApp(doors: readonly IntakeDoor[], logger: Logger): FastifyInstance {
  const app = fastify({
    schemaController,
    // A path that cannot be decoded, for one.
    frameworkErrors: (failure, _request, reply) => void sendProblem(reply as FastifyReply, badRequest(failure)),
    routerOptions: { ignoreTrailingSlash: true, caseSensitive: false, maxParamLength: 1_000_000 },
    serverFactory: handler => {
      const server = createServer({ maxHeaderSize, keepAliveTimeout }, (request, response) => {
        if (!request.url?.startsWith('/')) request.url = request.url?.replace(absoluteForm, '/')
        // One that no longer listens waits for its connections, and a busy producer's is never idle.
        if (!server.listening) response.shouldKeepAlive = false
        if (!doors.some(door => door(request, response))) handler(request, response)
      })
      return server
    },
  })
  answerErrors(app, logger)
  return app
}

/** How a client asks that takes the sandbox for its proxy (RFC 9112, 3.2.2): the original answers as to the path alone. */
const absoluteForm = /^https?:\/\/[^/?]*\/?/i

// No route has a schema of Fastify's; without these it loads two compilers, a fifth of its time to start.
const noSchemas = () => () => {
  throw new TypeError('Routes have no schemas of Fastify.')
}
const schemaController = { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } }

/** Opens the door. @throws SandboxError what `busy` makes where the port is taken, or cannot_listen. */
export async function listen(
  app: FastifyInstance,
  { port, host }: Address,
  stopping: AbortController,
  busy = () => new SandboxError('port_busy', `Port ${port} is in use.`),
): Promise<HttpServer> {
  const connections = followConnections(app.server)
  try {
    await app.listen({ port, host })
  } catch (failure) {
    await app.close()
    const { code } = failure as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw busy()
    throw new SandboxError('cannot_listen', `${host}:${port} cannot be listened on: ${messageOf(failure)}.`, {
      hint: port < 1024 && code === 'EACCES' ? 'Take a port from 1024 on.' : 'Check --host and --port.',
      cause: failure,
    })
  }
  return {
    port: (app.server.address() as AddressInfo).port, // as: it listens on TCP
    async close() {
      stopping.abort()
      const over = new AbortController()
      const closed = app.close().finally(() => over.abort())
      connections.endUnused()
      await Promise.race([closed, pause(longestSendMs, over.signal)])
      connections.endStuck()
      await closed
    },
  }
}

function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((failure, request, reply) => {
    if (failure instanceof SandboxError) return sendProblem(reply, failure)
    const { statusCode } = failure as { statusCode?: number }
    if (statusCode !== undefined && statusCode < 500) {
      return sendProblem(reply, badRequest(failure))
    }
    logger.error(`${request.method} ${request.url} failed: ${messageOf(failure)}`)
    return sendProblem(reply, new SandboxError('internal', 'The request cannot be answered. The log says why.'))
  })
}

function badRequest(failure: unknown): SandboxError {
  return new SandboxError('bad_request', messageOf(failure))
}
