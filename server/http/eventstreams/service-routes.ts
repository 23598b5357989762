import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { About } from '../api/sandbox-routes.ts'
import { sendExpressNotFound } from '../eventgate/eventgate-routes.ts'
import { infoRoutes, optionsRoutes } from '../info-routes.ts'
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
  const answered = (reply: FastifyReply) => reply.headers(eventStreamsHeaders)
  const toPage = (status: number) => (request: FastifyRequest, reply: FastifyReply) => {
    const page = parts.page()
    return page === null ? sendExpressNotFound(request, answered(reply)) : answered(reply).redirect(page, status)
  }
  infoRoutes(app, { name: 'eventstreams', version, home, description }, answered)
  const [see, find] = [toPage(303), toPage(302)]
  app.get('/', (request, reply) =>
    'spec' in (request.query as object) ? answered(reply).send(parts.spec()) : see(request, reply),
  )
  for (const path of ['/rc', '/v2/ui']) app.get(path, find)
  optionsRoutes(app, ['/', '/rc', '/v2/ui'], answered)
}
