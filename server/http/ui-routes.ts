import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'

// The page loads nothing from elsewhere and talks to its own origin only.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The built page: `/`, and every address under `/ui/` that is no file of it. `/?spec` is the OpenAPI document, as the
 * originals have it. Without a folder, or without a build, there is no page.
 */
export function uiRoutes(app: FastifyInstance, parts: { folder: string | null; spec: () => object }): void {
  const indexFile = parts.folder === null ? undefined : join(parts.folder, 'index.html')
  const index = indexFile !== undefined && existsSync(indexFile) ? readFileSync(indexFile) : undefined
  app.get('/', (request, reply) => {
    if ('spec' in (request.query as object)) return reply.header('access-control-allow-origin', '*').send(parts.spec())
    return index ? sendPage(reply, index) : reply.callNotFound()
  })
  if (!index || parts.folder === null) return
  const root = join(parts.folder, 'assets')
  app.get<{ Params: { '*': string } }>('/ui/assets/*', async (request, reply) => {
    // Loaded for the first browser that asks.
    const { default: send } = await import('@fastify/send')
    const file = encodeURI(request.params['*'])
    const found = await send(request.raw, file, { root, immutable: true, maxAge: '1y', index: false })
    if (found.type === 'error') return reply.callNotFound()
    return reply.code(found.statusCode).headers(found.headers).send(found.stream)
  })
  for (const path of pages) app.get(path, (_request, reply) => sendPage(reply, index))
}

// As web/src/router.tsx has them.
const pages = [
  '/ui',
  '/ui/event/:cursor',
  '/ui/streams',
  '/ui/streams/:stream',
  '/ui/problems',
  '/ui/send',
  '/ui/schemas',
  '/ui/schemas/*',
  '/ui/topics',
  '/ui/topics/:topic',
  '/ui/consumers',
  '/ui/consumers/:group',
]

function sendPage(reply: FastifyReply, index: Buffer): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(index)
}
