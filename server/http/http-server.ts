import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { SandboxError } from '../base/errors.ts'
import type { Gate } from '../intake/gate.ts'
import { pathOfGate } from '../intake/gate-settings.ts'
import { noRequest } from '../intake/request-facts.ts'
import { clockRoutes } from './api/clock-routes.ts'
import { demoRoutes } from './api/demo-routes.ts'
import { eventRoutes } from './api/event-routes.ts'
import { faultRoutes } from './api/fault-routes.ts'
import { groupRoutes } from './api/group-routes.ts'
import { serveLive } from './api/live-socket.ts'
import type { Route } from './api/openapi.ts'
import { problemRoutes } from './api/problem-routes.ts'
import { readerRoutes } from './api/reader-route.ts'
import { replayRoutes } from './api/replay-routes.ts'
import { resetRoute } from './api/reset-route.ts'
import { rowRoutes } from './api/row-routes.ts'
import { type About, healthRoutes, sandboxRoutes } from './api/sandbox-routes.ts'
import { schemaRoutes } from './api/schema-routes.ts'
import { scopeRoutes, unknownScopeRoutes } from './api/scope-routes.ts'
import { snapshotRoutes } from './api/snapshot-routes.ts'
import { streamPages } from './api/stream-pages.ts'
import { createStreamReaders } from './api/stream-readers.ts'
import { topicRoutes } from './api/topic-routes.ts'
import { waitRoute } from './api/wait-route.ts'
import { type Address, createApp, type HttpServer, listen } from './app.ts'
import { eventgateRoutes, sendExpressNotFound } from './eventgate/eventgate-routes.ts'
import { eventgateHeadersByName } from './eventgate/headers.ts'
import { createIntakeDoor, type IntakeDoor } from './eventgate/intake-door.ts'
import { openApi } from './eventgate/spec.ts'
import { serviceRoutes } from './eventstreams/service-routes.ts'
import { streamPaths } from './eventstreams/stream-paths.ts'
import { eventStreamsHeaders, type StreamParts, streamRoutes } from './eventstreams/stream-routes.ts'
import type { HttpParts } from './http-parts.ts'
import type { ServiceInfo } from './info-routes.ts'
import { streamConfigRoute } from './mediawiki/stream-config-route.ts'
import { sendProblem } from './problem-json.ts'
import { repositoryRoutes } from './repositories/repository-routes.ts'
import { createScopeEntrance } from './scopes/scope-entrance.ts'
import { microRoutes } from './snowplow/micro-routes.ts'
import { uiRoutes } from './ui-routes.ts'
import { serveUpgrades, type Upgrades } from './upgrades.ts'

/**
 * Opens the common origin: the page, our own API, EventStreams, and every gate.
 * @throws SandboxError port_busy or cannot_listen.
 */
export async function openHttpServer(parts: HttpParts, at: Address): Promise<HttpServer> {
  const stopping = new AbortController()
  const entrance = createScopeEntrance(parts, ({ gates, name }) => doorsTo(gates, parts, name))
  const app = createApp([entrance.door, ...doorsTo(parts.gates, parts)], parts.logger)
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new SandboxError('not_found', `There is no ${request.method} ${request.url.slice(0, 200)}.`)),
  )
  const routes = routesOf(app)
  healthRoutes(app)
  const [{ log: broker, groups }] = parts.clusters
  const readers = createStreamReaders({ broker, groups, consumers: parts.consumers })
  await app.register(async sandbox => {
    sandboxScope(sandbox, parts, stopping.signal)
    streamPages(sandbox, { ...parts, broker: parts.clusters[0].log, readers })
    readerRoutes(sandbox, { ...parts, readers })
    microRoutes(sandbox, { ...parts, scopeOf: entrance.scopeOf })
    // Loaded for whoever asks.
    sandbox.get('/_sandbox/openapi.json', async () => {
      const { apiDocument } = await import('./api/openapi.ts')
      return apiDocument(routes, { version: parts.about.version, url: parts.about.url() })
    })
  })
  const spec = () => openApi(parts.about.version, streams.names(), streamPaths(parts))
  const { streams } = parts
  const { scopeOf } = entrance
  for (const [at, gate] of parts.gates.entries()) {
    const gateFor = (request: IncomingMessage) => scopeOf(request)?.gates[at] ?? gate
    const shared = { ...parts, spec, gateFor, info: infoOf(gate, parts.about) }
    eventgateRoutes(app, gate, shared, at === 0 ? '' : pathOfGate(gate.settings))
  }
  streamRoutes(app, { ...eventStreams(parts, stopping.signal), scopeOf })
  unknownScopeRoutes(app, parts)
  app.get('/v2/ui', (_, reply) => reply.redirect('/ui/streams', 302))
  streamConfigRoute(app, { streams })
  repositoryRoutes(app, parts)
  const sockets = serveUpgrades(app.server, live(parts, stopping.signal))
  app.addHook('preClose', sockets.close)
  const sendSpec = (reply: FastifyReply) => reply.headers(eventgateHeadersByName(parts.gates[0].settings)).send(spec())
  uiRoutes(app, { folder: parts.ui, sendSpec, asked: sockets.prepare })
  return listen(app, at, stopping)
}

