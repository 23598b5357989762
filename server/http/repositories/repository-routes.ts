import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { compareVersions, parseSchemaUri } from '../../event/schema-uri.ts'
import type { ListedFile } from '../../schema/listing.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { type FolderEntry, folderPage } from './folder-page.ts'

interface RepositoryParts {
  readonly schemas: SchemaRepository
}

/** The repositories as a web server publishes them: files by URI, folders as lists, `latest` and names without extension. */
export function repositoryRoutes(app: FastifyInstance, parts: RepositoryParts): void {
  app.get('/repositories', (request, reply) => listRepositories(parts, request, reply))
  app.get('/repositories/:name', (request, reply) => listRepository(parts, request, reply))
  app.get('/repositories/:name/jsonschema', (request, reply) => serve(parts, request, reply, ''))
  app.get('/repositories/:name/jsonschema/*', (request, reply) =>
    serve(parts, request, reply, (request.params as { '*': string })['*']),
  )
}

function listRepositories({ schemas }: RepositoryParts, request: FastifyRequest, reply: FastifyReply) {
  const entries = schemas.folders.map(({ name }) => ({ name: `${name}/` }))
  return sendFolder(request, reply, '/repositories/', entries)
}

function listRepository({ schemas }: RepositoryParts, request: FastifyRequest, reply: FastifyReply) {
  const { name } = request.params as { name: string }
  if (!schemas.folders.some(folder => folder.name === name)) return missing(reply)
  return sendFolder(request, reply, `/repositories/${name}/`, [{ name: 'jsonschema/' }])
}

function serve({ schemas }: RepositoryParts, request: FastifyRequest, reply: FastifyReply, asked: string) {
  const { name } = request.params as { name: string }
  const path = asked.replace(/\/+$/, '')
  const files = schemas.workspace().listing.files.filter(({ repository }) => repository === name)
  const file = fileAt(files, path)
  if (file) return sendFile(schemas, request, reply, file)
  const entries = entriesOf(files, path)
  const isKnown = schemas.folders.some(folder => folder.name === name)
  if (!isKnown || (path !== '' && entries.length === 0)) return missing(reply)
  return sendFolder(request, reply, `/repositories/${name}/jsonschema/${path === '' ? '' : `${path}/`}`, entries)
}

/** By the names alone: a path that leads anywhere else finds nothing. */
function fileAt(files: readonly ListedFile[], path: string): ListedFile | undefined {
  const parsed = parseSchemaUri(`/${path}`)
  if (!parsed.ok) return undefined
  const { title, version, extension } = parsed.uri
  const own = files.filter(file => file.title === title && (extension === undefined || file.extension === extension))
  const wanted = version === 'latest' ? latestOf(own) : version
  // `current` has its extension: it is no version.
  const named = own.filter(file => file.version === wanted && (wanted !== 'current' || extension !== undefined))
  return named.find(file => file.extension === 'yaml') ?? named[0]
}

function latestOf(files: readonly ListedFile[]): string | undefined {
  const versions = files.map(({ version }) => version).filter(version => version !== 'current')
  return versions.sort(compareVersions).at(-1)
}

/** Folders first, then files with the names that links give them. */
function entriesOf(files: readonly ListedFile[], path: string): readonly FolderEntry[] {
  const prefix = path === '' ? '' : `${path}/`
  const inside = files.filter(({ title }) => `${title}/`.startsWith(prefix))
  const folders = inside
    .filter(({ title }) => title !== path)
    .map(({ title }) => `${title.slice(prefix.length).split('/')[0]}/`)
  const own = inside.filter(({ title }) => title === path)
  const versions = own.filter(({ version }) => version !== 'current')
  const latest =
    versions.length > 0 ? ['latest', ...new Set(versions.map(({ extension }) => `latest.${extension}`))] : []
  const names = [
    ...own.map(({ version, extension }) => `${version}.${extension}`),
    ...versions.map(({ version }) => version),
    ...latest,
  ]
  return [...[...new Set(folders)].sort(), ...[...new Set(names)].sort()].map(name => ({ name }))
}

function sendFile(schemas: SchemaRepository, request: FastifyRequest, reply: FastifyReply, file: ListedFile) {
  const text = schemas.workspace().text(file)
  if (text === undefined) return missing(reply)
  const type = file.extension === 'json' ? 'application/json; charset=utf-8' : 'application/yaml; charset=utf-8'
  return sendCached(request, reply, type, text)
}

function sendFolder(request: FastifyRequest, reply: FastifyReply, path: string, entries: readonly FolderEntry[]) {
  if (request.headers.accept?.startsWith('application/json')) {
    return sendCached(request, reply, 'application/json; charset=utf-8', JSON.stringify({ path, entries }))
  }
  return sendCached(request, reply, 'text/html; charset=utf-8', folderPage(path, entries))
}

/** Files of a repository change while somebody works on them, so a copy is asked about each time. */
function sendCached(request: FastifyRequest, reply: FastifyReply, type: string, text: string) {
  const etag = `"${createHash('sha1').update(text).digest('base64url')}"`
  reply.headers({
    etag,
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  const known = request.headers['if-none-match']?.split(',').map(tag => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag) || known?.includes('*')) return reply.code(304).send()
  return reply.type(type).send(text)
}

function missing(reply: FastifyReply) {
  return reply
    .code(404)
    .header('access-control-allow-origin', '*')
    .type('text/plain; charset=utf-8')
    .send('Not Found\n')
}
