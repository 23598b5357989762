import type { FastifyInstance } from 'fastify'
import type { About } from '../api/sandbox-routes.ts'
import { sendExpressNotFound } from '../eventgate/eventgate-routes.ts'
import { infoRoutes } from '../info-routes.ts'
import { eventStreamsHeaders } from './stream-routes.ts'

/**
 * What EventStreams answers beside its streams where it has a port of its own. Its browser of streams (`/v2/ui`) and its
 * documents (`/?doc`, where `/` and the old `/rc` lead) are the Streams page here. Different: without a page they are 404.
 */
export function serviceRoutes(
  app: FastifyInstance,
  parts: {
    readonly about: About
    readonly spec: () => object
    /** Where the Streams page is; null where there is no page. */
    readonly page: () => string | null
  },
): void {
  const { version, home } = parts.about
  const description = 'EventStreams of event-sandbox.'
  infoRoutes(app, { name: 'eventstreams', version, home, description }, reply => reply.headers(eventStreamsHeaders))
  app.get('/', (request, reply) => {
    reply.headers(eventStreamsHeaders)
    if ('spec' in (request.query as object)) return reply.send(parts.spec())
    const page = parts.page()
    return page === null ? sendExpressNotFound(request, reply) : reply.redirect(page, 303)
  })
  for (const path of ['/rc', '/v2/ui']) {
    app.get(path, (request, reply) => {
      const page = parts.page()
      return page === null ? sendExpressNotFound(request, reply) : reply.redirect(page, 302)
    })
  }
}
