import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { SandboxError } from '../../base/errors.ts'
import { isEvent } from '../../event/event.ts'
import type { Log } from '../../log/types.ts'
import { lintSchema } from '../../schema/lint/lint.ts'
import { fixedChoices, seededChoices } from '../../schema/sample/choices.ts'
import { validExample } from '../../schema/sample/example.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { toolsConfig } from '../../schema/tools-config.ts'
import { numberOf, type QueryString } from './query-string.ts'
import { candidateOf, listedFileOf } from './schema-candidate.ts'
import { checkCandidate } from './schema-check.ts'
import { editCurrent } from './schema-edit.ts'
import { schemaTree, titlePage, versionPage } from './schema-pages.ts'

interface SchemaRouteParts {
  readonly schemas: SchemaRepository
  readonly log: Log
  /** What an example is made from where nobody says. */
  readonly seed: number
}

const bodyLimit = 10 * 1024 * 1024

/** Schemas for those who write them: what there is, what is wrong with it, what a change would do. */
export function schemaRoutes(app: FastifyInstance, parts: SchemaRouteParts): void {
  app.get('/_sandbox/schemas', () => schemaTree(parts.schemas))
  app.get('/_sandbox/schemas/*', request => oneSchema(parts, request))
  app.post('/_sandbox/schemas/lint', { bodyLimit }, request => lint(parts, request.body))
  app.post('/_sandbox/schemas/check', { bodyLimit }, request => check(parts, request.body))
  app.post('/_sandbox/schemas/edit', request => editCurrent(parts.schemas, request.body))
}

function oneSchema({ schemas, seed: usual }: SchemaRouteParts, request: FastifyRequest): object {
  const path = (request.params as { '*': string })['*']
  const seed = numberOf('seed', (request.query as QueryString).seed, 0, Number.MAX_SAFE_INTEGER)
  if (path.endsWith('/example')) return example(schemas, path.slice(0, -'/example'.length), seed ?? usual)
  const file = listedFileOf(schemas, path)
  return file ? versionPage(schemas, file) : titlePage(schemas, path)
}

function example(schemas: SchemaRepository, path: string, seed: number): object {
  const { document, uri } = candidateOf(schemas, `/${path}`)
  const found = validExample(document, seed === 0 ? fixedChoices : seededChoices(seed))
  if (isEvent(found)) return found
  throw new SandboxError('schema_invalid', `No valid example of ${uri ?? path} was found.`, {
    hint: 'Give the schema an example of its own.',
  })
}

function lint({ schemas }: SchemaRouteParts, body: unknown): object {
  const asked = schemaIn(body)
  if (isEvent(asked)) return { findings: lintSchema(asked, toolsConfig({})) }
  const { document, repository } = candidateOf(schemas, asked)
  const config = repository === undefined ? toolsConfig({}) : schemas.workspace().configOf(repository)
  return { findings: lintSchema(document, config) }
}

async function check({ schemas, log }: SchemaRouteParts, body: unknown): Promise<object> {
  const against = isEvent(body) ? body.against : undefined
  return checkCandidate({ schemas, log, nextTurn }, schemaIn(body), against)
}

function schemaIn(body: unknown): unknown {
  if (isEvent(body) && (isEvent(body.schema) || typeof body.schema === 'string')) {
    refuseDeep(body.schema)
    refuseDeep(body.against)
    return body.schema
  }
  throw new SandboxError('bad_request', 'The body has no schema.', {
    hint: 'Send {"schema": {...}}, or the URI of one such as {"schema": "/test/event/1.0.0"}.',
  })
}

/** Far deeper than any schema, and well within the stack of whatever walks through it. */
const deepest = 200

function refuseDeep(schema: unknown): void {
  let level: readonly unknown[] = [schema]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      throw new SandboxError('schema_invalid', `The schema nests deeper than ${deepest} levels.`, {
        hint: 'Flatten it.',
      })
    }
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
