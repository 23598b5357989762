import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

// The page loads nothing from elsewhere and talks to its own origin only. Styles in attributes place rows and ribbons.
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The built page: `/` and every address under `/ui/` that is no file of it. Without a build there is no page. */
export function uiRoutes(app: FastifyInstance, parts: { folder: string }): void {
  const indexFile = join(parts.folder, 'index.html')
  if (!existsSync(indexFile)) return
  const index = readFileSync(indexFile)
  app.register(fastifyStatic, {
    root: join(parts.folder, 'assets'),
    prefix: '/ui/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
  })
  for (const path of ['/', '/ui', '/ui/event/:cursor']) {
    app.get(path, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .headers({
          'content-security-policy': contentSecurityPolicy,
          'cache-control': 'no-cache',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        })
        .send(index),
    )
  }
}