/** The routes that are added from now on. Fastify adds a HEAD to each GET. */
function routesOf(app: FastifyInstance): readonly Route[] {
  const routes: Route[] = []
  app.addHook('onRoute', ({ method, url: path }) => {
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, path })
  })
  return routes
}

// A browser cannot set headers on a WebSocket: there the token is in the query.
function live(parts: HttpParts, stopping: AbortSignal): Upgrades {
  const { start, version } = parts.about
  return {
    isWebSocket({ headers, url }: IncomingMessage) {
      const [path, query] = (url ?? '').split('?', 2)
      if (headers.upgrade?.toLowerCase() !== 'websocket' || path !== '/_sandbox/live') return false
      return !parts.guard.refusal(headers, new URLSearchParams(query).get('token') ?? undefined)
    },
    serve: socket => void serveLive(socket, { ...parts, start, version, now: () => parts.clock.now() }, stopping),
  }
}

/**
 * Opens a gate on a port of its own: EventGate's routes and nothing else.
 * @throws SandboxError gate_port_busy or cannot_listen.
 */
export async function openGateServer(gate: Gate, parts: HttpParts, at: Address): Promise<HttpServer> {
  const app = createApp([createDoor(gate, parts, {})], parts.logger)
  const answered = (reply: FastifyReply) => reply.headers(eventgateHeadersByName(gate.settings))
  app.setNotFoundHandler((request, reply) => sendExpressNotFound(request, answered(reply)))
  const spec = () => openApi(parts.about.version, [])
  eventgateRoutes(app, gate, { ...parts, spec, info: infoOf(gate, parts.about) })
  uiRoutes(app, { folder: null, sendSpec: reply => answered(reply).send(spec()) })
  return listen(app, at, new AbortController(), () => gatePortBusy(gate, at.port))
}

/**
 * Opens EventStreams on a port of its own.
 * @throws SandboxError eventstreams_port_busy or cannot_listen.
 */
export async function openEventStreamsServer(parts: HttpParts, at: Address): Promise<HttpServer> {
  const stopping = new AbortController()
  const app = createApp([], parts.logger)
  app.setNotFoundHandler((request, reply) => sendExpressNotFound(request, reply.headers(eventStreamsHeaders)))
  const { streams, about } = parts
  streamRoutes(app, eventStreams(parts, stopping.signal))
  serviceRoutes(app, {
    about,
    spec: () => openApi(about.version, streams.names(), streamPaths(parts)),
    page: () => (parts.ui === null ? null : `${about.url()}/ui/streams`),
  })
  return listen(app, at, stopping, () => eventStreamsPortBusy(at.port))
}

function eventStreams(parts: HttpParts, stopping: AbortSignal): StreamParts {
  return { ...parts, log: parts.topics, scopeOf: () => undefined, limit: parts.connectionLimit, stopping }
}

// The first gate is at the root, the others are below /gates/NAME.
function doorsTo(gates: readonly Gate[], parts: HttpParts, scope: string | null = null): IntakeDoor[] {
  return gates.map((gate, at) => createDoor(gate, parts, { prefix: at === 0 ? '' : pathOfGate(gate.settings), scope }))
}

function createDoor(gate: Gate, parts: HttpParts, place: Parameters<typeof createIntakeDoor>[2]): IntakeDoor {
  return createIntakeDoor(gate, { ...parts, observe: parts.metrics.observe }, place)
}

function infoOf({ settings }: Gate, { version, home }: About): ServiceInfo {
  return { name: settings.name, version, home, description: 'An EventGate of event-sandbox.' }
}

// Everything of ours, behind the guard.
function sandboxScope(app: FastifyInstance, parts: HttpParts, stopping: AbortSignal): void {
  app.addHook('onRequest', async request => {
    const refusal = parts.guard.refusal(request.headers)
    if (refusal) throw refusal
  })
  const { judge, clock } = parts
  const explain = async (event: unknown, uri?: string) => {
    await judge.prepare([uri === undefined ? event : { $schema: uri }], noRequest)
    return judge.explain(event, clock.now(), uri)
  }
  eventRoutes(app, parts)
  waitRoute(app, parts, stopping)
  resetRoute(app, parts)
  problemRoutes(app, parts)
  schemaRoutes(app, parts)
  topicRoutes(app, parts)
  rowRoutes(app, parts)
  groupRoutes(app, parts)
  scopeRoutes(app, parts)
  clockRoutes(app, parts)
  faultRoutes(app, parts)
  demoRoutes(app, parts)
  snapshotRoutes(app, parts)
  replayRoutes(app, parts, stopping)
  sandboxRoutes(app, { ...parts, explain })
  app.get('/metrics', (_, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(parts.metrics.text()))
  app.get('/_sandbox/live', () => {
    throw new SandboxError('bad_request', 'This route is a WebSocket.')
  })
}

function eventStreamsPortBusy(port: number): SandboxError {
  return new SandboxError('eventstreams_port_busy', `Port ${port} of EventStreams is in use.`, {
    hint: 'Stop the process that has it, or give --eventstreams-port another one.',
  })
}

function gatePortBusy({ settings }: Gate, port: number): SandboxError {
  return new SandboxError('gate_port_busy', `Port ${port} of the gate ${settings.name} is in use.`, {
    hint: `Stop the process that has it, or give ${settings.name} another port.`,
  })
}
