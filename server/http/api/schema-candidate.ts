import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import { parseSchemaUri } from '../../event/schema-uri.ts'
import type { Origin } from '../../schema/follow-reference.ts'
import type { ListedFile } from '../../schema/listing.ts'
import { type MaterializeResult, materialize } from '../../schema/materialize/materialize.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { parseSource } from '../../schema/source-file.ts'
import { toolsConfig } from '../../schema/tools-config.ts'

/** A materialized schema, of a file or as it was sent. */
export interface Candidate {
  readonly uri: string | undefined
  readonly title: string | undefined
  readonly version: string
  readonly repository: string | undefined
  readonly document: Readonly<Record<string, unknown>>
  origin(pointer: string): Origin
}

/**
 * The schema that somebody means by a URI, or sends whole; what is sent is materialized first, without an example.
 * @throws SandboxError schema_not_found, schema_invalid or bad_request.
 */
export function candidateOf(schemas: SchemaRepository, asked: unknown): Candidate {
  if (typeof asked === 'string') {
    const file = listedFileOf(schemas, asked.replace(/^\//, ''))
    if (file === undefined) throw notFound(schemas, asked)
    const { uri, title, repository } = file
    return { uri, title, repository, ...materialized(schemas.workspace().materialized(file), file.version) }
  }
  if (!isEvent(asked)) throw new SandboxError('bad_request', 'A schema is an object, or the URI of one.')
  const read = parseSource({ file: 'schema.json', uri: '/schema.json' }, JSON.stringify(asked, null, 2))
  if (!read.ok) throw new SandboxError('schema_invalid', read.finding.message)
  const { $id: id } = asked
  const title = typeof id === 'string' ? /^\/?(.+)\/[^/]+$/.exec(id)?.[1] : undefined
  const repository = schemas.workspace().listing.files.find(file => file.title === title)?.repository
  const made = materialize(read.source, schemas.workspace().open, toolsConfig({}))
  return { uri: typeof id === 'string' ? id : undefined, title, repository, ...materialized(made, '0.0.0') }
}

/** The file that a path below `/_sandbox/schemas/` or a URI names, or undefined. */
export function listedFileOf(schemas: SchemaRepository, path: string): ListedFile | undefined {
  const parsed = parseSchemaUri(`/${path}`)
  return parsed.ok ? schemas.workspace().listing.resolve(parsed.uri) : undefined
}

/** That no folder has a schema, with the nearest that one has. */
export function notFound(schemas: SchemaRepository, named: string): SandboxError {
  const found = schemas.find(named)
  const hint = found.found ? undefined : found.problem.hint
  return new SandboxError('schema_not_found', `There is no schema ${named.slice(0, 200)}.`, hint ? { hint } : {})
}

function materialized(result: MaterializeResult, version: string) {
  if (result.ok) {
    const { document, origin, version: own } = result.materialized
    return { document, origin, version: own.ok ? own.version : version }
  }
  const says = result.findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)
  throw new SandboxError('schema_invalid', says.join(' '), { hint: result.findings[0]?.hint ?? 'Correct the schema.' })
}
