import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Gate } from '../../intake/gate.ts'
import { infoRoutes, optionsRoutes, type ServiceInfo } from '../info-routes.ts'
import { answerTo, hastyAnswer, sendAnswer } from './answer.ts'
import { eventgateHeaders, eventgateHeadersByName } from './headers.ts'
import type { IntakeDoorParts } from './intake-door.ts'
import { requestFacts } from './request-facts.ts'

/** EventGate's routes beside the intake, below `prefix`. */
export function eventgateRoutes(
  app: FastifyInstance,
  gate: Gate,
  parts: Pick<IntakeDoorParts, 'newId' | 'newRequestId'> & {
    info: ServiceInfo
    spec: () => object
    /** The gate by which a request's events go in: a scope has its own. */
    gateFor?: (request: IncomingMessage) => Gate
  },
  prefix = '',
): void {
  const headers = eventgateHeadersByName(gate.settings)
  const answered = (reply: FastifyReply) => reply.headers(headers)

  infoRoutes(app, parts.info, answered, prefix)
  app.get(`${prefix}/v1/stream-configs`, (_, reply) => answered(reply).send(streamConfigs(gate)))
  app.get(`${prefix}/v1/stream-configs/:streams`, (request, reply) => {
    const { streams } = request.params as { streams: string }
    return answered(reply).send(streamConfigs(gate, streams.split(/[|,]/)))
  })
  const testEvents = gate.settings.testEvents.length > 0 ? ['/v1/_test/events'] : []
  const got = ['/v1/stream-configs', '/v1/stream-configs/:streams', ...testEvents]
  optionsRoutes(app, [prefix || '/', ...got.map(path => `${prefix}${path}`)], answered)
  // What else is asked below its addresses has the original's page.
  const unknown = (request: FastifyRequest, reply: FastifyReply) => sendExpressNotFound(request, answered(reply))
  for (const path of ['/v1/*', '/_info/*']) app.all(`${prefix}${path}`, unknown)
  for (const url of [`${prefix}/_info`, `${prefix}/robots.txt`])
    app.route({ method: otherMethods, url, handler: unknown })
  // At the root the page has this address, and answers ?spec itself.
  if (prefix !== '') {
    app.get(prefix, (request, reply) =>
      'spec' in (request.query as object)
        ? answered(reply).send(parts.spec())
        : sendExpressNotFound(request, answered(reply)),
    )
  }
  if (gate.settings.testEvents.length > 0) {
    app.get(`${prefix}/v1/_test/events`, (request, reply) =>
      produceTestEvents(parts.gateFor?.(request.raw) ?? gate, parts, request, reply),
    )
  }
}

const otherMethods = ['POST', 'PUT', 'PATCH', 'DELETE']

/** The 404 of the original's framework. */
export function sendExpressNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .header('content-security-policy', "default-src 'none'")
    .type('text/html; charset=utf-8')
    .send(expressNotFound(request))
}

/** The settings of streams by name, or of all; unknown names are left out. */
function streamConfigs({ streams }: Gate, names?: readonly string[]): Record<string, unknown> {
  if (!names) return Object.fromEntries([...streams.all()].map(([name, { all }]) => [name, all]))
  return Object.fromEntries(
    names.flatMap(name => {
      const settings = streams.find(name)
      return settings ? [[name, settings.all]] : []
    }),
  )
}

async function produceTestEvents(
  gate: Gate,
  parts: Pick<IntakeDoorParts, 'newId' | 'newRequestId'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { settings } = gate
  const query = request.query as { hasty?: string }
  const isHasty = (query.hasty ?? '') !== ''
  // A copy for each request: fields are filled in.
  const events = structuredClone(settings.testEvents)
  const note = { door: 'http', gate: settings.name, request: parts.newRequestId(), requestSize: events.length }
  const facts = requestFacts(request.raw, undefined, settings, parts.newId)
  const judging = gate.submit(events, {
    note,
    facts,
    isHasty,
    textOf: index => JSON.stringify(settings.testEvents[index]),
  })
  const answer = isHasty ? hastyAnswer(events.length) : answerTo(await judging)
  reply.hijack()
  sendAnswer(request.raw, reply.raw, answer, eventgateHeaders(settings))
  return reply
}

function expressNotFound({ method, url }: FastifyRequest): string {
  const path = (url.split('?', 1)[0] ?? '').replace(/[<>&"]/g, '')
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${method} ${path}</pre>\n</body>\n</html>\n`
}
