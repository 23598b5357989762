import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * The built page: `/`, and every address under `/ui/` that is no file of it. `/?spec` is the OpenAPI document, as the
 * originals have it. Without a folder, or without a build, there is no page. `asked` runs as soon as somebody opens it.
 */
export function uiRoutes(
  app: FastifyInstance,
  parts: { folder: string | null; sendSpec: (reply: FastifyReply) => FastifyReply; asked?: () => void },
): void {
  const indexFile = parts.folder === null ? undefined : join(parts.folder, 'index.html')
  const index = indexFile !== undefined && existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : undefined
  const page = index === undefined ? undefined : { index, policy: policyFor(index) }
  const send = (reply: FastifyReply) => {
    if (page === undefined) return reply.callNotFound()
    parts.asked?.()
    return sendPage(reply, page)
  }
  app.get('/', (request, reply) => {
    return 'spec' in (request.query as object) ? parts.sendSpec(reply) : send(reply)
  })
  if (page === undefined || parts.folder === null) return
  const fileNamed = createAssets(join(parts.folder, 'assets'))
  app.get<{ Params: { '*': string } }>('/ui/assets/*', async ({ params }, reply) => {
    const file = await fileNamed(params['*'])
    if (file === undefined) return reply.callNotFound()
    return reply
      .type(file.type)
      .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .send(file.content)
  })
  for (const path of pages) app.get(path, (_request, reply) => send(reply))
}

interface Asset {
  readonly type: string
  readonly content: Buffer
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Finds a file of the page; each is read once, when a browser asks for it first. */
function createAssets(folder: string): (name: string) => Promise<Asset | undefined> {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : [])
  const kept = new Map<string, Promise<Asset>>()
  return async name => {
    if (!names.has(name)) return undefined
    const asset = kept.get(name) ?? read(name)
    kept.set(name, asset)
    return asset
  }

  async function read(name: string): Promise<Asset> {
    const type = types[extname(name)] ?? 'application/octet-stream'
    return { type, content: await readFile(join(folder, name)) }
  }
}

/** The page loads nothing from elsewhere, talks to its own origin only, and runs no script but its own files and text. */
function policyFor(index: string): string {
  const own = [...index.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text = '']) => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  })
  return [
    "default-src 'none'",
    ["script-src 'self'", ...own].join(' '),
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
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

function sendPage(reply: FastifyReply, { index, policy }: { index: string; policy: string }): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .send(index)
}
