import { isDeepStrictEqual } from 'node:util'
import { SandboxError } from '../../base/errors.ts'
import { textOf } from '../../base/text-of.ts'
import type { Log } from '../../log/types.ts'
import { type BlastRadius, blastRadius } from '../../query/blast-radius.ts'
import type { PlacedVersion } from '../../schema/check/check-title.ts'
import { compareSchemas } from '../../schema/compare/compare.ts'
import { suggestVersion } from '../../schema/compare/suggest-version.ts'
import { judgedSchema } from '../../schema/judged.ts'
import { placed, publishedBefore } from '../../schema/review/current-verdict.ts'
import type { SchemaRepository } from '../../schema/schema-repository.ts'
import { compileSchema, draftOf } from '../../schema/validator.ts'
import { type Candidate, candidateOf } from './schema-candidate.ts'

interface CheckParts {
  readonly schemas: SchemaRepository
  readonly log: Log
  readonly nextTurn: () => Promise<unknown>
}

/** What a schema means for the one before it, and for what is stored. */
export async function checkCandidate(parts: CheckParts, asked: unknown, against: unknown): Promise<object> {
  const { schemas } = parts
  const next = candidateOf(schemas, asked)
  const old = heldAgainst(schemas, next, against)
  const comparison = compareSchemas(old.document, next.document)
  const { $id: _was, ...was } = old.document
  const { $id: _is, ...is } = next.document
  return {
    against: { version: old.version },
    verdicts: comparison.verdicts,
    changes: comparison.changes.map(change => placed(change, old, next)),
    suggestedVersion: suggestVersion(old.version, comparison, !isDeepStrictEqual(was, is)),
    blastRadius: await radius(parts, next),
  }
}

/** The version that one of a repository is held against: the one before it, or the one that is named. */
export function versionBefore(schemas: SchemaRepository, uri: string, against: unknown): PlacedVersion {
  return heldAgainst(schemas, candidateOf(schemas, uri), against)
}

function heldAgainst(schemas: SchemaRepository, next: Candidate, against: unknown): PlacedVersion {
  return against === undefined ? before(schemas, next) : candidateOf(schemas, against)
}

function before(schemas: SchemaRepository, next: Candidate): PlacedVersion {
  const { title, repository } = next
  const found = title && repository ? publishedBefore(schemas.workspace(), repository, title, next) : undefined
  if (found) return found
  const hint = 'Name another with "against": a URI, or a schema.'
  throw new SandboxError('schema_not_found', `No version of ${title ?? 'this schema'} comes before ${next.version}.`, {
    hint,
  })
}

async function radius({ log, nextTurn }: CheckParts, { title, document }: Candidate): Promise<BlastRadius | null> {
  if (title === undefined) return null
  const draft = draftOf(document)
  if (draft === undefined)
    throw new SandboxError('schema_invalid', `$schema ${textOf(document.$schema)} cannot be judged by.`)
  try {
    const candidate = compileSchema(judgedSchema(document), draft, 'first')
    return await blastRadius(
      log,
      title,
      event => candidate(event) === true,
      async () => void (await nextTurn()),
    )
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause
    throw new SandboxError('schema_invalid', 'The schema cannot be compiled.', {
      cause,
      hint: 'POST it to /_sandbox/schemas/lint.',
    })
  }
}
